import type { Case } from '@kaleyra-reactions/model/cases'
import { Ajv2020 } from 'ajv/dist/2020.js'

/** What can go wrong on the way, and how it shows. */
export const faults = {
  reset: 'The connection breaks before the response.',
  stall: 'No response ever comes.',
  truncated: 'The connection breaks within the body.',
  empty: 'The response has no body.',
  malformed: 'The body is not JSON.',
  html: 'The response is the HTML page of a gateway, with status 502.',
} as const

/** Name of a fault. */
export type Fault = keyof typeof faults

/** What happens to a call. Every member is optional; an empty scenario is the usual response. */
export interface Scenario {
  /** The name of a documented case: a response, or a callback that reports the failure of an accepted call. */
  case?: string | undefined
  fault?: Fault | undefined
  /** Milliseconds until the response. */
  delay?: number | undefined
  /** The status of a response of your own, which `headers` and `body` belong to. It replaces the documented one. */
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
 * Reads a scenario. Its short form is the name of a case (`E110`), `fault-reset`, `delay-2000` (milliseconds) or
 * `status-429`.
 *
 * @throws {UnknownScenarioError} when it is not a scenario; the message lists what is known.
 */
export function readScenario(given: string | Scenario, cases: ReadonlyMap<string, Case>): Scenario {
  const scenario = typeof given === 'string' ? findScenario(given, cases) : given
  if (isScenario(scenario) && (scenario.case === undefined || cases.has(scenario.case))) return scenario
  const short = [...cases.keys(), ...Object.keys(faults).map((name) => `fault-${name}`)].join(', ')
  const members = Object.keys(properties).join(', ')
  throw new UnknownScenarioError(
    `There is no scenario ${JSON.stringify(given)}; known: ${short}, delay-<ms>, status-<code>, or an object with ${members}`,
  )
}

/** The scenario of a short form; `undefined` where the text is none. */
export function findScenario(text: string, cases: ReadonlyMap<string, Case>): Scenario | undefined {
  if (cases.has(text)) return { case: text }
  const shortForm = /^(fault-(?<fault>[a-z]+)|(?<kind>delay|status)-(?<number>\d+))$/
  const parts = shortForm.exec(text)?.groups
  if (parts === undefined) return undefined
  const { fault, kind = '', number } = parts
  const scenario: unknown = fault === undefined ? { [kind]: Number(number) } : { fault }
  return isScenario(scenario) ? scenario : undefined
}
