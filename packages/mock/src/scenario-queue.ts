import { type Known, readScenario } from './read-scenario.ts'
import { type KnownScenario, ScenarioError } from './scenario.ts'

/** Where a scenario comes from. */
export type ScenarioOrigin = 'the request' | 'next' | 'always' | 'the message id'

/** What the suite has said about the calls to come. */
export class ScenarioQueue {
  readonly #known: Known
  #waiting: KnownScenario[] = []
  #standing: KnownScenario | undefined

  constructor(known: Known) {
    this.#known = known
  }

  /** @throws {ScenarioError} when there is none, or one of them is no scenario; then none of them is queued. */
  next(given: readonly unknown[]): void {
    if (given.length === 0) {
      throw new ScenarioError(
        'No scenario is given: give one for each of the next calls, such as "fault-reset".',
      )
    }
    const read = given.map((scenario) => readScenario(scenario, this.#known))
    this.#waiting.push(...read)
  }

  /** @throws {ScenarioError} when it is no scenario. */
  always(given: unknown): void {
    this.#standing = readScenario(given, this.#known)
  }

  /** The scenario of the next call, which it uses up. */
  take(): KnownScenario | undefined {
    return this.#waiting.shift()
  }

  /** The scenario of every call that nothing else is said for. */
  get standing(): KnownScenario | undefined {
    return this.#standing
  }

  clear(): void {
    this.#waiting = []
    this.#standing = undefined
  }
}
