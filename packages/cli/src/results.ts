import {
  appendFileSync,
  closeSync,
  createReadStream,
  fdatasync,
  fstatSync,
  fsyncSync,
  openSync,
  readSync,
} from 'node:fs'
import { textMember } from '@kaleyra-reactions/model/member'
import { Failure } from './errors.ts'
import { type Line, linesOf } from './lines.ts'

/**
 * What is known of a line. A line that stayed `sending` was under way when the program ended; an `unsent` line was
 * certainly not sent.
 */
export type LineState = 'sending' | 'accepted' | 'refused' | 'unknown' | 'unsent' | 'invalid'

interface Entry {
  line: number
  state: LineState
  /** Digest of the line. Only an entry with the state `sending` has it. */
  digest?: number
  /** Digest of the sender and the address. Only an entry with the state `sending` has it. */
  target?: number
}

// The program is bundled to one file: an import would load this module at every start, for every command.
const { hash } = process.getBuiltinModule('node:crypto')

function digestOf(text: string): number {
  return hash('sha256', text, 'buffer').readUIntBE(0, 6)
}

/** The beginning of every entry. A crash or a full disk may have left less than that. */
const beginning = '{"line":'

/** The results file of a batch. It is the output, and it tells the next run where to go on. It is only appended to. */
export class Results {
  readonly #path: string
  readonly #target: number
  readonly #file: number
  readonly #states: LineState[] = []
  readonly #digests: number[] = []
  #size = 0
  #pending = ''
  #flushed: Promise<void> | undefined
  #timer: NodeJS.Timeout | undefined

  private constructor(path: string, target: string) {
    this.#path = path
    this.#target = digestOf(target)
    try {
      this.#file = openSync(path, 'a+', 0o600)
    } catch (error) {
      const code = textMember(error, 'code')
      throw new Failure(`the results file ${path} cannot be opened: ${code}; give another --results`)
    }
  }

  /**
   * Opens the results file of a batch, and reads what earlier runs left there.
   *
   * @param target - the sender and the address. Entries of another target say nothing about this batch.
   * @throws {Failure} when the file cannot be written, is something else, or belongs to another target.
   */
  static async open(path: string, target: string): Promise<Results> {
    const results = new Results(path, target)
    await results.#load()
    results.#checkSize()
    // A power cut costs at most the entries of the last second.
    results.#timer = setInterval(() => fdatasync(results.#file, () => undefined), 1000).unref()
    return results
  }

  /**
   * What is known of a line; `undefined` where there is no entry. The digest of the line is kept for the next entry.
   *
   * @throws {Failure} when an earlier run had another line with this number.
   */
  stateOf({ number, text }: Line): LineState | undefined {
    const digest = digestOf(text)
    const known = this.#digests[number] ?? digest
    this.#digests[number] = digest
    if (known === digest) return this.#states[number]
    const problem = `belongs to another input: line ${number} was another one`
    throw new Failure(`${this.#path} ${problem}; give another --results`)
  }

  /**
   * Adds an entry. When the promise resolves, the operating system has the entry, and a crash of the program cannot
   * lose it. Entries of one turn of the event loop are written together. After a failure every later call fails too, and
   * so does {@link close}: the caller waits only where something must not begin before its entry is written.
   *
   * @throws {Failure} when the entry cannot be written, or another process wrote to the file.
   */
  write(line: number, state: LineState, details?: object): Promise<void> {
    const announced = state === 'sending' ? { digest: this.#digests[line], target: this.#target } : details
    this.#pending += `${JSON.stringify({ line, state, ...announced })}\n`
    if (this.#flushed === undefined) {
      this.#flushed = new Promise(setImmediate).then(() => this.#flush())
      this.#flushed.catch(() => undefined)
    }
    return this.#flushed
  }

  /**
   * Writes what is left, and closes the file.
   *
   * @throws {Failure} as {@link write} does.
   */
  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#flushed
    if (fstatSync(this.#file).isFile()) fsyncSync(this.#file)
    closeSync(this.#file)
  }

  #flush(): void {
    this.#append(this.#pending)
    this.#checkSize()
    this.#pending = ''
    this.#flushed = undefined
  }

  async #load(): Promise<void> {
    const { size } = fstatSync(this.#file)
    if (size === 0) return
    this.#size = size
    // Reads no further than the present end: #checkSize then notices what another process adds meanwhile.
    for await (const { text } of linesOf(this.#path, createReadStream(this.#path, { end: size - 1 }))) {
      if (!text.startsWith(beginning) && !beginning.startsWith(text))
        throw new Failure(`${this.#path} is not a results file; give another --results`)
      this.#learn(text)
    }
    const end = Buffer.alloc(1)
    readSync(this.#file, end, 0, 1, size - 1)
    if (end.toString() !== '\n') this.#append('\n')
  }

  #learn(text: string): void {
    const entry = entryFrom(text)
    if (entry === undefined) return
    const { line, state, digest, target = this.#target } = entry
    if (target !== this.#target)
      throw new Failure(`${this.#path} belongs to another sender or address; give another --results`)
    this.#states[line] = state
    // An invalid line may be mended, and then is another one.
    if (state === 'invalid') delete this.#digests[line]
    else if (digest !== undefined) this.#digests[line] = digest
  }

  #append(text: string): void {
    try {
      appendFileSync(this.#file, text)
      this.#size += Buffer.byteLength(text)
    } catch (error) {
      const problem = `the results file ${this.#path} cannot be written: ${textMember(error, 'code')}`
      throw new Failure(`${problem}; once that is mended, the same command goes on`, 'unexpected')
    }
  }

  /**
   * Two runs at a time would send lines twice. Each of them checks the size after it has written and before it sends, so
   * at most one goes on.
   */
  #checkSize(): void {
    const stats = fstatSync(this.#file)
    if (stats.isFile() && stats.size !== this.#size)
      throw new Failure(`another process writes to ${this.#path}; wait for its end`)
  }
}

/** An entry; `undefined` where a crash or a full disk cut it off. What it was to announce then did not begin. */
function entryFrom(text: string): Entry | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
