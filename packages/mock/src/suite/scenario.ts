import type { CaseName } from '../generated/case-names.ts'

/** What can go wrong on the way, and how it shows. */
export const faults = {
  reset: 'The connection breaks before the response.',
  stall: 'No response ever arrives.',
  truncated: 'The connection breaks halfway through the body.',
  empty: 'The response has no body.',
  malformed: 'The body is not valid JSON.',
  html: 'A gateway responds with an HTML page and status 502.',
} as const

/** Name of a fault. */
export type Fault = keyof typeof faults

/** What happens to a call. Every member is optional, but one has to be given. */
export interface Scenario<Name extends string = CaseName> {
  /** The name of a documented case: a response, or a callback that reports the failure of an accepted call. */
  case?: Name | undefined
  /** What goes wrong on the way back. An accepted call stays accepted: its callbacks follow. */
  fault?: Fault | undefined
  /** Milliseconds until the response. */
  delay?: number | undefined
  /** The status of a response of your own. It replaces the documented one. */
  status?: number | undefined
  /** Headers of the response, whichever it is. Their names match in any case. */
  headers?: Record<string, string> | undefined
  /** The body of a response of your own: a text goes out as it is, anything else as JSON. It needs `status`. */
  body?: unknown
  /** How the callbacks of an accepted call come. */
  callback?: CallbackPlan | undefined
}

/** How the callbacks of an accepted call come. */
export interface CallbackPlan {
  /** Milliseconds from the response to the callbacks. Default 0. */
  delay?: number | undefined
  /** How often each callback comes, in the same words. Default 1. */
  copies?: number | undefined
}

/** A scenario in short: the name of a case, a fault, a delay in milliseconds, or a status. */
export type ScenarioName<Name extends string = CaseName> =
  | Name
  | `fault-${Fault}`
  | `delay-${number}`
  | `status-${number}`

/** What a suite told the mock cannot be done. The message says which part is wrong, and what is right. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError'
}

/** Statuses whose response has no body (RFC 9110, 15). */
export const bodilessStatuses: ReadonlySet<number> = new Set([204, 205, 304])
