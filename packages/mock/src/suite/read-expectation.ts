import { warningNames } from '../contract/warnings.ts'
import type { Outcome } from '../http/exchange.ts'
import { readerOf } from './read-given.ts'
import { ScenarioError } from './scenario.ts'
import type { CallPattern, Expectation } from './verification.ts'

/** The schema of a list of warning names. */
export const warningList: object = { type: 'array', items: { type: 'string', enum: warningNames } }

const outcomes = ['pending', 'sent', 'broken', 'abandoned'] satisfies Outcome[]

/**
 * Makes a function that checks expectations.
 *
 * @param responses the names of the documented responses.
 * @param secrets headers that the journal masks, in lower case.
 */
export function createExpectationReader(
  responses: readonly string[],
  secrets: readonly string[],
): (given: unknown) => Expectation {
  const matching = {
    method: { type: 'string', pattern: '^[A-Z]+$', example: 'POST' },
    path: { type: 'string', pattern: '^/[^?]*$', example: '/v2/HX/whatsapp/919000000001/messages' },
    query: { type: 'object' },
    headers: { type: 'object', additionalProperties: { type: 'string' } },
    body: {},
    outcome: { type: 'string', enum: outcomes },
    status: { type: 'integer', minimum: 100, maximum: 599 },
    case: { type: 'string', enum: responses },
    reactionId: { type: 'string' },
    violations: { type: 'array', items: { type: 'string', minLength: 1 } },
    warnings: warningList,
  } satisfies Record<keyof CallPattern, object>
  const properties = {
    matching: { type: 'object', properties: matching, additionalProperties: false },
    times: { type: 'integer', minimum: 0 },
    strict: { type: 'boolean' },
    allow: warningList,
  } satisfies Record<keyof Expectation, object>
  const read = readerOf<Expectation>('expectation', {
    type: 'object',
    properties,
    additionalProperties: false,
  })
  return (given) => {
    const expectation = read(given)
    const { headers } = expectation.matching ?? {}
    if (headers === undefined) return expectation
    const inLowerCase = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])
    const masked = inLowerCase.find(([name = '']) => secrets.includes(name))?.[0]
    if (masked !== undefined) {
      throw new ScenarioError(
        `Invalid expectation: the journal masks ${masked}. To accept only certain keys, start the mock with apiKeys (--api-keys).`,
      )
    }
    return { ...expectation, matching: { ...expectation.matching, headers: Object.fromEntries(inLowerCase) } }
  }
}
