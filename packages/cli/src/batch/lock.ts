import { closeSync, openSync, readFileSync, renameSync, unlinkSync, writeFileSync, writeSync } from 'node:fs'
import { hostname } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { textMember } from '@kaleyra-reactions/model/member'
import { Failure, systemReason } from '../terminal/errors.ts'

/** How a lock tells that its run lives, in milliseconds. */
export interface LockTimes {
  /** How often the run that has it changes it. */
  beat: number
  /** Without a change for so long, it is taken over. */
  dead: number
}

const usualTimes: LockTimes = { beat: 2000, dead: 10_000 }

/** How a lock is acquired. */
export interface LockOptions {
  /** Ends the wait. */
  signal: AbortSignal
  /** Is told why it takes so long. */
  tell(text: string): void
  times?: LockTimes
}

/** As many digits as the counter always has: only they change in the file. */
const counterLength = 10

/**
 * Lets one run at a time use a results file: a file beside it, with a counter that its run moves on. Another run that
 * sees the counter stand still, by its own clock, takes the lock over. Whether a process of this number runs says
 * nothing: it may be one of another container or machine.
 *
 * Who takes a lock over replaces it first, and reads the results afterwards. Who has it appends an entry first, and then
 * asks {@link isHeld} before it sends. So an entry whose request is sent is always seen by the run that comes after,
 * although two runs can believe for a moment that they have the lock.
 */
export class Lock {
  readonly #path: string
  readonly #owner: string
  readonly #timer: NodeJS.Timeout

  private constructor(path: string, owner: string, beat: number) {
    this.#path = path
    this.#owner = owner
    let counter = 0
    this.#timer = setInterval(() => {
      counter += 1
      moveOn(path, counter)
    }, beat)
    this.#timer.unref()
  }

  /**
   * Locks a results file.
   *
   * @throws {Failure} when another run uses it, or when no lock can be written beside it.
   */
  static async acquire(results: string, { signal, tell, times = usualTimes }: LockOptions): Promise<Lock> {
    const path = `${results}.lock`
    const run = crypto.randomUUID()
    const owner = JSON.stringify({ run, process: process.pid, host: hostname() })
    const isFree = () => wrote(path, counterText(0) + owner, results)
    if (isFree()) return new Lock(path, owner, times.beat)
    tell(`Found ${path}: checking for up to ${times.dead / 1000} s whether its run is still active.`)
    const seen = read(path)
    for (let waited = 0; waited < times.dead; waited += times.beat / 2) {
      await wait(times.beat / 2, undefined, { signal }).catch(() => signal.throwIfAborted())
      const now = read(path)
      if (now === undefined && isFree()) return new Lock(path, owner, times.beat)
      if (now !== seen)
        throw new Failure(
          `${results} is in use by ${holderOf(now)}. Wait until it ends. This run has sent nothing.`,
        )
    }
    const replacement = `${path}.${run}`
    writeFileSync(replacement, counterText(0) + owner)
    patiently(() => renameSync(replacement, path))
    return new Lock(path, owner, times.beat)
  }

  /** Tells whether this run still has the lock. */
  isHeld(): boolean {
    return read(this.#path)?.slice(counterLength) === this.#owner
  }

  /** Lets other runs use the file. */
  release(): void {
    clearInterval(this.#timer)
    if (this.isHeld()) patiently(() => unlinkSync(this.#path))
  }
}

/** Makes the lock; false where there is one. */
function wrote(path: string, content: string, results: string): boolean {
  try {
    writeFileSync(path, content, { flag: 'wx' })
    return true
  } catch (error) {
    if (textMember(error, 'code') === 'EEXIST') return false
    throw new Failure(`${results} cannot be locked: ${path} cannot be written (${systemReason(error)}).`)
  }
}

/** Changes the counter alone: where the lock has another owner by now, it stays that one's. */
function moveOn(path: string, counter: number): void {
  try {
    const file = openSync(path, 'r+')
    try {
      writeSync(file, counterText(counter), 0)
    } finally {
      closeSync(file)
    }
  } catch {
    // The lock was deleted, which is found before the next request; or another program reads it just now.
  }
}

function counterText(counter: number): string {
  return String(counter).padStart(counterLength, '0')
}

/** The content of the lock; `undefined` where there is none. */
function read(path: string): string | undefined {
  return patiently(() => {
    try {
      return readFileSync(path, 'utf8')
    } catch (error) {
      if (textMember(error, 'code') === 'ENOENT') return undefined
      throw error
    }
  })
}

function holderOf(content = ''): string {
  try {
    const { process, host } = JSON.parse(content.slice(counterLength))
    return `another run (process ${process} on ${host})`
  } catch {
    return 'another run'
  }
}

/** Windows refuses for a moment to touch a file that another program has open. */
function patiently<Result>(touch: () => Result): Result {
  for (let attempt = 1; ; attempt += 1)
    try {
      return touch()
    } catch (error) {
      const isPassing = ['EPERM', 'EBUSY', 'EACCES'].includes(textMember(error, 'code') ?? '')
      if (!isPassing || attempt === 50) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
    }
}
