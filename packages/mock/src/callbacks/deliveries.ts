import { setTimeout as wait } from 'node:timers/promises'
import { innermostOf, textMember } from '@kaleyra-reactions/model/member'
import type { DocumentedCallback } from '../contract/contract.ts'
import { explainError } from '../contract/explain.ts'
import type { CallbackReceiver } from './receiver.ts'

/** A callback: pending, delivered or failed. */
export interface Delivery {
  /** Name of its example in the document. */
  name: string
  /** Scheme, host and port of the receiver. The rest of the address may contain a credential. */
  receiver: string
  /** The id in the response to the call; `undefined` for a callback that a test posted itself. */
  reactionId: string | undefined
  body: unknown
  /** The status of the receiver's response. */
  status?: number | undefined
  /** The body of the receiver's response, as text. */
  response?: string | undefined
  /** Why it was not delivered. */
  error?: string | undefined
}

/** A callback to post. */
export interface CallbackOrder {
  callback: DocumentedCallback
  body: unknown
  receiver: CallbackReceiver
  reactionId?: string | undefined
  /** Milliseconds until it is posted. */
  delay?: number
}

/** Time limit for the receiver's response, in milliseconds. */
const longestResponse = 5000

/** How many callbacks are kept. */
const mostKept = 1000

/** Posts callbacks, and lists the outcomes. */
export class CallbackDeliveries {
  /** In the order of the calls. */
  readonly deliveries: Delivery[] = []
  readonly #log: (line: string) => void
  // Read at the start: a test may replace the global `fetch` with that of the mock.
  readonly #fetch = globalThis.fetch
  readonly #underWay = new Set<Promise<unknown>>()
  #stop = new AbortController()

  constructor(log: (line: string) => void) {
    this.#log = log
  }

  /** Lists a callback at once, and posts it after the delay. Never throws: the list has the errors. */
  order({ callback, body, receiver, reactionId, delay = 0 }: CallbackOrder): Promise<Delivery> {
    const { origin } = new URL(receiver.url)
    const delivery: Delivery = { name: callback.name, receiver: origin, reactionId, body }
    this.deliveries.push(delivery)
    if (this.deliveries.length > mostKept) this.deliveries.shift()
    const posting = this.#post(delivery, { callback, receiver, delay, stop: this.#stop.signal })
    this.#underWay.add(posting)
    return posting.finally(() => this.#underWay.delete(posting))
  }

  /** Resolves when no callback is pending. */
  async settled(): Promise<void> {
    await Promise.all(this.#underWay)
  }

  /** Clears the callbacks, and stops pending ones. */
  clear(): void {
    this.#stop.abort()
    this.#stop = new AbortController()
    this.deliveries.length = 0
  }

  /** Stops pending callbacks, and waits until the list says so. */
  async close(): Promise<void> {
    this.#stop.abort()
    await this.settled()
  }

  async #post(
    delivery: Delivery,
    order: Pick<CallbackOrder, 'callback' | 'receiver'> & { delay: number; stop: AbortSignal },
  ): Promise<Delivery> {
    const { callback, receiver, delay, stop } = order
    const { name, body } = delivery
    try {
      const [problem] = callback.check(body)
      if (problem !== undefined)
        throw new Error(`it contradicts the document: ${explainError(problem, 'it')}`)
      if (delay > 0) await wait(delay, undefined, { signal: stop })
      const headers = { 'content-type': 'application/json', ...receiver.headers }
      const signal = AbortSignal.any([stop, AbortSignal.timeout(longestResponse)])
      const init = {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
        redirect: 'manual',
        signal,
      } as const
      const response = await this.#fetch(receiver.url, init)
      delivery.status = response.status
      delivery.response = await response.text()
    } catch (error) {
      delivery.error = stop.aborted ? 'the mock was stopped or reset first' : reasonOf(error)
    }
    this.#log(`callback ${name}: ${delivery.error ?? delivery.status}`)
    return delivery
  }
}

/** Why a callback failed. */
function reasonOf(error: unknown): string {
  const cause = innermostOf(error)
  return textMember(cause, 'code') ?? textMember(cause, 'message') ?? String(error)
}
