import { CallbackDeliveries, type DeliverySettings } from './callback-deliveries.ts'
import type { Control } from './control.ts'
import { Journal } from './journal.ts'
import { readExpectation } from './read-expectation.ts'
import type { Known } from './read-scenario.ts'
import { ScenarioError } from './scenario.ts'
import { ScenarioQueue } from './scenario-queue.ts'
import { type Verification, VerificationError, verifyCalls } from './verification.ts'

/** The state of a suite: what it said, which calls arrived, which callbacks followed. */
export interface Scope {
  queue: ScenarioQueue
  journal: Journal
  deliveries: CallbackDeliveries
  control: Control<string>
  /**
   * Compares the calls so far with an expectation.
   *
   * @throws {ScenarioError} where it is no expectation.
   */
  compare(expectation: unknown): Verification
}

/** What scopes are made of. */
export interface ScopeSettings extends DeliverySettings {
  known: Known
  /** Headers whose values are not kept, in lower case. */
  secrets: readonly string[]
  isStrict: boolean
}

/** More scopes are refused: each keeps a journal. */
const mostScopes = 100

/** The scopes of a mock: one for each SID that asked for its own, and one for all other calls. */
export class Scopes {
  readonly common: Scope
  /** Invalid calls since the start, whatever was reset. */
  invalidCalls = 0
  /** Whether the mock was told to stop: no call comes any more. */
  isClosed = false
  readonly #settings: ScopeSettings
  readonly #own = new Map<string, Scope>()

  constructor(settings: ScopeSettings) {
    this.#settings = settings
    this.common = this.#create()
  }

  /**
   * The scope of a SID's own; opened where there is none yet.
   *
   * @throws {ScenarioError} when there are too many.
   */
  open(sid: string): Scope {
    const found = this.#own.get(sid)
    if (found !== undefined) return found
    if (typeof sid !== 'string' || sid === '') {
      throw new ScenarioError('A scope needs the SID of its calls as a text.')
    }
    if (this.#own.size >= mostScopes) {
      throw new ScenarioError(
        `There are ${mostScopes} scopes already: give each worker one SID, not each test.`,
      )
    }
    const scope = this.#create()
    this.#own.set(sid, scope)
    return scope
  }

  /** The scope of a SID's own; `undefined` where it has not been opened. */
  found(sid: string): Scope | undefined {
    return this.#own.get(sid)
  }

  /** The scope that a call with this SID belongs to. */
  of(sid: string | undefined): Scope {
    return this.#own.get(sid ?? '') ?? this.common
  }

  /** All of them. */
  all(): Scope[] {
    return [this.common, ...this.#own.values()]
  }

  #create(): Scope {
    return createScope(this.#settings, (action) => {
      if (this.isClosed)
        throw new Error(`${action} comes after close, when no call reaches the mock: move it before.`)
    })
  }
}

/** @param checkOpen throws where the mock is closed; it names what was to be done. */
function createScope(settings: ScopeSettings, checkOpen: (action: string) => void): Scope {
  const queue = new ScenarioQueue(settings.known)
  const journal = new Journal(settings.secrets)
  const deliveries = new CallbackDeliveries(settings)
  const responses = [...settings.contract.cases.values()].filter(({ channel }) => channel === 'response')
  const names = responses.map(({ name }) => name)
  const { secrets, isStrict } = settings
  const bodyTypes = settings.contract.operations.flatMap(({ bodyType }) => bodyType ?? [])
  const compare = (given: unknown) => {
    const { calls } = journal
    const expectation = readExpectation(given, { responses: names, secrets, bodyTypes, calls })
    return verifyCalls(journal, { ...expectation, strict: expectation.strict ?? isStrict })
  }
  const control: Control<string> = {
    next: (...scenarios) => {
      checkOpen('next')
      queue.next(scenarios)
    },
    always: (scenario) => {
      checkOpen('always')
      queue.always(scenario)
    },
    reset: () => {
      for (const part of [queue, journal, deliveries]) part.clear()
    },
    calls: journal.calls,
    callbacks: deliveries.deliveries,
    coverage: () => journal.coverageOf(names),
    verify: (expectation = {}) => {
      checkOpen('verify')
      const found = compare(expectation)
      if (!found.passed) throw new VerificationError(found.problems.join('\n'))
      return found
    },
    settled: async () => {
      checkOpen('settled')
      await deliveries.settled()
    },
  }
  return { queue, journal, deliveries, control, compare }
}
