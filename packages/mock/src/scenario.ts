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
 * @throws when it is none of these, or an object with a member that cannot be; the message lists what is known.
 */
export function scenarioOf(given: string | Scenario, contract: Contract): Scenario {
  const scenario = typeof given === 'string' ? scenarioIn(given, contract) : given
  const wrong = typeof scenario === 'object' && scenario !== null ? wrongMember(scenario, contract) : given
  if (scenario !== undefined && wrong === undefined) return scenario
  const known = [...contract.cases.keys(), ...Object.keys(faults).map((name) => `fault-${name}`)]
  throw new UnknownScenarioError(
    `No scenario is ${JSON.stringify(wrong)}; known: ${known.join(', ')}, delay-<ms>, status-<code>, or an object with ${[...members.keys()].join(', ')}`,
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

/** What the members of a scenario may hold. */
const members = new Map<string, (value: unknown, contract: Contract) => boolean>([
  ['case', (value, { cases }) => typeof value === 'string' && cases.has(value)],
  ['fault', isFault],
  ['delay', (value) => typeof value === 'number' && value >= 0 && value < 2 ** 31],
  ['status', (value) => typeof value === 'number' && /^[2-5]\d\d$/.test(`${value}`)],
  ['headers', isHeaders],
  ['body', () => true],
])

function wrongMember(scenario: Scenario, contract: Contract): object | undefined {
  const wrong = Object.entries(scenario).find(
    ([name, value]) => value !== undefined && !members.get(name)?.(value, contract),
  )
  return wrong && Object.fromEntries([wrong])
}

function isHeaders(value: unknown): boolean {
  try {
    new Headers(Object(value))
    return typeof value === 'object'
  } catch {
    return false
  }
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
