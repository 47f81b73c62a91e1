import type { Delivery } from './callback-deliveries.ts'
import type { CaseName } from './generated/case-names.ts'
import type { Call, Coverage } from './journal.ts'
import type { Scenario, ScenarioName } from './scenario.ts'
import type { Expectation, Verification } from './verification.ts'

/** What a suite tells the mock, and learns from it. */
export interface Control<Name extends string = CaseName> {
  /**
   * Says what happens to the next calls of an operation, one scenario for each call.
   *
   * @throws {ScenarioError} for no scenario, what is none, or cannot be given; then nothing is queued. Also after `close`.
   */
  next(...scenarios: (ScenarioName<Name> | Scenario<Name>)[]): void
  /**
   * Says what happens to every call that nothing else is said for, until further notice.
   *
   * @throws {ScenarioError} for what is no scenario, or cannot be given. Also after `close`.
   */
  always(scenario: ScenarioName<Name> | Scenario<Name>): void
  /** Forgets scenarios, calls and callbacks. Callbacks under way are stopped. */
  reset(): void
  /** The last 1,000 calls, oldest first; fewer where they hold more than 10,000,000 characters. */
  readonly calls: readonly Call[]
  /** The last 1,000 callbacks, in the order of the calls. */
  readonly callbacks: readonly Delivery[]
  /** The names of the documented responses that were given, and of those that were not. */
  coverage(): Coverage
  /**
   * Compares the calls so far with what is expected of them. Without an expectation it looks for invalid calls where the
   * mock is strict.
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
