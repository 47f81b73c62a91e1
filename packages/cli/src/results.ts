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
import { Failure } from './failure.ts'
import { type Line, linesOf } from './lines.ts'

/**
 * What is known of a line. `sending` without anything after it: it was under way when the program ended. `unsent`: it did
 * not get out, for certain.
 */
export type State = 'sending' | 'accepted' | 'refused' | 'unknown' | 'unsent' | 'invalid'

interface Entry {
  line: number
  state: State
  /** Only while it is sent: of the line, and of whom and where it goes to. */
  digest?: number
  target?: number
}

// An import would be loaded at every start of the one bundled file, batch or not.
const { hash } = process.getBuiltinModule('node:crypto')

function digestOf(text: string): number {
  return hash('sha256', text, 'buffer').readUIntBE(0, 6)
}

/** How every entry begins, and what a crash or a full disk left of one. */
const beginning = '{"line":'

/** The results file of a batch: output and resume state in one, only ever appended to. */
export class Results {
  readonly #path: string
  readonly #target: number
  readonly #file: number
  readonly #states: State[] = []
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
      const { code } = Object(error)
      throw new Failure(`the results file ${path} cannot be opened: ${code}; give another --results`)
    }
  }

  /**
   * Opens the results file of a batch, and reads what an earlier run of it left there.
   *
   * @param target - whom and where it sends to: to another, an entry means nothing
   * @throws {Failure} when it cannot be written, is something else, or belongs to another target.
   */
  static async open(path: string, target: string): Promise<Results> {
    const results = new Results(path, target)
    await results.#load()
    results.#checkSize()
    // A power cut costs at most what was written since.
    results.#timer = setInterval(() => fdatasync(results.#file, () => undefined), 1000).unref()
    return results
  }

  /**
   * What is known of a line, whose digest is kept for its entry.
   *
   * @throws {Failure} when the line was another one then.
   */
  stateOf({ number, text }: Line): State | undefined {
    const digest = digestOf(text)
    const known = this.#digests[number] ?? digest
    this.#digests[number] = digest
    if (known === digest) return this.#states[number]
    const problem = `belongs to another input: line ${number} was another one`
    throw new Failure(`${this.#path} ${problem}; give another --results`)
  }

  /**
   * Adds an entry; when the promise resolves it is with the operating system, and so survives the end of the program.
   * Entries of one turn of the event loop go out together. A failure lasts, and {@link close} throws it too: who has
   * nothing to do after an entry need not wait for it.
   *
   * @throws {Failure} when it cannot be written, or something else wrote to the file.
   */
  write(line: number, state: State, details?: object): Promise<void> {
    const announced = state === 'sending' ? { digest: this.#digests[line], target: this.#target } : details
    this.#pending += `${JSON.stringify({ line, state, ...announced })}\n`
    if (this.#flushed === undefined) {
      this.#flushed = new Promise(setImmediate).then(() => this.#flush())
      this.#flushed.catch(() => undefined)
    }
    return this.#flushed
  }

  /** @throws {Failure} as {@link write} does. */
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
    // Not beyond what is there now: what another process adds meanwhile is noticed before the first entry.
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
    // An invalid line may be mended.
    if (state === 'invalid') delete this.#digests[line]
    else if (digest !== undefined) this.#digests[line] = digest
  }

  #append(text: string): void {
    try {
      appendFileSync(this.#file, text)
      this.#size += Buffer.byteLength(text)
    } catch (error) {
      const problem = `the results file ${this.#path} cannot be written: ${Object(error).code}`
      throw new Failure(`${problem}; once that is mended, the same command goes on`, 'unexpected')
    }
  }

  /** Two runs at a time would send lines twice. Checked before what was announced begins: at most one of them goes on. */
  #checkSize(): void {
    const stats = fstatSync(this.#file)
    if (stats.isFile() && stats.size !== this.#size)
      throw new Failure(`another process writes to ${this.#path}; wait for its end`)
  }
}

/** An entry; what a crash or a full disk left of one is none: what it was to announce did not begin. */
function entryFrom(text: string): Entry | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
