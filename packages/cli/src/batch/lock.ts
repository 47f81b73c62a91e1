import { lstatSync, readFileSync, readlinkSync, statSync, symlinkSync, unlinkSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { textMember } from '@kaleyra-reactions/model/member'
import { Failure, systemReason } from '../errors.ts'
import { resultsRemedy } from './results-remedy.ts'

/** The process that holds a lock. */
interface Holder {
  pid: number
  /** When the process started. A later process can have the same number. */
  start: string
  host: string
}

/**
 * Lets one run at a time use a file. The lock is a symbolic link that names its holder instead of a file, as Emacs and
 * Firefox use it: making one is a single step, which fails where there is one already. A link whose holder has ended is
 * taken over.
 *
 * Two runs that take over the same link at once can both succeed. The one that lost it finds out by {@link isHeld}, which
 * is to be asked after each entry and before its request; the other one reads the entries only after it has the lock.
 *
 * A file with several hard links has a second lock, named by its inode, in the folder for temporary files: its names can stand
 * in different folders. Where that one cannot be made, or was made by a run with another such folder, both runs stop before
 * their next request, as each finds the entries of the other.
 */
export class Lock {
  readonly #path: string
  readonly #holder: string
  readonly #inodePath: string | undefined

  private constructor(path: string, holder: string, inodePath: string | undefined) {
    this.#path = path
    this.#holder = holder
    this.#inodePath = inodePath
  }

  /**
   * Locks a file.
   *
   * @throws {Failure} when another run has it, or when no lock can be made beside it.
   */
  static async acquire(file: string): Promise<Lock> {
    const path = `${file}.lock`
    const { pid } = process
    const holder = holderText({ pid, start: await startOf(pid), host: hostname() })
    if (!(await take(path, holder, file))) throw new Failure(heldMessage(file, readLink(path)))
    const inodePath = inodePathOf(file)
    if (inodePath === undefined || (await takeIfPossible(inodePath, holder, file)))
      return new Lock(path, holder, inodePath)
    unlink(path)
    throw new Failure(heldMessage(file, readLink(inodePath)))
  }

  /** Tells whether this run still has the lock. */
  isHeld(): boolean {
    return readLink(this.#path) === this.#holder
  }

  /** Lets other runs use the file. */
  release(): void {
    if (this.isHeld()) unlink(this.#path)
    if (this.#inodePath !== undefined && readLink(this.#inodePath) === this.#holder) unlink(this.#inodePath)
  }
}

/** Where the lock of the inode of a file stands; `undefined` where the file has one name only. */
function inodePathOf(file: string): string | undefined {
  const stats = statSync(file, { throwIfNoEntry: false })
  if (stats === undefined || stats.nlink < 2) return undefined
  return join(tmpdir(), `kaleyra-reactions-${stats.uid}-${stats.dev}-${stats.ino}.lock`)
}

/** Takes a lock that may not be makeable; true also where it is not. */
async function takeIfPossible(path: string, holder: string, file: string): Promise<boolean> {
  try {
    return await take(path, holder, file)
  } catch (error) {
    if (error instanceof Failure) return true
    throw error
  }
}

/** Makes a link, or takes over one whose holder has ended; false where its holder may run. */
async function take(path: string, holder: string, file: string): Promise<boolean> {
  if (link(path, holder, file)) return true
  const other = readLink(path)
  if (other === undefined || (await mayRun(other))) return false
  if (readLink(path) === other) unlink(path)
  return link(path, holder, file)
}

/** Makes the link; false where there is one. */
function link(path: string, holder: string, file: string): boolean {
  try {
    symlinkSync(holder, path)
    return true
  } catch (error) {
    const code = textMember(error, 'code')
    if (code === 'EEXIST') return false
    throw new Failure(
      `The results file ${file} cannot be locked, since no lock can be made in its folder (${systemReason(error)}). ${resultsRemedy(file)}`,
    )
  }
}

function readLink(path: string): string | undefined {
  try {
    return readlinkSync(path)
  } catch {
    return undefined
  }
}

function unlink(path: string): void {
  try {
    unlinkSync(path)
  } catch {
    // Another run has taken it over, or a person has deleted it.
  }
}

function holderText({ pid, start, host }: Holder): string {
  return [pid, start, host].join(':')
}

function holderFrom(text: string): Holder {
  const [pid = '', start = '', ...host] = text.split(':')
  return { pid: Number(pid), start, host: host.join(':') }
}

/** Tells whether a holder runs, as far as this machine can tell: that one of another machine has ended, it cannot. */
async function mayRun(text: string): Promise<boolean> {
  const { pid, start, host } = holderFrom(text)
  if (!Number.isInteger(pid) || host !== hostname()) return true
  return (await startOf(pid)) === start
}

function heldMessage(file: string, text: string | undefined): string {
  if (text === undefined && lstatSync(`${file}.lock`, { throwIfNoEntry: false }) !== undefined)
    return `The results file ${file} cannot be locked: ${file}.lock is no lock of this program. Move it away; this run has sent nothing.`
  const { pid, host } = holderFrom(text ?? '')
  const isElsewhere = text !== undefined && host !== hostname()
  const who = isElsewhere ? `a run on ${host || 'another machine'}` : `another run (process ${pid})`
  const remedy = isElsewhere ? `If it has ended, delete ${file}.lock` : 'Wait for its end'
  return `The results file ${file} is in use by ${who}. ${remedy}; this run has sent nothing.`
}

/** When a process started, in the words of the system; empty where there is no such process. */
async function startOf(pid: number): Promise<string> {
  return process.platform === 'linux' ? startOnLinux(pid) : startByPs(pid)
}

/** The start of a process in clock ticks since the machine started: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function startOnLinux(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name of the program, in brackets, can hold blanks. The state of the process is the first field behind it.
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const isDead = state === 'Z' || state === 'X'
    return isDead ? '' : (fields[18] ?? '')
  } catch {
    return ''
  }
}

async function startByPs(pid: number): Promise<string> {
  const { spawnSync } = await import('node:child_process')
  const { stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' })
  return stdout.trim().replaceAll(/[\s:]+/g, '-')
}
