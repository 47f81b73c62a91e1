import {
  closeSync,
  createReadStream,
  fdatasync,
  fstatSync,
  fsyncSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs'
import { Failure } from './failure.ts'
import { linesOf } from './lines.ts'

/**
 * What is known of a line. `sending` without anything after it: it was under way when the program ended. `unsent`: it did
 * not get out, for certain.
 */
export type State = 'sending' | 'accepted' | 'refused' | 'unknown' | 'unsent' | 'invalid'

/** An entry of the results file. */
export interface Entry {
  line: number
  state: State
  /** Digest of the line, by which a changed input is noticed. */
  digest?: string
  [detail: string]: unknown
}

// An import would be loaded at every start of the one bundled file, batch or not.
const { hash } = process.getBuiltinModule('node:crypto')

/** Digest of a line or of the target. */
export function digestOf(data: string): string {
  return hash('sha256', data, 'hex').slice(0, 12)
}

/** The results file of a batch: output and resume state in one, only ever appended to. */
export class Results {
  readonly #path: string
  readonly #file: number
  readonly #states: State[] = []
  readonly #digests: number[] = []
  #size = 0
  #pending = ''
  #flushed: Promise<void> | undefined
  #timer: NodeJS.Timeout | undefined

  private constructor(path: string) {
    this.#path = path
    this.#file = this.#attempt('opened', () => openSync(path, 'a+', 0o600))
  }

  /**
   * Opens the results file of a batch, and reads what an earlier run of it left there.
   *
   * @throws {Failure} when it cannot be written, or belongs to something else.
   */
  static async open(path: string, target: string): Promise<Results> {
    const results = new Results(path)
    await results.#load(target)
    results.#checkSize()
    // A power cut costs at most what was written since.
    results.#timer = setInterval(() => fdatasync(results.#file, () => undefined), 1000).unref()
    return results
  }

  /**
   * What is known of a line.
   *
   * @throws {Failure} when the line was another one then.
   */
  stateOf(line: number, digest: string): State | undefined {
    const known = this.#digests[line]
    if (known !== undefined && known !== Number.parseInt(digest, 16))
      throw new Failure(
        `${this.#path} belongs to another input: line ${line} was another one; give another --results`,
      )
    return this.#states[line]
  }

  /**
   * Adds an entry; when the promise resolves it is with the operating system, and so survives the end of the program.
   * Entries of one turn of the event loop go out together. A failure lasts, and {@link close} throws it too: who has
   * nothing to do after an entry need not wait for it.
   *
   * @throws {Failure} when it cannot be written, or something else wrote to the file.
   */
  write(entry: Entry): Promise<void> {
    this.#pending += `${JSON.stringify(entry)}\n`
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
    if (sizeOf(this.#file).isFile) fsyncSync(this.#file)
    closeSync(this.#file)
  }

  #flush(): void {
    this.#append(this.#pending)
    this.#checkSize()
    this.#pending = ''
    this.#flushed = undefined
  }

  async #load(target: string): Promise<void> {
    const path = this.#path
    const header = JSON.stringify({ batch: 1, target })
    const { isFile, size } = sizeOf(this.#file)
    this.#size = size
    if (!isFile || size === 0) return this.#append(`${header}\n`)
    // Not beyond what is there now: what another process adds meanwhile is noticed before the first entry.
    for await (const { number, text } of linesOf(path, createReadStream(path, { end: size - 1 }))) {
      const entry = entryFrom(text)
      if (number > 1) this.#learn(entry)
      else if (text.length === size && header.startsWith(text)) return this.#append(`${header.slice(size)}\n`)
      else if (entry.batch !== 1) throw new Failure(`${path} is not a results file; give another --results`)
      else if (entry.target !== target)
        throw new Failure(`${path} belongs to another sender or address; give another --results`)
    }
    if (!this.#endsLine()) this.#append('\n')
  }

  #learn({ line, state, digest }: Partial<Entry>): void {
    if (line === undefined || state === undefined) return
    this.#states[line] = state
    // An invalid line may be mended.
    if (state === 'invalid') delete this.#digests[line]
    else if (digest !== undefined) this.#digests[line] = Number.parseInt(digest, 16)
  }

  #endsLine(): boolean {
    const byte = Buffer.alloc(1)
    readSync(this.#file, byte, 0, 1, this.#size - 1)
    return byte.toString() === '\n'
  }

  #append(text: string): void {
    this.#attempt('written', () => {
      const bytes = Buffer.from(text)
      for (let done = 0; done < bytes.length; ) done += writeSync(this.#file, bytes, done)
      this.#size += bytes.length
    })
  }

  /** Two runs at a time would send lines twice. Checked before what was announced begins: at most one of them goes on. */
  #checkSize(): void {
    const { isFile, size } = sizeOf(this.#file)
    if (isFile && size !== this.#size)
      throw new Failure(`another process writes to ${this.#path}; wait for its end`)
  }

  #attempt<Result>(what: 'opened' | 'written', act: () => Result): Result {
    try {
      return act()
    } catch (error) {
      if (error instanceof Failure) throw error
      const problem = `the results file ${this.#path} cannot be ${what}: ${Object(error).code}`
      if (what === 'opened') throw new Failure(`${problem}; give another --results`)
      throw new Failure(`${problem}; once that is mended, the same command goes on`, 'unexpected')
    }
  }
}

function sizeOf(file: number): { isFile: boolean; size: number } {
  const stats = fstatSync(file)
  return { isFile: stats.isFile(), size: stats.size }
}

/** An entry; what a crash or a full disk left of one is none: what it was to announce did not begin. */
function entryFrom(text: string): Partial<Entry> & { batch?: number; target?: string } {
  try {
    return Object(JSON.parse(text))
  } catch {
    return {}
  }
}
