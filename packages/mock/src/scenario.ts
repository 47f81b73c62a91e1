import type { Contract } from './document.ts'
import type { EngineRequest, Preference } from './engine.ts'

/** What can go wrong on the way, and how it shows. */
export const faults = {
  reset: 'The connection breaks before the answer.',
  stall: 'No answer ever comes.',
  truncated: 'The connection breaks within the body.',
  empty: 'The answer has no body.',
  malformed: 'The body is no JSON.',
  html: "A gateway's page with status 502.",
} as const

/** Name of a fault. */
export type Fault = keyof typeof faults

/** What happens to a call, all of it optional; without anything it is answered as usual. */
export interface Scenario {
  /** A documented case by name: an answer, or a callback that reports the failure of an accepted call. */
  case?: string | undefined
  fault?: Fault | undefined
  /** Milliseconds until the answer. */
  delay?: number | undefined
  /** An answer of your own, instead of a documented one. */
  status?: number | undefined
  headers?: Record<string, string> | undefined
  body?: unknown
}

/**
 * Reads a scenario from its short form: a case (`E110`), `fault-reset`, `delay-2000` (milliseconds) or `status-429`.
 *
 * @throws when it is none of these; the message lists the known ones.
 */
export function scenarioOf(given: string | Scenario, contract: Contract): Scenario {
  const scenario = typeof given === 'string' ? scenarioIn(given, contract) : checked(given, contract)
  if (scenario) return scenario
  const known = [...contract.cases.keys(), ...Object.keys(faults).map((name) => `fault-${name}`)]
  const name = typeof given === 'string' ? given : JSON.stringify(given)
  throw new UnknownScenarioError(
    `No answer is named ${name}; known: ${known.join(', ')}, delay-<ms>, status-<code>`,
  )
}

/** A scenario that neither the document nor the mock knows. */
export class UnknownScenarioError extends Error {}

/** The scenario of a short form, or `undefined` where it is none. */
export function scenarioIn(text: string, contract: Contract): Scenario | undefined {
  if (contract.cases.has(text)) return { case: text }
  const [, kind, value = ''] = /^(fault|delay|status)-(\w+)$/.exec(text) ?? []
  if (kind === 'fault' && isFault(value)) return { fault: value }
  if (kind === 'delay' && /^\d{1,6}$/.test(value)) return { delay: Number(value) }
  if (kind === 'status' && /^[2-5]\d\d$/.test(value)) return { status: Number(value) }
  return undefined
}

function checked(given: Scenario, contract: Contract): Scenario | undefined {
  const { case: name, fault, status = 200, delay = 0, headers = {} } = Object(given)
  const isKnown = name === undefined || contract.cases.has(name)
  const isStatus = Number.isInteger(status) && status >= 200 && status <= 599
  const isDelay = typeof delay === 'number' && delay >= 0 && delay < 2 ** 31
  const isPossible = fault === undefined || isFault(fault)
  return isKnown && isStatus && isDelay && isPossible && typeof headers === 'object' ? given : undefined
}

function isFault(name: unknown): name is Fault {
  return typeof name === 'string' && Object.hasOwn(faults, name)
}

/** `Prefer: code=401, example=WA401` or the query form `__code`, `__example`. */
export function preferenceOf({ headers, query }: EngineRequest): Preference {
  const entries = (headers['prefer'] ?? '').split(/[,;]/).map((part) => part.trim().split('='))
  const header = new Map(entries.map(([name = '', value = '']) => [name, value]))
  const code = Number(header.get('code') ?? query['__code'])
  return { code: code || undefined, example: header.get('example') ?? query['__example'] }
}
