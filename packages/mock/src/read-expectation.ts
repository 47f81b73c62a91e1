import { hintFor } from '@kaleyra-reactions/model/problem'
import type { Type } from '@kaleyra-reactions/model/types'
import type { Call } from './journal.ts'
import { isJsonValue, isObject, isWhole, type Member, membersProblemOf } from './members.ts'
import { ScenarioError } from './scenario.ts'
import { hasMemberAt, unknownMembersOf } from './unknown-members.ts'
import type { CallPattern, Expectation } from './verification.ts'

/** What expectations are checked against. */
export interface Expectable {
  /** The names of the documented responses. */
  responses: readonly string[]
  /** Headers whose values the journal does not have, in lower case. */
  secrets: readonly string[]
  /** What the body of a call can be, one for each operation. */
  bodyTypes: readonly Type[]
  /** The calls so far. */
  calls: readonly Call[]
}

const outcomes = ['pending', 'sent', 'broken', 'abandoned']

const isText = (value: unknown) => typeof value === 'string'
const isJsonObject = (value: unknown) => isObject(value) && isJsonValue(value)

const expectationMembers: Record<keyof Expectation, Member> = {
  matching: { takes: 'an object with members of a call', accepts: isObject },
  times: {
    takes: 'a whole number from 0 on',
    accepts: (value) => isWhole(value, 0, Number.MAX_SAFE_INTEGER),
  },
  strict: { takes: 'true or false', accepts: (value) => typeof value === 'boolean' },
}

const patternMembers: Record<keyof CallPattern, Member> = {
  method: { takes: 'a method in capitals', accepts: (value) => /^[A-Z]+$/.test(String(value)) },
  path: {
    takes: 'a whole path as a text, from its first / on and without the query',
    accepts: (value) => isText(value) && /^\/[^?]*$/.test(String(value)),
  },
  query: { takes: 'an object of JSON values', accepts: isJsonObject },
  headers: { takes: 'an object of texts', accepts: isJsonObject },
  body: { takes: 'a JSON value', accepts: isJsonValue },
  outcome: { takes: `one of ${outcomes.join(', ')}`, accepts: (value) => outcomes.includes(String(value)) },
  status: { takes: 'a whole number from 100 to 599', accepts: (value) => isWhole(value, 100, 599) },
  case: { takes: 'the name of a response', accepts: isText },
  messageId: { takes: 'a text', accepts: isText },
}

/**
 * Reads an expectation. What no call can match is refused: looked for in vain, it would pass for a call that did not come.
 *
 * @throws {ScenarioError} where it is no expectation.
 */
export function readExpectation(given: unknown, expectable: Expectable): Expectation {
  if (!isObject(given)) {
    const known = Object.keys(expectationMembers).join(', ')
    throw new ScenarioError(`an expectation is an object with ${known}, not ${JSON.stringify(given)}.`)
  }
  refuse(membersProblemOf('an expectation', given, expectationMembers))
  const { matching, ...others }: Expectation = { ...given }
  return matching === undefined ? others : { ...others, matching: readPattern(matching, expectable) }
}

function readPattern(given: CallPattern, expectable: Expectable): CallPattern {
  const { responses, secrets } = expectable
  refuse(membersProblemOf('"matching"', given, patternMembers))
  const lost = Object.entries(given).find(([, value]) => value === undefined)?.[0]
  if (lost !== undefined) refuse(`"${lost}" of "matching" is undefined. Leave it out, or give a value.`)
  const { case: name, headers } = given
  if (name !== undefined && !responses.includes(name)) {
    refuse(`There is no response "${name}": ${hintFor(name, responses)}.`)
  }
  checkBody(given.body, expectable)
  if (headers === undefined) return given
  const inLowerCase = Object.entries(headers).map(([header, value]) => [header.toLowerCase(), value])
  const masked = inLowerCase.find(([header]) => secrets.includes(header))?.[0]
  if (masked !== undefined) {
    refuse(
      `"headers": the journal masks ${masked}. To accept some values only, give the mock the list of them.`,
    )
  }
  return { ...given, headers: Object.fromEntries(inLowerCase) }
}

/** A member that neither the document nor a call has is a slip. An invalid call can have it: then it may be looked for. */
function checkBody(body: unknown, { bodyTypes, calls }: Expectable): void {
  const unknown = unknownMembersOf(body, bodyTypes)
  const slip = unknown.find(({ path }) => !calls.some((call) => hasMemberAt(call.body, path)))
  if (slip === undefined) return
  const { path, known } = slip
  const hint = hintFor(path.at(-1) ?? '', [...new Set(known)])
  refuse(
    `"body" of "matching": ${path.join('.')} is in no call so far, nor in the document: ${hint}. To find calls with members that are not documented, give "strict": true.`,
  )
}

function refuse(problem: string | undefined): void {
  if (problem !== undefined) throw new ScenarioError(problem)
}
