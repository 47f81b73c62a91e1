import { setTimeout as wait } from 'node:timers/promises'
import { member, textMember } from '@kaleyra-reactions/model/member'
import type { DocumentedCallback } from '../contract/contract.ts'
import { explainError } from '../contract/explain.ts'
import type { CallbackReceiver } from './receiver.ts'

/** A callback: to come, delivered, or failed. */
export interface Delivery {
  /** Name of the document's example. */
  name: string
  /** The word of the source that the document has this callback from. */
  source: string
  /** Scheme, host and port of the receiver: the rest of an address can hold a credential. */
  receiver: string
  /** The id that the call was answered with; `undefined` where the suite itself asked for the callback. */
  reactionId: string | undefined
  body: unknown
  /** The status that the receiver responded with. */
  status?: number | undefined
  /** What the receiver responded with, as a text. */
  response?: string | undefined
  /** Why it did not arrive. */
  error?: string | undefined
}

/** Callbacks to post: the same one to several recipients, or several times. */
export interface CallbackOrder {
  callback: DocumentedCallback
  bodies: readonly unknown[]
  receiver: CallbackReceiver
  reactionId?: string | undefined
  /** Milliseconds until they are posted. */
  delay?: number
}

/** A receiver that takes longer has failed. In milliseconds. */
const longestResponse = 5000

/** The last that many callbacks are kept. */
const mostKept = 1000

/** Posts callbacks, and knows what became of them. */
export class CallbackDeliveries {
  /** In the order of the calls. */
  readonly deliveries: Delivery[] = []
  readonly #log: (line: string) => void
  // The one of the start: a suite can make the mock's own `fetch` the global one.
  readonly #fetch = globalThis.fetch
  readonly #underWay = new Set<Promise<unknown>>()
  #stop = new AbortController()

  constructor(log: (line: string) => void) {
    this.#log = log
  }

  /** Lists callbacks at once and posts them in their time, none after another. It never throws: the list says what failed. */
  order({ callback, bodies, receiver, reactionId, delay = 0 }: CallbackOrder): Promise<Delivery>[] {
    const { name, source } = callback
    const stop = this.#stop.signal
    return bodies.map((body) => {
      const delivery: Delivery = { name, source, receiver: new URL(receiver.url).origin, reactionId, body }
      this.deliveries.push(delivery)
      if (this.deliveries.length > mostKept) this.deliveries.shift()
      const posting = this.#post(delivery, { callback, receiver, delay, stop })
      this.#underWay.add(posting)
      return posting.finally(() => this.#underWay.delete(posting))
    })
  }

  /** Resolves when every callback so far is delivered, or has failed. */
  async settled(): Promise<void> {
    await Promise.all(this.#underWay)
  }

  /** Forgets the callbacks, and stops those that are under way. */
  clear(): void {
    this.#stop.abort()
    this.#stop = new AbortController()
    this.deliveries.length = 0
  }

  /** Stops the callbacks that are under way, and waits until that is noted. */
  async close(): Promise<void> {
    this.#stop.abort()
    await this.settled()
  }

  async #post(
    delivery: Delivery,
    order: Pick<CallbackOrder, 'callback' | 'receiver'> & { delay: number; stop: AbortSignal },
  ): Promise<Delivery> {
    const { callback, receiver, delay, stop } = order
    const { name, source, body } = delivery
    try {
      const [problem] = callback.check(body)
      if (problem !== undefined)
        throw new Error(`it contradicts the document: ${explainError(problem, 'it')}`)
      if (delay > 0) await wait(delay, undefined, { signal: stop })
      const headers = { 'content-type': 'application/json', 'x-source': source, ...receiver.headers }
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
    this.#log(`callback ${name} (source: ${source}): ${delivery.error ?? delivery.status}`)
    return delivery
  }
}

/** Why a callback failed. `fetch` itself only says that it failed; the reason is in the cause of its error. */
function reasonOf(error: unknown): string {
  const cause = member(error, 'cause')
  const reason = textMember(cause, 'code') ?? textMember(cause, 'message') ?? textMember(error, 'message')
  return reason ?? String(error)
}
