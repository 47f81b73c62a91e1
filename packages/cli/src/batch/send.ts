import { ApiError, type Client, KaleyraError } from '@kaleyra-reactions/client'
import { putsOff } from '@kaleyra-reactions/model/statuses'
import { send } from '../document/reaction.ts'
import { caseOf, describeError, undocumentedResponseOf } from '../terminal/describe-error.ts'
import { asSentence, plain } from '../terminal/output.ts'
import type { Clock } from './clock.ts'
import type { Ledger } from './ledger.ts'
import { longestPause, Pacer } from './pacer.ts'
import type { PlannedRequest } from './plan.ts'
import type { Outcome, State } from './results.ts'
import type { Stopping } from './stopping.ts'
import { spanOf } from './time-span.ts'

/** How much a run has done. */
export interface Tally extends Record<State, number> {
  /** The requests that were made; a line can need several. */
  requests: number
}

/** The tally of a run that has done nothing yet. */
export function emptyTally(): Tally {
  return { requests: 0, accepted: 0, unknown: 0, failed: 0 }
}

/** How requests are sent. */
export interface SendingOptions {
  client: Pick<Client, 'sendReaction' | 'removeReaction'>
  ledger: Pick<Ledger, 'announce' | 'finish'>
  stopping: Stopping
  /** Counts what is done, while it is done. */
  tally: Tally
  /** Requests in a second. */
  rate: number
  /** Requests under way at a time. */
  concurrency: number
  clock: Clock
  /** Is told of pauses, and of lines that were not accepted. */
  tell(text: string): void
}

/** So many failures in a row stop a batch. */
const failuresInRowToStop = 5

/** A pause that becomes longer by fewer milliseconds is the same one for a person. */
const noticeable = 1000

/** Sends the reactions of a plan, or those before the batch stops. It throws nothing: `stopping` has the reason. */
export async function sendAll(requests: readonly PlannedRequest[], options: SendingOptions): Promise<void> {
  const { stopping, concurrency } = options
  const sender = new RequestSender(options)
  const queue = requests.values()
  const work = async () => {
    for (const request of queue) {
      if (stopping.stop !== undefined) return
      await sender.send(request).catch((error: unknown) => {
        const { message, ending } = describeError(error)
        stopping.because({ kind: ending, text: message })
      })
    }
  }
  await Promise.all(Array.from({ length: concurrency }, work))
  stopping.end()
}

/** Sends one reaction after the other, and judges by what becomes of them whether the batch goes on. */
class RequestSender {
  readonly #options: SendingOptions
  readonly #pacer: Pacer
  #failuresInRow = 0

  constructor(options: SendingOptions) {
    this.#options = options
    const { rate, clock, stopping } = options
    this.#pacer = new Pacer({ rate, clock, stopping: stopping.stopping })
  }

  /**
   * Sends a reaction, again after each pause that the server asks for. Where the batch stops before, nothing is sent.
   *
   * @throws {Failure} when no further request may be made.
   */
  async send(request: PlannedRequest): Promise<void> {
    const { stopping } = this.#options
    let last: Outcome | undefined
    try {
      for (;;) {
        const startedAt = await this.#pacer.waitForTurn()
        if (stopping.stop !== undefined) return
        const { error, ...outcome } = await this.#attempt(request)
        last = outcome
        if (!isPutOff(error)) {
          this.#judge(request, error)
          return
        }
        if (!this.#pause(error, startedAt)) return
      }
    } finally {
      if (last !== undefined) this.#count(request, last)
    }
  }

  async #attempt(request: PlannedRequest): Promise<Outcome & { error?: unknown }> {
    const { client, ledger, stopping, tally } = this.#options
    const attempt = ledger.announce(request)
    tally.requests += 1
    const { error, ...outcome } = await send(client, request.job, {
      signal: stopping.aborting,
      maxRetries: 0,
    }).then(
      ({ reactionId, status }): Outcome & { error?: unknown } => ({ state: 'accepted', reactionId, status }),
      (error: unknown) => ({ ...outcomeOf(error), error }),
    )
    if (ledger.finish(attempt, outcome)) return { ...outcome, error }
    const known = [outcome.state, outcome.reactionId].filter(Boolean).join(', with the id ')
    const reason = `It is ${known}, but this could not be written to the results.`
    return { state: 'unknown', reason, error }
  }

  #count({ line, job }: PlannedRequest, { state, reason }: Outcome): void {
    const { tally, tell } = this.#options
    const ref = job.extraInfo?.ref
    tally[state] += 1
    if (reason !== undefined) tell(`line ${line}${ref === undefined ? '' : ` (${plain(ref)})`}: ${reason}`)
  }

  /** @returns false where the batch has to stop, since the pause would be too long. */
  #pause(error: ApiError, startedAt: number): boolean {
    const { clock, stopping, tell } = this.#options
    const asked = error.retryAfter === undefined ? undefined : error.retryAfter * 1000
    const earlierEnd = this.#pacer.pausedUntil ?? Number.NEGATIVE_INFINITY
    const milliseconds = this.#pacer.pause(asked, startedAt)
    const reason = asSentence(describeError(error).message)
    if (milliseconds <= longestPause) {
      // Several requests are refused at once, and each of them makes the pause a little longer.
      const isToTell = clock.now() + milliseconds >= earlierEnd + noticeable
      if (isToTell) tell(`Pausing for ${spanOf(milliseconds)}: ${reason}`)
      return true
    }
    const time = new Date(clock.date().getTime() + milliseconds).toLocaleString('sv-SE')
    const text = `${reason} Continue after ${time} (in ${spanOf(milliseconds)}).`
    stopping.because({ kind: 'noResponse', text })
    return false
  }

  /** Decides whether the batch goes on after a line. One that failed in an earlier run says nothing of the others. */
  #judge({ failedBefore }: PlannedRequest, error: unknown): void {
    const { stopping } = this.#options
    if (error === undefined) {
      this.#failuresInRow = 0
      this.#pacer.resetPauses()
      return
    }
    if (stopping.aborting.aborted) return
    if (!failedBefore) this.#failuresInRow += 1
    const { message, ending } = describeError(error)
    const advice = [asSentence(message), ...adviceOn(error)].join(' ')
    if (concernsEveryLine(error)) stopping.because({ kind: ending, text: advice })
    else if (this.#failuresInRow >= failuresInRowToStop)
      stopping.because({
        kind: ending,
        text: `${failuresInRowToStop} lines in a row went wrong. The last error: ${advice}`,
      })
  }
}

/** Tells whether the server surely did not take a request, and asks for a later one. */
function isPutOff(error: unknown): error is ApiError {
  return error instanceof ApiError && !error.mayHaveBeenAccepted && putsOff(error)
}

function concernsEveryLine(error: unknown): boolean {
  return error instanceof ApiError && (error.scope === 'account' || error.scope === 'number')
}

/** What the document says about an error, in sentences. */
function adviceOn(error: unknown): string[] {
  const known = caseOf(error)?.error
  return known === undefined ? [] : [known.action, known.retry.advice]
}

/** What became of a request that ended in an error: `failed` only where the client proves that nothing was accepted. */
function outcomeOf(error: unknown): Outcome {
  const isFailed = error instanceof KaleyraError && !error.mayHaveBeenAccepted
  const answered = error instanceof ApiError ? error : undefined
  return {
    state: isFailed ? 'failed' : 'unknown',
    case: answered?.reason,
    status: answered?.status,
    ...undocumentedResponseOf(error),
    reason: describeError(error).message,
  }
}
