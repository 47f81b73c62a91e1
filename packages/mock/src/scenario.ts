import { Ajv2020 } from 'ajv/dist/2020.js'
import parsePreferHeader from 'parse-prefer-header'
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

const properties = {
  case: { type: 'string' },
  fault: { enum: Object.keys(faults) },
  delay: { type: 'number', minimum: 0, exclusiveMaximum: 2 ** 31 },
  status: { type: 'integer', minimum: 200, maximum: 599 },
  headers: {
    type: 'object',
    propertyNames: { pattern: "^[\\w!#$%&'*+.^`|~-]+$" },
    additionalProperties: { type: 'string', pattern: '^[\\t\\x20-\\x7e\\x80-\\xff]*$' },
  },
  body: true,
}
const schema = { type: 'object', properties, additionalProperties: false }
const isScenario = new Ajv2020().compile<Scenario>(schema)

/** A scenario that neither the document nor the mock knows. */
export class UnknownScenarioError extends Error {}

/**
 * Reads a scenario, also from its short form: a case (`E110`), `fault-reset`, `delay-2000` (milliseconds) or `status-429`.
 *
 * @throws {UnknownScenarioError} when it is none, or has a member that cannot be; the message lists what is known.
 */
export function readScenario(given: string | Scenario, cases: Contract['cases']): Scenario {
  const scenario = typeof given === 'string' ? findScenario(given, cases) : given
  if (isScenario(scenario) && (scenario.case === undefined || cases.has(scenario.case))) return scenario
  const short = [...cases.keys(), ...Object.keys(faults).map((name) => `fault-${name}`)].join(', ')
  const members = Object.keys(properties).join(', ')
  throw new UnknownScenarioError(
    `No scenario is ${JSON.stringify(given)}; known: ${short}, delay-<ms>, status-<code>, or an object with ${members}`,
  )
}

/** The scenario of a short form, or `undefined` where it is none. */
export function findScenario(text: string, cases: Contract['cases']): Scenario | undefined {
  if (cases.has(text)) return { case: text }
  const isShort = /^(fault-[a-z]+|(delay|status)-\d+)$/.test(text)
  const [kind = '', value = ''] = isShort ? text.split('-') : []
  const scenario = { [kind]: kind === 'fault' ? value : Number(value) }
  return isScenario(scenario) ? scenario : undefined
}

/**
 * `Prefer: code=401, example=WA401` or the query form `__code`, `__example`.
 *
 * @throws {UnknownScenarioError} when the code is no status.
 */
export function preferenceOf({ headers, query }: EngineRequest): Preference {
  const { code = query['__code'] ?? '', example = query['__example'] } = parsePreferHeader(headers['prefer'])
  if (/^(\d{3})?$/.test(`${code}`)) return { code: Number(code) || undefined, example: example?.toString() }
  throw new UnknownScenarioError(`The code ${code} is no status; it takes one of the document, such as 401.`)
}
