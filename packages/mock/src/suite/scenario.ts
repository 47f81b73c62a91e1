import type { CaseName } from '../generated/case-names.ts'

/** What can go wrong with a response, by the name of the fault. */
export const faults = {
  reset: 'The connection breaks before the response.',
  stall: 'No response ever arrives.',
  truncated: 'The connection breaks halfway through the body.',
  empty: 'The response has no body.',
  malformed: 'The body is not valid JSON.',
  html: 'A gateway responds with an HTML page and status 502.',
} as const

/** The name of a fault. */
export type Fault = keyof typeof faults

/** What the mock does with a call. At least one member is needed. */
export interface Scenario {
  /** The name of a documented case: a response, or a callback about the failure of an accepted call. */
  case?: CaseName | undefined
  /** What goes wrong with the response. An accepted call stays accepted, so its callbacks follow. */
  fault?: Fault | undefined
  /** Milliseconds until the response. */
  delay?: number | undefined
  /** The status of your own response, in place of a documented one. */
  status?: number | undefined
  /** Headers to add to the response. */
  headers?: Record<string, string> | undefined
  /** The body of your own response. A string is sent as it is, anything else as JSON. Needs `status`. */
  body?: unknown
  /** When and how often the callbacks are sent, if the call is accepted. */
  callback?: CallbackPlan | undefined
}

/** When and how often the callbacks of an accepted call are sent. */
export interface CallbackPlan {
  /** Milliseconds from the response to the callbacks. Default 0. */
  delay?: number | undefined
  /** How many times each callback is sent, unchanged. Default 1. */
  copies?: number | undefined
}

/** The short form of a scenario: the name of a case, a fault, a delay in milliseconds or a status. */
export type ScenarioName = CaseName | `fault-${Fault}` | `delay-${number}` | `status-${number}`

/** A scenario, option, callback or expectation is invalid. The message says which part, and how to correct it. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError'
}

/** Statuses whose response has no body (RFC 9110, 15). */
export const bodilessStatuses: ReadonlySet<number> = new Set([204, 205, 304])
