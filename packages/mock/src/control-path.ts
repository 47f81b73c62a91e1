import { hintFor } from '@kaleyra-reactions/model/problem'
import { repeatedMembersOf } from '@kaleyra-reactions/model/repeated-members'
import { jsonResponse, type MockRequest, type MockResponse, problemResponse } from './exchange.ts'
import type { Call } from './journal.ts'
import { ScenarioError } from './scenario.ts'
import type { Scope, Scopes } from './scopes.ts'
import type { Verification } from './verification.ts'

/** The reserved path. Below it, a suite in another language tells the mock what to do, and reads what happened. */
export const controlPath = '/__mock'

/** What the actions of the reserved path work with. */
interface ControlCall {
  scope: Scope
  /** The value of the body; `undefined` where it is empty. */
  value: unknown
}

const done: MockResponse = jsonResponse(204, undefined)

const actions: Readonly<Record<string, (call: ControlCall) => MockResponse | Promise<MockResponse>>> = {
  'GET health': () => jsonResponse(200, { status: 'ok' }),
  'GET calls': ({ scope }) => jsonResponse(200, scope.control.calls.map(printable)),
  'GET callbacks': ({ scope }) => jsonResponse(200, scope.control.callbacks),
  'GET coverage': ({ scope }) => jsonResponse(200, scope.control.coverage()),
  'GET settled': async ({ scope }) => {
    await scope.control.settled()
    return jsonResponse(200, scope.control.callbacks)
  },
  'GET verify': ({ scope }) => verificationResponse(scope.compare({})),
  'POST verify': ({ scope, value = {} }) => verificationResponse(scope.compare(value)),
  'POST next': ({ scope, value }) => {
    scope.queue.next([value].flat())
    return done
  },
  'POST always': ({ scope, value }) => {
    scope.queue.always(value)
    return done
  },
  'POST reset': ({ scope }) => {
    scope.control.reset()
    return done
  },
}

/** Does what a request to the reserved path asks for. */
export async function respondToControl(request: MockRequest, scopes: Scopes): Promise<MockResponse> {
  // Tools that wait for a server ask with HEAD; the server leaves the body out.
  const method = request.method === 'HEAD' ? 'GET' : request.method
  const name = `${method} ${request.path.slice(controlPath.length + 1)}`
  const act = Object.hasOwn(actions, name) ? actions[name] : undefined
  if (act === undefined) {
    const hint = hintFor(name, Object.keys(actions))
    return problemResponse(404, `${name} is unknown below ${controlPath}/: ${hint}.`)
  }
  try {
    return await act({ scope: scopeOf(request, name, scopes), value: jsonValueOf(request) })
  } catch (error) {
    if (error instanceof ScenarioError) return problemResponse(400, error.message)
    throw error
  }
}

/**
 * The scope that the query names: `?sid=…`. What tells the mock something opens it; what asks does not: a scope that no one
 * opened has seen no call, so every check of it would pass.
 */
function scopeOf({ query }: MockRequest, name: string, scopes: Scopes): Scope {
  const { sid, ...others } = query
  const [other] = Object.keys(others)
  if (other !== undefined)
    throw new ScenarioError(`"${other}" is unknown in the query: ${hintFor(other, ['sid'])}.`)
  if (sid === undefined) return scopes.common
  if (Array.isArray(sid)) throw new ScenarioError('"sid" stands more than once in the query. Give one.')
  const opens = ['POST next', 'POST always', 'POST reset'].includes(name)
  const scope = opens || sid === '' ? scopes.open(sid) : scopes.found(sid)
  if (scope !== undefined) return scope
  throw new ScenarioError(
    `There is no scope "${sid}". Open it before its calls: POST ${controlPath}/reset?sid=${encodeURIComponent(sid)}.`,
  )
}

/** The body as JSON, whatever its content type: curl sends another one unless told otherwise. */
function jsonValueOf({ text, bodyProblem }: MockRequest): unknown {
  if (bodyProblem !== undefined) throw new ScenarioError(`${bodyProblem}. It takes JSON, such as "E110".`)
  if (text === '') return undefined
  const value = parsed(text)
  const [repeated] = repeatedMembersOf(text)
  if (repeated !== undefined) throw new ScenarioError(`"${repeated}" is given more than once. Give one.`)
  return value
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new ScenarioError(
      'The body is not JSON. It takes JSON, such as "E110" (with its quotes) or {"status":429}.',
    )
  }
}

/** A verification that did not pass is no success, so that `curl --fail` and `raise_for_status` see it. */
function verificationResponse(verification: Verification): MockResponse {
  return jsonResponse(verification.passed ? 200 : 409, verification)
}

/** A call as JSON can show it: a body that is nested too deeply is left to its text. */
function printable(call: Call): unknown {
  try {
    JSON.stringify(call.body)
    return call
  } catch {
    const { body: _, ...others } = Object.getOwnPropertyDescriptors(call)
    return Object.defineProperties({}, others)
  }
}
