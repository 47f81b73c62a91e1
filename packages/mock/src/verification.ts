import { matchesPattern } from './call-pattern.ts'
import type { Call, Journal } from './journal.ts'

/** What calls are expected to look like: members of a call, of which each object may leave out members. */
export interface CallPattern {
  method?: string
  path?: string
  query?: object
  headers?: object
  body?: unknown
  outcome?: Call['outcome']
  status?: number
  case?: string
  messageId?: string
}

/** What a suite expects of the calls so far. */
export interface Expectation {
  /** The calls that count. Default: all. */
  matching?: CallPattern | undefined
  /** How many there have to be. Default: at least one, where `matching` is given. */
  times?: number | undefined
  /** Whether an invalid call fails the verification. Default: whether the mock is strict. */
  strict?: boolean | undefined
}

/** What a verification found. */
export interface Verification {
  passed: boolean
  /** How many calls matched. */
  matched: number
  /** How many calls were invalid. */
  invalid: number
  /** Why it did not pass, each a sentence. */
  problems: string[]
}

/** A verification that did not pass. */
export class VerificationError extends Error {
  override readonly name = 'VerificationError'
}

/** More calls than that are not listed in a problem. */
const mostListed = 5

/** Compares the calls so far with what is expected of them. */
export function verifyCalls(
  journal: Journal,
  { matching, times, strict = false }: Expectation,
): Verification {
  const matched = journal.calls.filter((call) => matchesPattern(call, matching ?? {})).length
  const problems = [
    ...countProblems(journal, { matching, times }, matched),
    ...(strict ? invalidProblems(journal) : []),
  ]
  return { passed: problems.length === 0, matched, invalid: journal.invalid, problems }
}

function countProblems(
  { calls, dropped }: Journal,
  { matching, times }: Expectation,
  matched: number,
): string[] {
  if (matching === undefined && times === undefined) return []
  const isMet = times === undefined ? matched > 0 : matched === times
  const subject = matching === undefined ? '' : ` matching ${JSON.stringify(matching)}`
  const expected = times === undefined ? 'At least 1 call' : `Exactly ${times} calls`
  if (!isMet) {
    const list = listText(calls.map(callText))
    return [`${expected}${subject} expected, ${matched} found. The journal has ${list}`]
  }
  if (times === undefined || dropped === 0) return []
  return [
    `Whether there were exactly ${times} calls${subject} is unknown: the journal no longer has the first ${dropped} calls. Reset the mock before each test.`,
  ]
}

function invalidProblems({ calls, invalid }: Journal): string[] {
  if (invalid === 0) return []
  const refused = calls.filter(({ violations }) => violations.length > 0)
  const list = listText(refused.map((call) => `${callText(call)}: ${call.violations.join('; ')}`))
  return [`${invalid === 1 ? '1 call was' : `${invalid} calls were`} invalid. The journal has ${list}`]
}

function callText({ method, path, status, outcome, case: name }: Call): string {
  return [method, path, status ?? outcome, name].filter((part) => part !== undefined).join(' ')
}

function listText(lines: readonly string[]): string {
  if (lines.length === 0) return 'no calls.'
  const left = lines.length - mostListed
  const shown = lines.slice(0, mostListed).map((line) => `\n- ${line}`)
  return `these calls:${shown.join('')}${left > 0 ? `\n- and ${left} more` : ''}`
}
