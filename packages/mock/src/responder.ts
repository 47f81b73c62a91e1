import { callbackBodiesOf } from './callbacks/bodies.ts'
import type { CallbackReceiver } from './callbacks/receiver.ts'
import { checkAllowLists } from './contract/allow-lists.ts'
import {
  type Contract,
  caseOf,
  type DocumentedOperation,
  type MatchedOperation,
  operationsAt,
} from './contract/contract.ts'
import type { Engine } from './contract/engine.ts'
import { violationsHeaderOf } from './contract/explain.ts'
import { messageIdIn, parameters as names } from './contract/names.ts'
import { type Warning, warningsFor } from './contract/warnings.ts'
import { controlPath, respondToControl } from './http/control-path.ts'
import {
  type Answer,
  failureResponse,
  jsonResponse,
  type MockRequest,
  type MockResponse,
  type RawRequest,
} from './http/exchange.ts'
import { preferredResponse } from './http/preference.ts'
import { readRequest } from './http/read-request.ts'
import type { MockOptions } from './options.ts'
import { idIn, ownResponse, refusalOfLarge, refusalOfPath, withOwnId } from './own-responses.ts'
import type { Call, Decider } from './suite/journal.ts'
import { callbackRemedy } from './suite/read-scenario.ts'
import type { Scenario } from './suite/scenario.ts'
import type { Suite } from './suite/suite.ts'

/** The parts that a responder needs. */
export interface ResponderSettings {
  contract: Contract
  engine: Engine
  suite: Suite
  options: MockOptions
  /** The receiver of the callbacks of accepted calls; `undefined` if there is none. */
  receiver: CallbackReceiver | undefined
  log(line: string): void
  warn(line: string): void
}

/** The response to a call, and what chose it. */
interface Decision {
  response: MockResponse
  scenario?: Scenario | undefined
  askedBy?: Decider | undefined
}

/** Responds to requests as the document and the scenarios say. */
export class Responder {
  readonly #settings: ResponderSettings

  constructor(settings: ResponderSettings) {
    this.#settings = settings
  }

  async respond(raw: RawRequest): Promise<Answer> {
    const request = readRequest(raw)
    const { response, note } = await this.#answer(request)
    const { violations } = response
    const headers = {
      ...(violations.length > 0 && { 'sl-violations': violationsHeaderOf(violations) }),
      ...response.headers,
    }
    return { response: { ...response, headers }, note }
  }

