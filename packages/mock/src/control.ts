import type { Delivery } from './callbacks.ts'
import { jsonResponse, type MockRequest, type MockResponse, problemResponse } from './exchange.ts'
import type { Scenario } from './scenario.ts'

/** A call that arrived. The credentials in its headers are masked. */
export interface Call extends MockRequest {
  /** Where it contradicts the document: place and reason. */
  violations: string[]
  /** The status of the response. */
  status: number
  /** The documented case that the response is. */
  case?: string | undefined
  /** What was asked to happen to it. */
  scenario?: Scenario | undefined
}

/** What a suite tells the mock, and learns from it. */
export interface Control {
  /** Says what happens to the next calls, one scenario for each call. */
  next(...scenarios: readonly (string | Scenario)[]): void
  /** Says what happens to every call that nothing else is said for, until further notice. */
  always(scenario: string | Scenario): void
  /** Forgets scenarios, calls and callbacks. */
  reset(): void
  /** The last 1,000 calls, oldest first. */
  readonly calls: readonly Call[]
  /** The last 1,000 callbacks, oldest first. */
  readonly callbacks: readonly Delivery[]
  /** The names of the documented responses that were given, and of those that were not. */
  coverage(): { exercised: string[]; missing: string[] }
  /** Resolves when every callback so far is delivered, or has failed. */
  settled(): Promise<void>
}

/** The reserved path. Below it, a suite in another language tells the mock what to do, and reads what happened. */
export const controlPath = '/__mock'

const actions: Record<string, (control: Control, text: string) => unknown> = {
  'GET calls': ({ calls }) => calls,
  'GET callbacks': ({ callbacks }) => callbacks,
  'GET coverage': ({ coverage }) => coverage(),
  'POST next': ({ next }, text) => next(...[JSON.parse(text)].flat()),
  'POST always': ({ always }, text) => always(JSON.parse(text)),
  'POST reset': ({ reset }) => reset(),
}

/**
 * Does what a request to the reserved path asks for.
 *
 * @throws when the body is not JSON, or not a scenario.
 */
export function respondToControl({ method, path, text }: MockRequest, control: Control): MockResponse {
  const act = actions[`${method} ${path.slice(controlPath.length + 1)}`]
  if (!act) {
    return problemResponse(404, `Known below ${controlPath}/: ${Object.keys(actions).join(', ')}.`)
  }
  const body = act(control, text)
  return jsonResponse(body === undefined ? 204 : 200, body)
}
