import { randomBytes } from 'node:crypto'
import { member, textMember } from '@kaleyra-reactions/model/member'
import { keyHeaderOf } from '@kaleyra-reactions/model/operations'
import { checkAllowLists } from './allow-lists.ts'
import { type Delivery, deliverCallback } from './callbacks.ts'
import { caseOf, readContract } from './contract.ts'
import { type Call, type Control, controlPath, respondToControl } from './control.ts'
import { createEngine } from './engine.ts'
import { jsonResponse, type MockRequest, type MockResponse, problemResponse } from './exchange.ts'
import type { MockOptions } from './options.ts'
import { type Preference, readPreference } from './preference.ts'
import { findScenario, readScenario, type Scenario, UnknownScenarioError } from './scenario.ts'

/** Responds to requests by the document and by what the suite says. */
export interface Responder extends Control {
  respond(request: MockRequest): Promise<MockResponse>
}

/** What a call asks for: a documented response, and what is to happen to it. */
interface Wish {
  preference: Preference
  scenario: Scenario
}

/** @throws when the document cannot be read or trusted. */
export async function createResponder(options: MockOptions): Promise<Responder> {
  const contract = readContract(options.document)
  const engine = await createEngine(contract)
  const read = (given: string | Scenario) => readScenario(given, contract.cases)
  const queue: Scenario[] = []
  const calls: Call[] = []
  const callbacks: Delivery[] = []
  const secrets = [keyHeaderOf(contract.document), 'authorization', 'cookie']
  const exercised = new Set<string>()
  let delivered = Promise.resolve()
  let standing: Scenario | undefined

  const control = { next, always, reset, calls, callbacks, coverage, settled: () => delivered }
  return { ...control, respond }

  function next(...given: readonly (string | Scenario)[]): void {
    queue.push(...given.map(read))
  }
  function always(scenario: string | Scenario): void {
    standing = read(scenario)
  }
  function reset(): void {
    for (const list of [queue, calls, callbacks]) list.length = 0
    exercised.clear()
    standing = undefined
  }
  function coverage(): { exercised: string[]; missing: string[] } {
    const responses = [...contract.cases.values()].filter(({ channel }) => channel === 'response')
    const names = responses.map(({ name }) => name)
    const missing = names.filter((name) => !exercised.has(name))
    return { exercised: names.filter((name) => exercised.has(name)), missing }
  }

  async function respond(request: MockRequest): Promise<MockResponse> {
    try {
      const isControl = request.path.startsWith(controlPath)
      return isControl ? respondToControl(request, control) : await respondToCall(request)
    } catch (error) {
      if (error instanceof UnknownScenarioError) return problemResponse(400, error.message)
      if (error instanceof URIError) return problemResponse(400, 'The path is not validly encoded.')
      if (error instanceof SyntaxError)
        return problemResponse(400, 'The body must be JSON, such as "E110" or {"status":429}.')
      return problemResponse(500, `The mock failed: ${error instanceof Error ? error.message : error}`)
    }
  }

  async function respondToCall(request: MockRequest): Promise<MockResponse> {
    const { preference, scenario } = requestedScenario(request)
    const documented = checkAllowLists(request, contract, options) ?? (await engine(request, preference))
    const { violations = [] } = documented
    // A request that contradicts the document is refused, whatever was asked for.
    const mayVary = violations.length === 0 && caseOf(contract, documented) !== undefined
    const response =
      scenario.status && mayVary
        ? jsonResponse(scenario.status, scenario.body, scenario.headers)
        : withOwnId(documented)
    const { method, path, headers, text } = request
    const { status } = response
    const name = caseOf(contract, response)
    const masks = secrets.filter((secret) => secret in headers).map((secret) => [secret, '***'])
    const masked = { ...request, headers: { ...headers, ...Object.fromEntries(masks) } }
    addTo(calls, { ...masked, violations, status, case: name, scenario })
    if (name !== undefined) exercised.add(name)
    if (violations.length > 0) options.log?.(`${method} ${path}: ${status}; ${violations.join('; ')}`)
    if (status < 300) delivered = followUp(text, scenario, delivered)
    return mayVary ? { ...response, scenario } : response
  }

  /**
   * What the request itself asks for comes first, then what the suite said, then a message id that names a scenario.
   *
   * @throws {UnknownScenarioError} when the request asks for a scenario that is not known.
   */
  function requestedScenario(request: MockRequest): Wish {
    const { code, example } = readPreference(request)
    const word = /"message_id"\s*:\s*"wamid\.(?<word>[^"]+)"/.exec(request.text)?.groups?.['word'] ?? ''
    const fromSuite = () => queue.shift() ?? standing ?? findScenario(word, contract.cases) ?? {}
    const fromRequest = example === undefined ? undefined : read(example)
    const scenario = fromRequest ?? (code === undefined ? fromSuite() : {})
    const status = contract.cases.get(scenario.case ?? '')?.status
    const name = status === undefined ? undefined : scenario.case
    if (code && status && code !== status)
      throw new UnknownScenarioError(`${name} has status ${status}, not ${code}.`)
    return { preference: { code: code ?? status, example: name }, scenario }
  }

  /** Delivers the callback of an accepted call. Resolves when the earlier callbacks are delivered as well. */
  async function followUp(text: string, scenario: Scenario, earlier: Promise<void>): Promise<void> {
    const { callbackUrl: url, callbackHeaders: headers } = options
    const callback =
      contract.callbacks.find(({ name }) => name === scenario.case) ??
      contract.callbacks.find(({ name }) => !contract.cases.has(name))
    if (!callback || url === undefined || text === '') return earlier
    const delivery = await deliverCallback({ callback, text, contract, url, headers })
    addTo(callbacks, delivery)
    const { name, source, error, status } = delivery
    options.log?.(`callback ${name} (source: ${source}): ${error ?? status}`)
    await earlier
  }
}

/** Adds to a list that keeps the last 1,000 items. */
function addTo<Item>(list: Item[], item: Item): void {
  list.push(item)
  if (list.length > 1000) list.shift()
}

/** An accepted request gets an id of its own, as long as the one in the sample of Kaleyra's page. */
function withOwnId(response: MockResponse): MockResponse {
  const data = member(response.body, 'data')
  if (textMember(data, 'message_id') === undefined) return response
  const id = randomBytes(10).toString('hex').slice(1).toUpperCase()
  const ownData = Object.assign({}, data, { message_id: `A${id}` })
  return { ...response, body: Object.assign({}, response.body, { data: ownData }) }
}
