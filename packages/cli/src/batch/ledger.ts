import {
  appendFileSync,
  closeSync,
  fdatasync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  type Stats,
  statSync,
  unlinkSync,
} from 'node:fs'
import { Failure, systemReason } from '../terminal/errors.ts'
import type { Lock } from './lock.ts'
import { identityOf, type Request } from './reaction-line.ts'
import { type Attempt, type Entry, type Outcome, type Results, readResults } from './results.ts'
import { headerOf, type Sender } from './sender.ts'

/** So often, in milliseconds, the disk gets the entries. A power cut costs those that came later. */
const flushInterval = 1000

/** Readable by their owner alone: entries hold phone numbers. */
const mode = 0o600

/** Where a ledger stands, and whose it is. */
export interface LedgerOptions {
  /** The results file. */
  path: string
  sender: Sender
  /** Keeps other runs from the file. */
  lock: Pick<Lock, 'isHeld'>
}

/** The results file of a run, which gets an entry before and after each request. */
export class Ledger {
  /** What earlier runs left. */
  readonly results: Results
  readonly #options: LedgerOptions
  readonly #run: string = crypto.randomUUID().slice(0, 8)
  readonly #file: number
  readonly #identity: Pick<Stats, 'dev' | 'ino'>
  #attempts = 0
  #size: number
  #flushedAt = 0
  /** Why no further request may be made. */
  #problem: string | undefined
  /** Takes the outcomes when the results file cannot. */
  #rescue: number | undefined
  #isUsable = true

  /** @throws {Failure} when the file cannot be opened, is something else, or is of another sender. */
  constructor(options: LedgerOptions) {
    const { path, sender } = options
    this.#options = options
    this.#file = openFile(path, 'a+')
    this.#identity = fstatSync(this.#file)
    const bytes = readFileSync(this.#file)
    this.results = readResults(bytes, path, sender)
    this.#size = this.results.end
    if (bytes.length > this.#size) ftruncateSync(this.#file, this.#size)
  }

  /**
   * Appends the entry before a request. The operating system then has it, and the end of the program cannot lose it.
   *
   * @throws {Failure} when the request must not be made: the entry is not written, the file is no longer in its place, or
   * another run has it.
   */
  announce(request: Request): Attempt {
    this.#attempts += 1
    const { line, job } = request
    const attempt = {
      attempt: `${this.#run}-${this.#attempts}`,
      line,
      ...identityOf(request),
      ref: job.extraInfo?.ref,
    }
    const isWritten = this.#append(attempt, { state: 'unknown', reason: 'under way' })
    if (isWritten && !this.#options.lock.isHeld())
      this.#problem ??= `The results file ${this.#options.path} is in use by another run, or its lock was deleted. Wait until that run ends, then run the same command again.`
    if (this.#problem === undefined) return attempt
    if (isWritten) this.finish(attempt, { state: 'failed', reason: 'It was not sent.' })
    throw new Failure(this.#problem, 'unexpected')
  }

  /**
   * Appends the entry after a request; to a new file beside the results where these cannot have it.
   *
   * @returns false where no file has it.
   */
  finish(attempt: Attempt, outcome: Outcome): boolean {
    return this.#append(attempt, outcome) || this.#save(attempt, outcome)
  }

  /**
   * Gives the file up.
   *
   * @returns what is wrong with it, and what to do.
   */
  close(): string | undefined {
    if (this.#isInPlace()) {
      if (this.#size === 0) unlinkSync(this.#options.path)
      else fsyncSync(this.#file)
    }
    closeSync(this.#file)
    if (this.#rescue === undefined) return this.#problem
    closeSync(this.#rescue)
    const { path } = this.#options
    return `${this.#problem} The results of the open requests are in ${this.#rescuePath}: append that file to ${path}.`
  }

  /** Appends an entry to the results; false where that is not possible. */
  #append(attempt: Attempt, outcome: Outcome): boolean {
    if (!this.#isInPlace()) return false
    try {
      const text = (this.#size === 0 ? `${headerOf(this.#options.sender)}\n` : '') + lineOf(attempt, outcome)
      appendFileSync(this.#file, text)
      this.#size += Buffer.byteLength(text)
      this.#flush()
      return true
    } catch (error) {
      this.#lose(
        `cannot be written (${systemReason(error)}). Fix the cause, then run the same command again.`,
      )
      return false
    }
  }

  /** Tells whether the file is where the next run looks for it, with all that was written to it. */
  #isInPlace(): boolean {
    if (!this.#isUsable) return false
    const found = statSync(this.#options.path, { throwIfNoEntry: false })
    const { dev, ino } = this.#identity
    const isSame = found?.dev === dev && found.ino === ino && found.size >= this.#size
    if (!isSame)
      this.#lose(
        `was ${found === undefined ? 'deleted' : 'replaced'}. Restore it before the next run, or accepted lines will be sent again.`,
      )
    return isSame
  }

  #lose(problem: string): void {
    this.#isUsable = false
    this.#problem = `The results file ${this.#options.path} ${problem}`
  }

  #flush(): void {
    const now = performance.now()
    if (now - this.#flushedAt < flushInterval) return
    this.#flushedAt = now
    fdatasync(this.#file, () => undefined)
  }

  get #rescuePath(): string {
    return `${this.#options.path}.rescued-${this.#run}`
  }

  #save(attempt: Attempt, outcome: Outcome): boolean {
    try {
      if (this.#rescue === undefined) {
        this.#rescue = openSync(this.#rescuePath, 'a', mode)
        appendFileSync(this.#rescue, `${headerOf(this.#options.sender)}\n`)
      }
      appendFileSync(this.#rescue, lineOf(attempt, outcome))
      return true
    } catch {
      return false
    }
  }
}

function lineOf(attempt: Attempt, outcome: Outcome): string {
  const entry: Entry = { time: new Date().toISOString(), ...attempt, ...outcome }
  return `${JSON.stringify(entry)}\n`
}

function openFile(path: string, flags: string): number {
  try {
    return openSync(path, flags, mode)
  } catch (error) {
    throw new Failure(`The results file ${path} cannot be opened: ${systemReason(error)}`)
  }
}