  async #answer(request: MockRequest): Promise<Answer> {
    const { suite, contract } = this.#settings
    if (request.path === controlPath || request.path.startsWith(`${controlPath}/`)) {
      const response = await respondToControl(request, suite).catch(failureResponse)
      return { response, note: () => undefined }
    }
    const large = refusalOfLarge(request)
    if (large !== undefined) return this.#enter(request, { response: large }, undefined)
    const candidates = operationsAt(request.path, contract)
    const matched = candidates.find(({ operation }) => operation.method === request.method)
    if (matched === undefined) {
      const response = refusalOfPath(request, candidates, contract)
      return this.#enter(request, { response }, undefined)
    }
    const decision = await this.#decide(request, matched).catch(
      (error: unknown): Decision => ({ response: failureResponse(error) }),
    )
    const answer = this.#enter(request, decision, matched)
    const { response, scenario = {} } = decision
    if (response.violations.length === 0 && response.status < 300) {
      this.#orderCallbacks(request, matched, response, scenario)
    }
    return answer
  }

  /** Checks the request first, so that a scenario does not hide its violations. */
  async #decide(request: MockRequest, matched: MatchedOperation): Promise<Decision> {
    const { contract, engine, options } = this.#settings
    const { operation } = matched
    const listed = checkAllowLists(request, matched, contract, options)
    const usual = listed ?? (await engine(request, operation))
    if (usual.violations.length > 0) return { response: usual }
    const preferred = preferredResponse(request, operation.cases)
    if (preferred !== undefined) return { response: withOwnId(preferred, operation), askedBy: 'the request' }
    const { scenario, askedBy } = this.#asked(request)
    const { status, body } = contract.cases.get(scenario.case ?? '') ?? {}
    const documented = status === undefined ? usual : jsonResponse(status, body)
    const { delay, fault } = scenario
    const response =
      scenario.status === undefined
        ? withOwnId(documented, operation)
        : ownResponse(scenario.status, scenario.body)
    const headers = { ...response.headers, ...scenario.headers }
    return { response: { ...response, headers, delay, fault }, scenario, askedBy }
  }

  /** The next scenario, else the standing one, else the one that the message id names. */
  #asked({ body }: MockRequest): { scenario: Scenario; askedBy?: Decider } {
    const { suite } = this.#settings
    const next = suite.takeNext()
    if (next !== undefined) return { scenario: next, askedBy: 'next' }
    if (suite.standing !== undefined) return { scenario: suite.standing, askedBy: 'always' }
    const named = suite.scenarios.find(wordOf(messageIdIn(body)))
    return named === undefined ? { scenario: {} } : { scenario: named, askedBy: 'the message id' }
  }

  /** Adds a call to the journal, and logs it. */
  #enter(request: MockRequest, decision: Decision, matched: MatchedOperation | undefined): Answer {
    const { suite, log, warn } = this.#settings
    const { response, scenario, askedBy } = decision
    const isRefused = response.violations.length > 0
    const warnings = isRefused || matched === undefined ? [] : this.#warningsFor(request, matched, scenario)
    const asked = askedBy === undefined ? {} : { scenario, askedBy }
    const call = suite.journal.enter(request, response, { warnings, ...asked })
    const subject = `${call.method} ${call.path}`
    for (const { name, message } of warnings) warn(`${subject}: warning ${name}: ${message}`)
    const note: Answer['note'] = (outcome, status) => {
      call.outcome = outcome
      if (status !== undefined) call.status = status
      if (outcome === 'sent' && response.fault === undefined && matched !== undefined) {
        noteDocumented(call, response, matched.operation)
      }
      const result = [status ?? outcome, call.case].filter((part) => part !== undefined).join(' ')
      log([`${subject}: ${result}`, ...call.violations].join('; '))
    }
    return { response, note }
  }

  #warningsFor(request: MockRequest, matched: MatchedOperation, scenario: Scenario | undefined): Warning[] {
    const { contract, suite, receiver } = this.#settings
    const isOwnId = (id: string) => suite.calls.some(({ reactionId }) => reactionId === id)
    const word = wordOf(messageIdIn(request.body))
    const near = suite.scenarios.nearest(word)
    const isLost = contract.cases.get(scenario?.case ?? '')?.channel === 'callback' && receiver === undefined
    const found = warningsFor(request, matched, contract.keyHeader, isOwnId)
    if (near !== undefined) {
      const message = `the message id wamid.${word} is not a scenario: ${near}`
      found.push({ name: 'near-scenario', message })
    }
    if (isLost) {
      const message = `the callback ${scenario?.case} has no address: ${callbackRemedy}`
      found.push({ name: 'no-callback-address', message })
    }
    return found
  }

  #orderCallbacks(
    { body }: MockRequest,
    { operation, parameters }: MatchedOperation,
    response: MockResponse,
    scenario: Scenario,
  ): void {
    const { contract, suite, receiver } = this.#settings
    const outcomes = contract.callbacks.filter(({ isOutcome }) => isOutcome)
    const callback =
      outcomes.find(({ name }) => name === scenario.case) ??
      outcomes.find(({ name }) => !contract.cases.has(name))
    if (receiver === undefined || callback === undefined) return
    const { delay = 0, copies = 1 } = scenario.callback ?? {}
    const bodies = callbackBodiesOf(callback, {
      operation,
      body,
      phoneNumber: parameters[names.phoneNumber] ?? '',
    })
    const order = {
      callback,
      receiver,
      reactionId: idIn(response.body, operation),
      delay: delay + (scenario.delay ?? 0),
    }
    for (const each of bodies.flatMap((one) => Array<unknown>(copies).fill(one)))
      suite.deliveries.order({ ...order, body: each })
  }
}

function wordOf(messageId = ''): string {
  return messageId.startsWith('wamid.') ? messageId.slice('wamid.'.length) : ''
}

/** Notes which documented case was sent whole, and its id. */
function noteDocumented(call: Call, { status, body }: MockResponse, operation: DocumentedOperation): void {
  const name = caseOf(operation, status, body)?.name
  const reactionId = idIn(body, operation)
  if (name !== undefined) call.case = name
  if (reactionId !== undefined) call.reactionId = reactionId
}
