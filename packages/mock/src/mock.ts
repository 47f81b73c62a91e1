import { randomBytes } from 'node:crypto'
import { keyHeaderOf } from '@kaleyra-reactions/spec/cases'
import { type Delivery, deliver } from './callbacks.ts'
import { answerControl, controlPath } from './control.ts'
import { caseOf, readContract } from './document.ts'
import { type Answer, createEngine, type EngineRequest, json, type Preference, problem } from './engine.ts'
import type { MockOptions } from './options.ts'
import { refusalOf } from './refusal.ts'
import { findScenario, preferenceOf, readScenario, type Scenario, UnknownScenarioError } from './scenario.ts'

/** A call that arrived, the credentials in its headers masked. */
export interface Call extends EngineRequest {
  /** How it breaks the document: place and reason. */
  violations: string[]
  /** The status it was answered with. */
  status: number
  /** The documented case it was answered with. */
  case?: string | undefined
  /** What was asked to happen to it. */
  scenario?: Scenario | undefined
}

/** What a suite tells the mock, and learns from it. */
export interface Control {
  /** What happens to the next calls, one each. */
  next(...scenarios: readonly (string | Scenario)[]): void
  /** What happens to every call for which nothing else is said, until further notice. */
  always(scenario: string | Scenario): void
  /** Forgets scenarios, calls and callbacks. */
  reset(): void
  /** The last 1,000 calls, oldest first. */
  readonly calls: readonly Call[]
  /** The last 1,000 callbacks, oldest first. */
  readonly callbacks: readonly Delivery[]
  /** The documented answers that were given, and those that were not. */
  coverage(): { exercised: string[]; missing: string[] }
  /** Ends when every callback so far is delivered, or has failed. */
  settled(): Promise<void>
}

/** Answers calls by the document and by what the suite says. */
export interface Responder extends Control {
  reply(request: EngineRequest): Promise<Answer>
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
  return { ...control, reply }

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
    const answers = [...contract.cases.values()].filter(({ channel }) => channel === 'answer')
    const names = answers.map(({ name }) => name)
    const missing = names.filter((name) => !exercised.has(name))
    return { exercised: names.filter((name) => exercised.has(name)), missing }
  }

  async function reply(request: EngineRequest): Promise<Answer> {
    try {
      return request.path.startsWith(controlPath) ? answerControl(request, control) : await judge(request)
    } catch (error) {
      if (error instanceof UnknownScenarioError) return problem(400, error.message)
      if (error instanceof URIError) return problem(400, 'The path is not validly encoded.')
      if (error instanceof SyntaxError)
        return problem(400, 'The body must be JSON, such as "E110" or {"status":429}.')
      return problem(500, `The mock failed: ${Object(error).message}`)
    }
  }

  async function judge(request: EngineRequest): Promise<Answer> {
    const { preference, scenario } = wishOf(request)
    const judged = refusalOf(request, contract, options) ?? (await engine(request, preference))
    const { violations = [] } = judged
    // What breaks the document is refused, whatever was asked for.
    const isFree = violations.length === 0 && caseOf(contract, judged) !== undefined
    const answer =
      scenario.status && isFree ? json(scenario.status, scenario.body, scenario.headers) : withOwnId(judged)
    const { method, path, headers, text } = request
    const { status } = answer
    const found = caseOf(contract, answer)
    const masks = secrets.filter((name) => name in headers).map((name) => [name, '***'])
    const masked = { ...request, headers: { ...headers, ...Object.fromEntries(masks) } }
    keep(calls, { ...masked, violations, status, case: found, scenario })
    if (found !== undefined) exercised.add(found)
    if (violations.length > 0) options.log?.(`${method} ${path}: ${status}; ${violations.join('; ')}`)
    if (status < 300) delivered = report(text, scenario, delivered)
    return isFree ? { ...answer, scenario } : answer
  }

  /** What the request itself asks for wins, then what the suite said, then a message id that names a scenario. */
  function wishOf(request: EngineRequest): { preference: Preference; scenario: Scenario } {
    const { code, example } = preferenceOf(request)
    const [, word = ''] = /"message_id"\s*:\s*"wamid\.([^"]+)"/.exec(request.text) ?? []
    const said = () => queue.shift() ?? standing ?? findScenario(word, contract.cases) ?? {}
    const asked = example === undefined ? undefined : read(example)
    const scenario = asked ?? (code === undefined ? said() : {})
    const status = contract.cases.get(scenario.case ?? '')?.status
    const named = status === undefined ? undefined : scenario.case
    if (code && status && code !== status)
      throw new UnknownScenarioError(`${named} has status ${status}, not ${code}.`)
    return { preference: { code: code ?? status, example: named }, scenario }
  }

  async function report(text: string, scenario: Scenario, earlier: Promise<void>): Promise<void> {
    const callback =
      contract.callbacks.find(([name]) => name === scenario.case) ??
      contract.callbacks.find(([name]) => !contract.cases.has(name))
    if (!callback || options.callbackUrl === undefined || text === '') return earlier
    const done = await deliver(callback, text, contract, options)
    keep(callbacks, done)
    options.log?.(`callback ${done.name} (source: ${done.source}): ${done.error ?? done.status}`)
    await earlier
  }
}

/** Adds to a list that does not grow for ever. */
function keep<Item>(list: Item[], item: Item): void {
  list.push(item)
  if (list.length > 1000) list.shift()
}

/** An accepted request gets an id of its own, of the length that the vendor's sample has. */
function withOwnId(answer: Answer): Answer {
  const { data } = Object(answer.body)
  if (typeof data?.message_id !== 'string') return answer
  const id = randomBytes(10).toString('hex').slice(1).toUpperCase()
  return { ...answer, body: { ...Object(answer.body), data: { ...data, message_id: `A${id}` } } }
}
