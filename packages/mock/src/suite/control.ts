import type { Delivery } from '../callbacks/deliveries.ts'
import type { CallbackName, CaseName } from '../generated/case-names.ts'
import type { Call, Coverage } from './journal.ts'
import type { Scenario, ScenarioName } from './scenario.ts'
import type { Expectation, Verification } from './verification.ts'

/** Where a callback goes that a suite asks for, and what it holds beside the document's example. */
export interface CallbackSettings {
  /** Where it is posted. Default: the callback address of the mock, with its headers. */
  url?: string | undefined
  /** Headers of the callback. */
  headers?: Record<string, string> | undefined
  /**
   * Members with other values, each wherever the example has it: `{ from: '919000000002' }`. An object is merged into the
   * one that is there, a list item by item.
   */
  set?: Record<string, unknown> | undefined
}

/** What a suite tells the mock, and learns from it. */
export interface Control<Name extends string = CaseName, Callback extends string = CallbackName> {
  /**
   * Says what happens to the next calls of an operation, one scenario for each call that is valid.
   *
   * @throws {ScenarioError} for no scenario, what is none, or cannot be given; then nothing is queued. Also after `close`.
   */
  next(...scenarios: (ScenarioName<Name> | Scenario<Name>)[]): void
  /**
   * Says what happens to every valid call that nothing else is said for, until further notice.
   *
   * @throws {ScenarioError} for what is no scenario, or cannot be given. Also after `close`.
   */
  always(scenario: ScenarioName<Name> | Scenario<Name>): void
  /**
   * Posts a named callback of the document, with fresh ids and times. It resolves with what the receiver responded, or why
   * it did not arrive.
   *
   * @throws {ScenarioError} for an unknown name or member, and without an address. Also after `close`.
   */
  callback(name: Callback, settings?: CallbackSettings): Promise<Delivery>
  /** Forgets scenarios, calls and callbacks. Callbacks under way are stopped. */
  reset(): void
  /** The last 1,000 calls, oldest first. */
  readonly calls: readonly Call[]
  /** The last 1,000 callbacks, in the order of the calls. */
  readonly callbacks: readonly Delivery[]
  /** The names of the documented responses that were given, and of those that were not. */
  coverage(): Coverage
  /**
   * Compares the calls so far with what is expected of them.
   *
   * @throws {VerificationError} where they differ; the message lists the calls. Also after `close`.
   */
  verify(expectation?: Expectation): Verification
  /**
   * Resolves when every callback so far is delivered, or has failed.
   *
   * @throws after `close`, which gives up callbacks.
   */
  settled(): Promise<void>
}
