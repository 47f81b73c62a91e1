import {
  ApiError,
  type Client,
  ConnectionError,
  InvalidInputError,
  RedirectError,
} from '@kaleyra-reactions/client'
import { describeError } from './describe-error.ts'
import type { Line } from './lines.ts'
import { type Job, jobFrom } from './reaction.ts'
import type { LineState, Results } from './results.ts'
import { preview, send } from './send.ts'
import { placeholders } from './settings.ts'

const { setTimeout: wait } = process.getBuiltinModule('node:timers/promises')

/** Sends the lines, and keeps what became of each. */
export interface Sender {
  client: Client
  results: Results
}

/** How a batch is to run. */
export interface BatchOptions {
  /** Without it every line is checked, and nothing is sent. */
  sender?: Sender | undefined
  /** How many lines may be under way at a time. */
  concurrency: number
  /** How many lines may start in a second. */
  rate: number
  /** A line that an earlier run left in one of these states is sent again. */
  resend: readonly LineState[]
  /** Gives up the lines that are under way. */
  aborting: AbortSignal
  /** Gets a sentence for each line that failed. */
  log(text: string): void
}

/** Sends the lines of a batch. */
export class Batch {
  /** How many lines there were, and what became of them, in this run or in an earlier one. */
  readonly counts = { lines: 0, accepted: 0, refused: 0, unsent: 0, invalid: 0 }
  /** The numbers of the lines that may or may not have been accepted. */
  readonly unknown: number[] = []
  readonly #options: BatchOptions
  readonly #stopping = new AbortController()
  #stopped: string | undefined
  #nextStart = 0

  constructor(options: BatchOptions) {
    this.#options = options
  }

  /** Why the batch stopped before its last line; `undefined` where it did not. */
  get stopped(): string | undefined {
    return this.#stopped
  }

  /** Aborts when the batch stops. */
  get stopSignal(): AbortSignal {
    return this.#stopping.signal
  }

  /** How many lines were not accepted. */
  get failures(): number {
    const { refused, invalid, unsent } = this.counts
    return refused + invalid + unsent + this.unknown.length
  }

  /** Starts no further line; those under way are finished. The first reason is kept. */
  stop(reason: string): void {
    this.#stopped ??= reason
    this.#stopping.abort()
  }

  /**
   * Sends or checks every line.
   *
   * @throws {Failure} when the lines cannot be read or the results cannot be written; nothing is sent after that.
   */
  async run(lines: AsyncGenerator<Line>): Promise<void> {
    let failure: unknown
    const fail = (error: unknown) => {
      // A stop closes the input, and reading it then fails as well: that error says nothing new.
      if (this.#stopped === undefined) failure = error
      this.stop('it failed')
    }
    const work = async () => {
      for await (const line of lines) {
        await this.#take(line).catch(fail)
        // All workers share the generator. Leaving this loop closes it, so they get no further line either.
        if (this.#stopped !== undefined) return
      }
    }
    await Promise.all(Array.from({ length: this.#options.concurrency }, () => work().catch(fail)))
    if (failure !== undefined) throw failure
  }

  async #take(line: Line): Promise<void> {
    const { sender, resend } = this.#options
    this.counts.lines += 1
    const state = sender?.results.stateOf(line)
    if (state !== undefined && !resend.includes(state)) {
      this.#count(line.number, state)
      return
    }
    try {
      await this.#process(line)
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error
      const reason = reasonOf(error)
      this.#count(line.number, 'invalid', reason)
      sender?.results.write(line.number, 'invalid', { reason })
    }
  }

  /** @throws {InvalidInputError} when the line is wrong. */
  async #process({ number, text, problem }: Line): Promise<void> {
    if (problem !== undefined) throw new InvalidInputError('line', problem)
    const byteOrderMark = /^\uFEFF/
    const job = jobFrom(text.replace(byteOrderMark, ''))
    const { sender } = this.#options
    if (sender === undefined) {
      await preview(placeholders, job)
      return
    }
    await this.#waitForTurn()
    if (this.#stopped === undefined) await this.#send(number, job, sender)
  }

  /** Waits as long as the rate asks for, or until the batch stops. */
  async #waitForTurn(): Promise<void> {
    const now = performance.now()
    const turn = Math.max(now, this.#nextStart)
    this.#nextStart = turn + 1000 / this.#options.rate
    if (turn === now) return
    await wait(turn - now, undefined, { signal: this.#stopping.signal }).catch(() => undefined)
  }

  async #send(line: number, job: Job, { client, results }: Sender): Promise<void> {
    await results.write(line, 'sending')
    const ref = job.extraInfo?.ref
    try {
      const { messageId } = await send(client, job, this.#options.aborting)
      results.write(line, 'accepted', { messageId, ref })
      this.#count(line, 'accepted')
    } catch (error) {
      if (error instanceof InvalidInputError) throw error
      const state = stateAfter(error)
      const reason = reasonOf(error)
      if (isLasting(error)) this.stop(reason)
      this.#count(line, state, reason)
      results.write(line, state, { ref, ...describeError(error).object })
    }
  }

  #count(line: number, state: LineState, reason?: string): void {
    if (state === 'unknown' || state === 'sending') this.unknown.push(line)
    else this.counts[state] += 1
    if (reason !== undefined) this.#options.log(`line ${line}: ${reason}`)
  }
}

/** The state of a line after an error. The 5xx of a gateway does not tell whether Kaleyra took the reaction. */
function stateAfter(error: unknown): LineState {
  if (error instanceof ApiError) return error.status < 500 || error.reason ? 'refused' : 'unknown'
  const wasNotSent =
    error instanceof RedirectError || (error instanceof ConnectionError && !error.mayHaveBeenAccepted)
  return wasNotSent ? 'unsent' : 'unknown'
}

/** Tells whether every further line would meet the same error. */
function isLasting(error: unknown): boolean {
  const concernsMore = error instanceof ApiError && (error.scope === 'account' || error.scope === 'number')
  return concernsMore || stateAfter(error) === 'unsent'
}

/** Why a line failed. It names the members of the line, not the flags of `send`. */
function reasonOf(error: unknown): string {
  if (!(error instanceof InvalidInputError)) return describeError(error).message.replaceAll('\n', ' ')
  return error.field === 'line' ? error.problem : `${error.field} ${error.problem}`
}
