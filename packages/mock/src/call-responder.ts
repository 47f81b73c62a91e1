import { randomBytes } from 'node:crypto'
import { member } from '@kaleyra-reactions/model/member'
import { checkAllowLists } from './allow-lists.ts'
import { type Contract, type DocumentedOperation, type MatchedOperation, operationsAt } from './contract.ts'
import { decoded } from './decoded.ts'
import type { Engine } from './engine.ts'
import {
  failureResponse,
  jsonResponse,
  type MockRequest,
  type MockResponse,
  messageIdOf,
  problemResponse,
} from './exchange.ts'
import type { OpenCall } from './journal.ts'
import type { MockOptions } from './options.ts'
import { callbackRemedy } from './read-scenario.ts'
import { type KnownScenario, ScenarioError } from './scenario.ts'
import type { Scope, Scopes } from './scopes.ts'
import { warningsFor } from './warnings.ts'
import { nearWishOf, type Wish, wishOf } from './wish.ts'

/** Larger bodies are refused with 413. In bytes. */
export const largestBody = 1_000_000

/** A response, and what is to happen on its way. */
export interface Answer {
  response: MockResponse
  scenario: KnownScenario
  /** The entry in the journal; `undefined` for what is no call: the reserved path, and the question of a browser. */
  call: OpenCall | undefined
  /** The operation that was called; `undefined` where it was none. */
  operation: DocumentedOperation | undefined
}

/** What responding to calls takes. */
interface CallSettings {
  contract: Contract
  engine: Engine
  scopes: Scopes
  options: MockOptions
  hasReceiver: boolean
  log(line: string): void
}

/** What is known of a request that was not read. */
export interface UnreadRequest {
  method: string
  path: string
}

const unknownRequest: UnreadRequest = { method: '?', path: '?' }

/** What was decided about a call. */
interface Decision {
  response: MockResponse
  /** Absent where the call was refused before it was asked for one. */
  wish: Wish | undefined
}

/** Responds to the calls of a suite's own code, and enters each in the journal. */
export class CallResponder {
  readonly #settings: CallSettings

  constructor(settings: CallSettings) {
    this.#settings = settings
  }

  async respond(request: MockRequest): Promise<Answer> {
    const { contract, scopes } = this.#settings
    const matched = operationsAt(request.path, contract).find(
      ({ operation }) => operation.method === request.method,
    )
    const scope = scopes.of(sidOf(matched))
    // Used up by this call, whatever becomes of it; and by no other request.
    const queued = matched === undefined ? undefined : scope.queue.take()
    const { response, wish } = await this.#decide(request, matched, scope, queued)
    const isRefused = response.violations.length > 0
    const scenario = isRefused ? {} : (wish?.scenario ?? {})
    const warnings = isRefused ? [] : this.#warningsFor(request, matched, scenario)
    const call = scope.journal.open(request, response.violations, {
      warnings,
      ...(wish?.origin !== undefined && { scenario: wish.scenario, askedBy: wish.origin }),
      ...notGivenOf(response, wish, queued),
    })
    this.#tell(request, response, warnings)
    if (isRefused) scopes.invalidCalls += 1
    const isAccepted = matched !== undefined && !isRefused && response.status < 300
    if (isAccepted) this.#orderCallbacks(request, matched, scope, { response, scenario })
    return { response, scenario, call, operation: matched?.operation }
  }

  /** Notes a request that was refused before it was read. */
  refuseUnread(refusal: MockResponse, { method, path }: UnreadRequest = unknownRequest): void {
    const { scopes } = this.#settings
    const nothing = {
      query: {},
      headers: {},
      repeatedHeaders: [],
      text: '',
      size: 0,
      body: undefined,
      bodyProblem: undefined,
    }
    const request: MockRequest = { method, path, ...nothing }
    const call = scopes.common.journal.open(request, refusal.violations, {})
    call.sent({ status: refusal.status, case: undefined, messageId: undefined, isBroken: false })
    this.#tell(request, refusal, [])
    scopes.invalidCalls += 1
  }

