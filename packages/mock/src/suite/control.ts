import type { Delivery } from '../callbacks/deliveries.ts'
import type { CallbackName } from '../generated/case-names.ts'
import type { Call } from './journal.ts'
import type { Scenario, ScenarioName } from './scenario.ts'
import type { Expectation, Verification } from './verification.ts'

/** The address and the contents of a callback that a test posts itself. */
export interface CallbackSettings {
  /** The address. Default: `callbackUrl` of the mock, with `callbackHeaders`. */
  url?: string | undefined
  /** Further headers of the callback. */
  headers?: Record<string, string> | undefined
  /**
   * Replaces members of the document's example wherever they occur: `{ from: '919000000002' }`. Objects are merged, lists item
   * by item, so `{ reaction: { emoji: '👍' } }` adds a member.
   */
  set?: Record<string, unknown> | undefined
}

/** The scenarios, the journal, the callbacks and the verification of a mock. */
export interface Control {
  /**
   * Queues scenarios. Each valid call uses up one.
   *
   * @throws {ScenarioError} if a scenario is missing, invalid or impossible; then none is queued. Also throws after `close`.
   */
  next(...scenarios: (ScenarioName | Scenario)[]): void
  /**
   * Sets the scenario of every valid call for which the queue has none.
   *
   * @throws {ScenarioError} if the scenario is invalid or impossible. Also throws after `close`.
   */
  always(scenario: ScenarioName | Scenario): void
  /**
   * Posts a callback of the document, with new ids and the current time. Resolves with the receiver's response, or with the
   * reason why the callback was not delivered.
   *
   * @throws {ScenarioError} if the name or a member is unknown, or if there is no address. Also throws after `close`.
   */
  callback(name: CallbackName, settings?: CallbackSettings): Promise<Delivery>
  /** Clears scenarios, calls and callbacks, and stops pending callbacks. */
  reset(): void
  /** The last 1,000 calls, oldest first. */
  readonly calls: readonly Call[]
  /** The last 1,000 callbacks, in the order of their calls. */
  readonly callbacks: readonly Delivery[]
  /**
   * Compares the calls so far with an expectation.
   *
   * @throws {VerificationError} if they differ; the message lists the calls. Also throws after `close`.
   */
  verify(expectation?: Expectation): Verification
  /**
   * Resolves when no callback is pending: each was delivered or failed.
   *
   * @throws after `close`.
   */
  settled(): Promise<void>
}
