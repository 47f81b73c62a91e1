import { callbackBodyWith } from '../callbacks/bodies.ts'
import { CallbackDeliveries, type Delivery } from '../callbacks/deliveries.ts'
import { type CallbackReceiver, readReceiver } from '../callbacks/receiver.ts'
import type { Contract } from '../contract/contract.ts'
import { explainError } from '../contract/explain.ts'
import type { WarningName } from '../contract/warnings.ts'
import { hintFor } from '../hint.ts'
import type { CallbackSettings, Control } from './control.ts'
import { type Call, Journal } from './journal.ts'
import { createExpectationReader } from './read-expectation.ts'
import { readerOf } from './read-given.ts'
import { callbackRemedy, createScenarioReader, type ScenarioReader } from './read-scenario.ts'
import { type Scenario, ScenarioError } from './scenario.ts'
import {
  type Expectation,
  strictProblems,
  type Verification,
  VerificationError,
  type Verified,
  verifyCalls,
} from './verification.ts'

/** The parts that a suite needs. */
export interface SuiteSettings {
  contract: Contract
  receiver: CallbackReceiver | undefined
  /** Headers that the journal masks, in lower case. */
  secrets: readonly string[]
  isStrict: boolean
  allow: readonly WarningName[]
  log(line: string): void
}

/** The scenarios of a test suite, its calls and its callbacks. */
export class Suite implements Control {
  readonly scenarios: ScenarioReader
  readonly journal: Journal
  readonly deliveries: CallbackDeliveries
  readonly #settings: SuiteSettings
  readonly #readExpectation: (given: unknown) => Expectation
  readonly #readSettings = readerOf<CallbackSettings>('callback', {
    type: 'object',
    properties: {
      name: { type: 'string' },
      url: { type: 'string' },
      headers: { type: 'object', additionalProperties: { type: 'string' } },
      set: { type: 'object' },
    } satisfies Record<keyof CallbackSettings | 'name', object>,
    additionalProperties: false,
  })
  #waiting: Scenario[] = []
  #standing: Scenario | undefined
  #problemsBeforeReset: string[] = []
  #isClosed = false

  constructor(settings: SuiteSettings) {
    const { contract, receiver, secrets, log } = settings
    this.#settings = settings
    const responses = [...contract.cases.values()].filter(({ channel }) => channel === 'response')
    this.scenarios = createScenarioReader(contract, receiver !== undefined)
    this.#readExpectation = createExpectationReader(
      responses.map(({ name }) => name),
      secrets,
    )
    this.journal = new Journal(secrets)
    this.deliveries = new CallbackDeliveries(log)
  }

  get calls(): readonly Call[] {
    return this.journal.calls
  }

  get callbacks(): readonly Delivery[] {
    return this.deliveries.deliveries
  }

  /** The scenario set by `always`. */
  get standing(): Scenario | undefined {
    return this.#standing
  }

  /** The problems that a strict verification would have found since the start. A reset keeps them. */
  get failures(): string[] {
    return [...this.#problemsBeforeReset, ...this.#strictProblems()]
  }

  /** Takes the next scenario from the queue. */
  takeNext(): Scenario | undefined {
    return this.#waiting.shift()
  }

  next(...given: readonly unknown[]): void {
    this.#checkOpen('next')
    if (given.length === 0) {
      throw new ScenarioError(
        'No scenario given: pass one for each of the next calls, such as "fault-reset".',
      )
    }
    this.#waiting.push(...given.map((scenario) => this.scenarios.read(scenario)))
  }

  always(given: unknown): void {
    this.#checkOpen('always')
    this.#standing = this.scenarios.read(given)
  }

  async callback(name: string, given: unknown = {}): Promise<Delivery> {
    this.#checkOpen('callback')
    const { contract, receiver: usual } = this.#settings
    const { url, headers = {}, set = {} } = this.#readSettings(given)
    const callback = contract.callbacks.find((each) => each.name === name)
    if (callback === undefined) {
      const known = contract.callbacks.map((each) => each.name)
      throw new ScenarioError(`There is no callback "${name}": ${hintFor(name, known)}.`)
    }
    const address = url ?? usual?.url
    if (address === undefined) {
      throw new ScenarioError(`The callback has no address: set "url", or ${callbackRemedy}.`)
    }
    // The credential for callbackUrl must not go to another address.
    const own = url === undefined ? { ...usual?.headers, ...headers } : headers
    const receiver = readReceiver(address, own, { url: '"url"', headers: '"headers"' })
    const body = callbackBodyWith(callback, set)
    const [problem] = callback.check(body)
    if (problem !== undefined) throw new ScenarioError(`"set": ${explainError(problem, 'the body')}.`)
    return this.deliveries.order({ callback, body, receiver })
  }

  reset(): void {
    this.#problemsBeforeReset.push(...this.#strictProblems())
    this.#waiting = []
    this.#standing = undefined
    this.journal.clear()
    this.deliveries.clear()
  }

  /** Compares the calls so far with an expectation. */
  compare(given: unknown): Verification {
    const { isStrict, allow } = this.#settings
    const { strict = isStrict, ...expectation } = this.#readExpectation(given)
    const allowed = [...allow, ...(expectation.allow ?? [])]
    return verifyCalls(this.#verified, { ...expectation, strict, allow: allowed })
  }

  verify(expectation: unknown = {}): Verification {
    this.#checkOpen('verify')
    const found = this.compare(expectation)
    if (!found.passed) throw new VerificationError(found.problems.join('\n'))
    return found
  }

  async settled(): Promise<void> {
    this.#checkOpen('settled')
    await this.deliveries.settled()
  }

  /** Stops pending callbacks. Afterwards `next`, `always`, `callback`, `verify` and `settled` throw. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.deliveries.close()
  }

  #strictProblems(): string[] {
    return strictProblems(this.#verified, this.#settings.allow)
  }

  get #verified(): Verified {
    return { journal: this.journal, waiting: this.#waiting, callbacks: this.callbacks }
  }

  #checkOpen(action: string): void {
    if (this.#isClosed) {
      throw new Error(`${action} was called after close: call it before.`)
    }
  }
}
