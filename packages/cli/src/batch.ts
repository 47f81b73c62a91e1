import {
  ApiError,
  type Client,
  ConnectionError,
  InvalidInputError,
  RedirectError,
} from '@kaleyra-reactions/client'
import { reportOf } from './failure.ts'
import type { Line } from './lines.ts'
import { type Job, jobFrom } from './reaction.ts'
import type { Results, State } from './results.ts'
import { preview, send } from './send.ts'
import { placeholders } from './settings.ts'

const { setTimeout: wait } = process.getBuiltinModule('node:timers/promises')

/** What sends the lines, and where it is kept what became of them. */
export interface Sender {
  client: Client
  results: Results
}

/** How a batch is to run. */
export interface BatchOptions {
  /** Absent: every line is checked and nothing is sent. */
  sender?: Sender | undefined
  /** Lines under way at a time. */
  concurrency: number
  /** Lines a second. */
  rate: number
  /** States of earlier runs that are sent again. */
  resend: readonly State[]
  /** Once aborted, no further line is started, and those under way are finished. Its reason is what a person is told. */
  stopping: AbortController
  /** Gives up those under way. */
  aborting: AbortSignal
  /** Gets a sentence for each line that failed. */
  log(text: string): void
}

/** Sends the lines of a batch. */
export class Batch {
  /** Lines so far, by what became of them, in this run or an earlier one. */
  readonly counts = { lines: 0, accepted: 0, refused: 0, unsent: 0, invalid: 0 }
  /** Lines that may or may not have been accepted. */
  readonly unknown: number[] = []
  readonly #options: BatchOptions
  #nextStart = 0

  constructor(options: BatchOptions) {
    this.#options = options
  }

  /** Why it ended before the last line. */
  get stopped(): string | undefined {
    return this.#options.stopping.signal.reason
  }

  /** How many lines were not accepted. */
  get failures(): number {
    const { refused, invalid, unsent } = this.counts
    return refused + invalid + unsent + this.unknown.length
  }

  /** @throws {Failure} when the lines cannot be read or the results not written; nothing is sent after that. */
  async run(lines: AsyncGenerator<Line>): Promise<void> {
    const { concurrency, stopping } = this.#options
    let failure: unknown
    const fail = (error: unknown) => {
      // A stop ends the input, which then fails.
      if (this.stopped === undefined) failure = error
      stopping.abort('it failed')
    }
    const work = async () => {
      for await (const line of lines) {
        await this.#take(line).catch(fail)
        // Who leaves the loop ends it for all.
        if (this.stopped !== undefined) return
      }
    }
    await Promise.all(Array.from({ length: concurrency }, () => work().catch(fail)))
    if (failure !== undefined) throw failure
  }

  async #take(line: Line): Promise<void> {
    const { sender, resend } = this.#options
    this.counts.lines += 1
    const state = sender?.results.stateOf(line)
    if (state !== undefined && !resend.includes(state)) return this.#count(line.number, state)
    try {
      if (line.problem !== undefined) throw new InvalidInputError('line', line.problem)
      const job = jobFrom(line.text.replace(/^\uFEFF/, ''))
      if (sender === undefined) return void (await preview(placeholders, job))
      await this.#pace()
      if (this.stopped === undefined) await this.#send(line.number, job, sender)
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error
      const reason = reasonOf(error)
      this.#count(line.number, 'invalid', reason)
      sender?.results.write(line.number, 'invalid', { reason })
    }
  }

  /** Waits for the turn of a line. */
  async #pace(): Promise<void> {
    const { rate, stopping } = this.#options
    const now = performance.now()
    const turn = Math.max(now, this.#nextStart)
    this.#nextStart = turn + 1000 / rate
    if (turn === now) return
    await wait(turn - now, undefined, { signal: stopping.signal }).catch(() => undefined)
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
      if (isLasting(error)) this.#options.stopping.abort(reason)
      this.#count(line, state, reason)
      results.write(line, state, { ref, ...reportOf(error).object })
    }
  }

  #count(line: number, state: State, reason?: string): void {
    if (state === 'unknown' || state === 'sending') this.unknown.push(line)
    else this.counts[state] += 1
    if (reason !== undefined) this.#options.log(`line ${line}: ${reason}`)
  }
}

/** What an error says of a line: nothing that a gateway answers tells whether the vendor took it. */
function stateAfter(error: unknown): State {
  if (error instanceof ApiError) return error.status < 500 || error.reason ? 'refused' : 'unknown'
  const didNotGetOut =
    error instanceof RedirectError || (error instanceof ConnectionError && error.wasNeverMade)
  return didNotGetOut ? 'unsent' : 'unknown'
}

/** Whether every further line would meet the same. */
function isLasting(error: unknown): boolean {
  return (error instanceof ApiError && error.scope === 'account') || stateAfter(error) === 'unsent'
}

function reasonOf(error: unknown): string {
  if (error instanceof InvalidInputError)
    return error.field === 'line' ? error.message.slice(5) : error.message
  return reportOf(error).text.split('\n')[0] ?? ''
}
