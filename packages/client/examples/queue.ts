import { setTimeout as sleep } from 'node:timers/promises'
import { type Client, isApiError, type ReactionOptions, type SentReaction } from '@kaleyra-reactions/client'

/** How fast a queue may be. */
export interface QueueOptions {
  /** Meta takes 80 messages of a business number in a second, 20 where the number is also in the Business app. */
  perSecond?: number
  /** Meta takes one message to the same user in 6 seconds. */
  perUser?: number
  wait?: (milliseconds: number) => Promise<unknown>
}

/** Sends reactions within Meta's rates; Kaleyra publishes none. Those to the same user keep their order. */
export class ReactionQueue {
  readonly #client: Client
  readonly #options: Required<QueueOptions>
  readonly #nextTo = new Map<string, Promise<unknown>>()
  #nextStart = 0

  constructor(client: Client, options: QueueOptions = {}) {
    this.#client = client
    this.#options = { perSecond: 20, perUser: 6000, wait: sleep, ...options }
  }

  async send(reaction: ReactionOptions): Promise<SentReaction> {
    const { perUser, wait } = this.#options
    const user = String(reaction.to)
    const turn = (this.#nextTo.get(user) ?? Promise.resolve()).then(() => this.#waitForStart())
    const free = turn.then(() => wait(perUser))
    this.#nextTo.set(user, free)
    free.then(() => {
      if (this.#nextTo.get(user) === free) this.#nextTo.delete(user)
    })
    await turn
    return sendOnSchedule(() => this.#client.sendReaction(reaction), wait)
  }

  async #waitForStart(): Promise<void> {
    const now = performance.now()
    const start = Math.max(now, this.#nextStart)
    this.#nextStart = start + 1000 / this.#options.perSecond
    await this.#options.wait(start - now)
  }
}

/**
 * Sends again after the minutes that Kaleyra documents for an error, as it does for WA500. Nothing says that the attempt
 * before was not accepted: the user may get the reaction twice.
 */
export async function sendOnSchedule(
  send: () => Promise<SentReaction>,
  wait: (milliseconds: number) => Promise<unknown> = sleep,
): Promise<SentReaction> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await send()
    } catch (error) {
      const minutes = isApiError(error) ? error.retryDelayMinutes[attempt] : undefined
      if (minutes === undefined) throw error
      await wait(minutes * 60_000)
    }
  }
}
