import { ApiError, type Client, KaleyraError, type SentReaction } from '@kaleyra-reactions/client'
import { caseOf, describeError } from '../describe-error.ts'
import { asSentence, plain } from '../output.ts'
import { send } from '../reaction.ts'
import type { Clock } from './clock.ts'
import type { Request } from './inspection.ts'
import type { Entry, Ledger, State } from './ledger.ts'
import { longestPause, type Pacer } from './pacer.ts'
import type { Stop } from './stopping.ts'
import { spanOf } from './time-span.ts'

/** A pause that becomes longer by fewer milliseconds is the same one for a person. */
const noticeable = 1000

/** So many failures in a row stop a batch. */
const failuresInRowToStop = 5

/** What a sender needs. */
export interface SenderOptions {
  client: Client
  ledger: Ledger
  pacer: Pacer
  clock: Clock
  /** Aborts when no further request is to start. */
  stopping: AbortSignal
  /** Gives up the requests that are under way. */
  aborting: AbortSignal
  /** Is told of each request before it is made. */
  onRequest(): void
  /** Is told what became of a line. */
  onOutcome(line: number, state: State, reason: string | undefined): void
  /** Is told of each pause. */
  onPause(milliseconds: number, reason: string): void
  /** Is told why no further line is to be sent. */
  onStop(stop: Stop): void
}

/** What became of a request. */
export type Outcome = Pick<Entry, 'state' | 'kaleyraId' | 'case' | 'status' | 'reason'>

/** Sends reactions, and writes an entry before and after each request. */
export class Sender {
  readonly #options: SenderOptions
  /**
   * What became of the lines whose last entry could not be written safely; `undefined` where a line was not sent. The results
   * may hold an earlier entry instead.
   */
  readonly unsafe: Map<Request, Outcome | undefined> = new Map()
  #failuresInRow = 0

  constructor(options: SenderOptions) {
    this.#options = options
  }

  /**
   * Sends a reaction, again after each pause that the server asks for. Where the batch stops before, nothing is sent.
   *
   * @throws {Failure} when an entry cannot be written.
   */
  async send(request: Request): Promise<void> {
    const { pacer, stopping, onOutcome } = this.#options
    let last: Outcome | undefined
    try {
      for (;;) {
        const startedAt = await pacer.waitForTurn()
        if (stopping.aborted) return
        const { error, ...outcome } = await this.#attempt(request, last)
        last = outcome
        this.#note(request, outcome, outcome)
        if (!isPutOff(error)) {
          this.#judge(error)
          return
        }
        if (!this.#pause(error, startedAt)) return
      }
    } finally {
      if (last !== undefined) onOutcome(request.line, last.state, last.reason)
    }
  }

  /** Writes the entry before a request. Where it may not be in its place, the request is not made, and a second one says so. */
  async #announce(request: Request, earlier: Outcome | undefined): Promise<void> {
    const underWay: Outcome = { state: 'unknown', reason: 'under way' }
    try {
      await this.#options.ledger.write(request.identity.reaction, entryOf(request, underWay))
    } catch (error) {
      const reason = 'It was not sent: its entry could not be written safely.'
      this.#note(request, { state: 'failed', reason }, earlier)
      throw error
    }
  }

  /** Writes the entry after a request. Where that fails, the entry before the next request fails as well. */
  #note(request: Request, entry: Outcome, outcome: Outcome | undefined): void {
    this.#options.ledger
      .write(request.identity.reaction, entryOf(request, entry))
      .catch(() => this.unsafe.set(request, outcome))
  }

  async #attempt(request: Request, earlier: Outcome | undefined): Promise<Outcome & { error?: unknown }> {
    const { client, aborting, onRequest } = this.#options
    await this.#announce(request, earlier)
    onRequest()
    try {
      const sent = await send(client, request.job, { signal: aborting, maxRetries: 0 })
      return acceptedOutcome(sent)
    } catch (error) {
      return { ...failedOutcome(error), error }
    }
  }

  /** @returns false where the batch has to stop, since the pause would be too long. */
  #pause(error: ApiError, startedAt: number): boolean {
    const { pacer, clock, onPause, onStop } = this.#options
    const asked = error.retryAfter === undefined ? undefined : error.retryAfter * 1000
    const earlierEnd = pacer.pausedUntil ?? Number.NEGATIVE_INFINITY
    const milliseconds = pacer.pause(asked, startedAt)
    const reason = asSentence(describeError(error).message)
    if (milliseconds <= longestPause) {
      // Several requests are refused at once, and each of them makes the pause a little longer.
      const isToTell = clock.now() + milliseconds >= earlierEnd + noticeable
      if (isToTell) onPause(milliseconds, reason)
      return true
    }
    const time = new Date(clock.date().getTime() + milliseconds).toLocaleString('sv-SE')
    onStop({ kind: 'noResponse', text: `${reason} Come back after ${time} (in ${spanOf(milliseconds)}).` })
    return false
  }

  /** Decides whether the batch goes on after a line. */
  #judge(error: unknown): void {
    const { pacer, onStop, aborting } = this.#options
    if (error === undefined) {
      this.#failuresInRow = 0
      pacer.resetPauses()
      return
    }
    if (aborting.aborted) return
    this.#failuresInRow += 1
    const { message, ending } = describeError(error)
    const advice = [asSentence(message), ...adviceOn(error)].join(' ')
    if (concernsEveryLine(error)) onStop({ kind: ending, text: advice })
    else if (this.#failuresInRow >= failuresInRowToStop)
      onStop({
        kind: ending,
        text: `${failuresInRowToStop} lines in a row went wrong. The last one: ${advice}`,
      })
  }
}

/** Tells whether the server did not take a request, and asks for a later one. Neither status is documented. */
function isPutOff(error: unknown): error is ApiError {
  if (!(error instanceof ApiError)) return false
  return error.status === 429 || (error.status === 503 && error.retryAfter !== undefined)
}

function concernsEveryLine(error: unknown): boolean {
  return error instanceof ApiError && (error.scope === 'account' || error.scope === 'number')
}

/** What the document says about an error, in sentences. */
function adviceOn(error: unknown): string[] {
  const known = caseOf(error)?.error
  return known === undefined ? [] : [known.action, known.retry.advice]
}

function entryOf({ line, job }: Request, outcome: Outcome): Entry {
  const { to, messageId, extraInfo } = job
  return { line, to: `+${to.replaceAll(/\D/g, '')}`, messageId, ref: extraInfo?.ref, ...outcome }
}

function acceptedOutcome({ reactionId, status }: SentReaction): Outcome {
  return { state: 'accepted', kaleyraId: plain(reactionId), status }
}

/** The state after an error: `failed` only where the client proves that nothing was accepted. */
function failedOutcome(error: unknown): Outcome {
  const isFailed = error instanceof KaleyraError && !error.mayHaveBeenAccepted
  const answered = error instanceof ApiError ? error : undefined
  return {
    state: isFailed ? 'failed' : 'unknown',
    case: answered?.reason,
    status: answered?.status,
    reason: describeError(error).message,
  }
}
