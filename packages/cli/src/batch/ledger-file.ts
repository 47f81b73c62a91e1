import {
  appendFileSync,
  closeSync,
  existsSync,
  fdatasync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { Failure, systemReason } from '../errors.ts'
import { type Line, linesOf } from './lines.ts'
import { resultsRemedy } from './results-remedy.ts'

/** A power cut costs at most the entries of so many milliseconds. */
const flushInterval = 1000

/** What a file can do, replaced in tests. */
export interface FileSystem {
  append(file: number, text: string): void
  flush(file: number, done: (error: Error | null) => void): void
}

const realFileSystem: FileSystem = { append: appendFileSync, flush: fdatasync }

/** A line that is to be written at the end of this turn of the event loop. */
interface PendingLine {
  text: string
  onWritten(): void
}

/** The file of a ledger: lines that are only appended, and always end. */
export class LedgerFile {
  readonly #path: string
  readonly #file: number
  readonly #isNew: boolean
  readonly #isHeld: () => boolean
  readonly #system: FileSystem
  readonly #timer: NodeJS.Timeout
  #size: number
  #pending: PendingLine[] = []
  #flushed: Promise<void> | undefined
  #failure: Failure | undefined

  private constructor(path: string, isHeld: () => boolean, system: FileSystem) {
    this.#path = path
    this.#isHeld = isHeld
    this.#system = system
    this.#isNew = !existsSync(path)
    this.#file = openFile(path)
    this.#size = fstatSync(this.#file).size
    this.#timer = setInterval(() => {
      system.flush(this.#file, (error) => {
        if (error !== null)
          this.#fail(
            `does not reach the disk (${systemReason(error)}). Look after the disk, and run the same command again`,
          )
      })
    }, flushInterval).unref()
  }

  /** @throws {Failure} when a path names something else than a regular file. */
  static refuseOthers(path: string): void {
    const stats = statSync(path, { throwIfNoEntry: false })
    if (stats === undefined || stats.isFile()) return
    throw new Failure(
      `The results ${path} must be a regular file, as the next run reads it. Give another --results.`,
    )
  }

  /**
   * Opens a file, or makes it.
   *
   * @param isHeld - tells whether this run may still write.
   * @throws {Failure} when it cannot be opened.
   */
  static open(path: string, isHeld: () => boolean, system: FileSystem = realFileSystem): LedgerFile {
    return new LedgerFile(path, isHeld, system)
  }

  /** The lines that stand in the file now, without what a crash or a full disk left of the last one. */
  async *lines(): AsyncGenerator<Line> {
    yield* linesOf(this.#path, this.#chunks(this.#endOfWholeLines()))
  }

  /** The file up to a place. Every chunk is in the same buffer, as a stream would make a new one for each. */
  async *#chunks(end: number): AsyncGenerator<Buffer> {
    const buffer = Buffer.alloc(blockSize)
    for (let start = 0; start < end; ) {
      const length = readSync(this.#file, buffer, 0, Math.min(blockSize, end - start), start)
      if (length === 0) return
      yield buffer.subarray(0, length)
      start += length
    }
  }

  /** What a crash or a full disk left of the last line; empty where the file ends with a whole one. */
  tornLine(): string {
    const end = this.#endOfWholeLines()
    return this.#read(end, Math.min(this.#size - end, blockSize)).toString('utf8')
  }

  /** Cuts off what {@link tornLine} gives. What that line was to announce did not begin. */
  cutOffTornLine(): void {
    const end = this.#endOfWholeLines()
    if (end === this.#size) return
    ftruncateSync(this.#file, end)
    this.#size = end
  }

  /**
   * Appends a line. When the promise resolves, the operating system has it, and the file is in its place and ours. Lines of
   * one turn of the event loop are written together. After a failure every later call fails too: the caller waits only
   * where something must not begin before its line is written.
   *
   * @param onWritten - is called when the file has the line, also where the promise is rejected for another reason.
   * @throws {Failure} when that is not so.
   */
  append(line: string, onWritten: () => void = () => undefined): Promise<void> {
    this.#pending.push({ text: `${line}\n`, onWritten })
    if (this.#flushed === undefined) {
      this.#flushed = new Promise(setImmediate).then(() => this.#write())
      this.#flushed.catch(() => undefined)
    }
    return this.#flushed
  }

  /**
   * Writes what is left to the disk. Where the file is no longer in its place, its entries are saved.
   *
   * @throws {Failure} when something of that failed, or had failed before.
   */
  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#flushed?.catch(() => undefined)
    try {
      fsyncSync(this.#file)
    } catch (error) {
      this.#fail(
        `does not reach the disk (${systemReason(error)}). Look after the disk, and run the same command again`,
      )
    }
    const whereabouts = this.#whereabouts()
    if (whereabouts !== 'in place') this.#save(whereabouts)
    else if (this.#isNew && this.#size === 0) unlinkSync(this.#path)
    closeSync(this.#file)
    if (this.#failure !== undefined) throw this.#failure
  }

  #write(): void {
    const lines = this.#pending
    this.#pending = []
    this.#flushed = undefined
    this.#append(lines)
    this.#check()
    if (this.#failure !== undefined) throw this.#failure
  }

  /** Appends whole lines, or nothing. */
  #append(lines: readonly PendingLine[]): void {
    const text = lines.map((line) => line.text).join('')
    try {
      this.#system.append(this.#file, text)
    } catch (error) {
      const isOurs = this.#isHeld()
      if (isOurs) ftruncateSync(this.#file, this.#size)
      this.#fail(
        `cannot be written (${systemReason(error)}). Make room for it, and run the same command again`,
      )
      return
    }
    this.#size += Buffer.byteLength(text)
    for (const { onWritten } of lines) onWritten()
  }

  /** Notes what keeps the next request from being sent. */
  #check(): void {
    const whereabouts = this.#whereabouts()
    if (!this.#isHeld())
      this.#fail(
        'is in use by another run, or its lock was deleted. Wait for the end of that run, and run the same command again',
      )
    else if (whereabouts !== 'in place') this.#fail(`was ${whereabouts}`)
    else if (fstatSync(this.#file).size !== this.#size)
      this.#fail(
        'was changed by another program. Bring it back before the next run, which would send lines without an entry again',
      )
  }

  #whereabouts(): 'in place' | 'deleted' | 'replaced' {
    const found = statSync(this.#path, { throwIfNoEntry: false })
    if (found === undefined) return 'deleted'
    const { dev, ino } = fstatSync(this.#file)
    return found.dev === dev && found.ino === ino ? 'in place' : 'replaced'
  }

  #fail(problem: string): void {
    this.#failure ??= new Failure(`The results file ${this.#path} ${problem}.`, 'unexpected')
  }

  /** Saves the entries of a file that is no longer in its place: without them the next run would send lines twice. */
  #save(whereabouts: 'deleted' | 'replaced'): void {
    const place = whereabouts === 'deleted' ? this.#path : `${this.#path}.saved-${Date.now()}`
    const remedy =
      whereabouts === 'deleted'
        ? 'and has been written anew'
        : `its entries are in ${place}: put that in its place`
    try {
      writeFileSync(place, this.#read(0, this.#size), { flag: 'wx', mode })
      this.#failure = new Failure(
        `The results file ${this.#path} was ${whereabouts}, ${remedy}.`,
        'unexpected',
      )
    } catch (error) {
      const problem = `its entries could not be saved as ${place} (${systemReason(error)})`
      this.#failure = new Failure(
        `The results file ${this.#path} was ${whereabouts}, and ${problem}: the same command would send accepted lines again.`,
        'unexpected',
      )
    }
  }

  /** Where the last whole line ends. */
  #endOfWholeLines(): number {
    for (let end = this.#size; end > 0; end -= blockSize) {
      const start = Math.max(0, end - blockSize)
      const lastBreak = this.#read(start, end - start).lastIndexOf('\n')
      if (lastBreak !== -1) return start + lastBreak + 1
    }
    return 0
  }

  #read(start: number, length: number): Buffer {
    const bytes = Buffer.alloc(length)
    let filled = 0
    while (filled < length) {
      const count = readSync(this.#file, bytes, filled, length - filled, start + filled)
      if (count === 0) break
      filled += count
    }
    return bytes.subarray(0, filled)
  }
}

const blockSize = 65_536

/** Readable by their owner alone: entries hold phone numbers. */
const mode = 0o600

function openFile(path: string): number {
  try {
    return openSync(path, 'a+', mode)
  } catch (error) {
    throw new Failure(
      `The results file ${path} cannot be opened (${systemReason(error)}). ${resultsRemedy(path)}`,
    )
  }
}
