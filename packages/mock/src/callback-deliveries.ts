import { setTimeout as wait } from 'node:timers/promises'
import { member, textMember } from '@kaleyra-reactions/model/member'
import { type AcceptedCall, callbackBodiesOf } from './callbacks.ts'
import type { CallbackExample, Contract } from './contract.ts'
import type { CallbackPlan } from './scenario.ts'

/** A callback: to come, delivered, or failed. */
export interface Delivery {
  /** Name of the document's example. */
  name: string
  /** Where the document has this callback from: page, vendor, meta or assumption. */
  source: string
  /** The id that the call was answered with. */
  messageId: string | undefined
  body: unknown
  /** The status that the receiver responded with. */
  status?: number | undefined
  /** Why it did not arrive. */
  error?: string | undefined
}

/** The callbacks that follow one call. */
export interface CallbackOrder {
  callback: CallbackExample
  call: AcceptedCall
  /** The id that the call was answered with. */
  messageId: string | undefined
  /** Milliseconds until the response, which callbacks come after. */
  responseDelay: number
  plan: CallbackPlan
}

/** Where callbacks go. */
export interface CallbackReceiver {
  url: string
  headers: Readonly<Record<string, string>>
}

/** What deliveries need. */
export interface DeliverySettings {
  contract: Contract
  receiver: CallbackReceiver | undefined
  log(line: string): void
}

/** A receiver that takes longer has failed. In milliseconds. */
const longestResponse = 5000

/** The last that many callbacks are kept. */
const mostKept = 1000

/** Posts callbacks, and knows what became of them. */
export class CallbackDeliveries {
  /** In the order of the calls. */
  readonly deliveries: Delivery[] = []
  readonly #settings: DeliverySettings
  #underWay = new Set<Promise<void>>()
  #stop = new AbortController()
  /** Ends the waits before callbacks, and lets those that have begun end by themselves. */
  #hurry = new AbortController()

  constructor(settings: DeliverySettings) {
    this.#settings = settings
  }

  /** Lists the callbacks of a call at once and posts them in their time. It never throws: the list says what went wrong. */
  order({ callback, call, messageId, responseDelay, plan }: CallbackOrder): void {
    const { receiver } = this.#settings
    if (receiver === undefined) return
    const { name, source } = callback
    const { copies = 1, delay = 0 } = plan
    const ordered = callbackBodiesOf(callback, call).flatMap((body) =>
      Array.from({ length: copies }, (): Delivery => ({ name, source, messageId, body })),
    )
    this.deliveries.push(...ordered)
    this.deliveries.splice(0, this.deliveries.length - mostKept)
    const posting = this.#post(ordered, receiver, responseDelay + delay)
    this.#underWay.add(posting)
    posting.finally(() => this.#underWay.delete(posting))
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

  /** Gives up the callbacks whose time has not come, and waits for the others. */
  async close(): Promise<void> {
    this.#hurry.abort()
    await this.settled()
  }

  async #post(ordered: readonly Delivery[], receiver: CallbackReceiver, delay: number): Promise<void> {
    const stop = this.#stop.signal
    const signal = AbortSignal.any([stop, this.#hurry.signal])
    await wait(delay, undefined, { signal }).catch(() => undefined)
    for (const delivery of ordered) {
      if (stop.aborted) return
      if (signal.aborted) delivery.error = 'the mock was stopped before its time'
      else await this.#deliver(delivery, receiver, stop)
    }
  }

  async #deliver(delivery: Delivery, receiver: CallbackReceiver, stop: AbortSignal): Promise<void> {
    const { contract, log } = this.#settings
    const { name, source, body } = delivery
    try {
      const problems = contract.checkCallback(body)
      if (problems.length > 0) throw new Error(`It contradicts the document: ${problems.join('; ')}`)
      const headers = { 'content-type': 'application/json', 'x-source': source, ...receiver.headers }
      const init = { method: 'POST', headers, body: JSON.stringify(body), redirect: 'manual' } as const
      const limit = AbortSignal.timeout(longestResponse)
      const response = await fetch(receiver.url, { ...init, signal: AbortSignal.any([stop, limit]) })
      await response.body?.cancel()
      delivery.status = response.status
    } catch (error) {
      delivery.error = reasonOf(error)
    }
    if (!stop.aborted) log(`callback ${name} (source: ${source}): ${delivery.error ?? delivery.status}`)
  }
}

/** Why a callback failed. `fetch` itself only says that it failed; the reason is in the cause of its error. */
function reasonOf(error: unknown): string {
  const cause = member(error, 'cause')
  const reason = textMember(cause, 'code') ?? textMember(cause, 'message') ?? textMember(error, 'message')
  return reason ?? String(error)
}