  /** Judges the request first: what was asked for does not hide what is wrong with it. */
  async #decide(
    request: MockRequest,
    matched: MatchedOperation | undefined,
    scope: Scope,
    queued: KnownScenario | undefined,
  ): Promise<Decision> {
    const { contract, engine, options } = this.#settings
    let wish: Wish | undefined
    try {
      const refusal = refusalAtTheEdge(request)
      if (refusal !== undefined) return { response: refusal, wish }
      if (matched === undefined) return { response: await refusalOfPath(request, engine), wish }
      wish = wishOf({ request, matched, contract, queued, queue: scope.queue })
      const listed = checkAllowLists(request, matched, contract, options)
      const judged = listed ?? (await engine(request))
      if (judged.violations.length > 0) return { response: judged, wish }
      return { response: await this.#fulfil(wish, request, matched.operation, judged), wish }
    } catch (error) {
      const response =
        error instanceof ScenarioError ? problemResponse(400, error.message) : failureResponse(error)
      return { response, wish }
    }
  }

  /** The response that was asked for, to a valid request. */
  async #fulfil(
    { scenario, preference }: Wish,
    request: MockRequest,
    operation: DocumentedOperation,
    usual: MockResponse,
  ): Promise<MockResponse> {
    const isPreferred = preference.code !== undefined || preference.example !== undefined
    const documented = isPreferred ? await this.#settings.engine(request, preference) : usual
    const response = scenario.status === undefined ? withOwnId(documented, operation) : ownResponse(scenario)
    return { ...response, headers: { ...response.headers, ...scenario.headers } }
  }

  #warningsFor(
    request: MockRequest,
    matched: MatchedOperation | undefined,
    scenario: KnownScenario,
  ): string[] {
    const { contract, hasReceiver } = this.#settings
    const near = matched === undefined ? undefined : nearWishOf(request.body, contract)
    const isLost = contract.cases.get(scenario.case ?? '')?.channel === 'callback' && !hasReceiver
    const lost = `${scenario.case} is a callback, and no address is set for it: ${callbackRemedy}`
    return [
      ...(matched === undefined ? [] : warningsFor(request, matched.operation, contract.keyHeader)),
      ...(near === undefined ? [] : [near]),
      ...(isLost ? [lost] : []),
    ]
  }

  #tell({ method, path }: MockRequest, { status, violations }: MockResponse, warnings: string[]): void {
    const { log } = this.#settings
    const reasons = violations.map(({ message }) => message)
    if (reasons.length > 0) log(`${method} ${path}: ${status}; ${reasons.join('; ')}`)
    for (const warning of warnings) log(`${method} ${path}: warning: ${warning}`)
  }

  #orderCallbacks(
    { body }: MockRequest,
    { operation, parameters }: MatchedOperation,
    { deliveries }: Scope,
    { response, scenario }: { response: MockResponse; scenario: KnownScenario },
  ): void {
    const { callbacks, cases } = this.#settings.contract
    const callback =
      callbacks.find(({ name }) => name === scenario.case) ?? callbacks.find(({ name }) => !cases.has(name))
    if (callback === undefined) return
    deliveries.order({
      callback,
      call: { operation, body, phoneNumber: parameters['phone_number'] ?? '' },
      messageId: messageIdOf(response, operation),
      responseDelay: scenario.delay ?? 0,
      plan: scenario.callback ?? {},
    })
  }
}

/** The refusal of what cannot be read at all. */
function refusalAtTheEdge({ size, path, headers }: MockRequest): MockResponse | undefined {
  const { expect = '100-continue' } = headers
  if (expect.toLowerCase() !== '100-continue') {
    return problemResponse(
      417,
      `The expect header must be "100-continue" or missing; it is ${JSON.stringify(expect)}.`,
    )
  }
  if (size > largestBody) {
    const title = `The body is larger than ${largestBody} bytes.`
    return problemResponse(413, title, { connection: 'close' })
  }
  return decoded(path) === undefined
    ? problemResponse(400, 'The path is not validly percent-encoded.')
    : undefined
}

function sidOf(matched: MatchedOperation | undefined): string | undefined {
  return decoded(matched?.parameters['sid'] ?? '')
}

/** The refusal of what is no operation. Prism finds one for some paths that are written otherwise than in the document. */
async function refusalOfPath(request: MockRequest, engine: Engine): Promise<MockResponse> {
  const response = await engine(request)
  if (response.violations.length > 0) return response
  return problemResponse(
    404,
    'no path matched: a part of the path is empty, or is percent-encoded where the document has it plain',
  )
}

/** Why a scenario that was used up, or asked for, was not given. */
function notGivenOf(
  { violations }: MockResponse,
  wish: Wish | undefined,
  queued: KnownScenario | undefined,
): { notGiven?: string } {
  const hasAsked = queued !== undefined || wish?.origin !== undefined
  if (violations.length > 0 && hasAsked) {
    return { notGiven: 'the call itself was refused; see violations' }
  }
  if (queued !== undefined && wish?.origin !== 'next') {
    return {
      notGiven: `the queued scenario ${JSON.stringify(queued)} gave way to what the request itself asked for`,
    }
  }
  return {}
}

/** The response that a suite wrote itself. */
function ownResponse({ status = 200, body }: KnownScenario): MockResponse {
  const response = jsonResponse(status, body)
  if (body === undefined) return { ...response, headers: {} }
  return typeof body === 'string'
    ? { ...response, headers: { 'content-type': 'text/plain; charset=utf-8' } }
    : response
}

/** Shorter ids would not be unique. */
const shortestId = 20

/** An accepted request gets an id of its own, as long as the one in the sample of Kaleyra's page. */
function withOwnId(response: MockResponse, operation: DocumentedOperation): MockResponse {
  const sample = messageIdOf(response, operation)
  const { idPath = [] } = operation
  if (sample === undefined) return response
  const length = Math.max(sample.length, shortestId)
  const id = randomBytes(length).toString('hex').slice(1, length).toUpperCase()
  return { ...response, body: withMember(response.body, idPath, `${sample.slice(0, 1)}${id}`) }
}

/** A copy of a value in which the member at a path has another value. */
function withMember(value: unknown, [name, ...inner]: readonly string[], next: unknown): unknown {
  if (name === undefined) return next
  return Object.assign({}, value, { [name]: withMember(member(value, name), inner, next) })
}
