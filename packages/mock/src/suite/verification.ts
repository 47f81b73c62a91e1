import type { Delivery } from '../callbacks/deliveries.ts'
import type { WarningName } from '../contract/warnings.ts'
import type { Outcome } from '../http/exchange.ts'
import { matchesPattern } from './call-pattern.ts'
import type { Call, Journal } from './journal.ts'
import type { Scenario } from './scenario.ts'

/** The members that a call must have. Objects in them may be partial. */
export interface CallPattern {
  method?: string | undefined
  path?: string | undefined
  query?: Record<string, unknown> | undefined
  headers?: Record<string, string> | undefined
  body?: unknown
  outcome?: Outcome | undefined
  status?: number | undefined
  case?: string | undefined
  reactionId?: string | undefined
  /** Texts that must occur in the call's violations. */
  violations?: readonly string[] | undefined
  /** Names of warnings that the call must have. */
  warnings?: readonly WarningName[] | undefined
}

/** What you expect of the calls so far. */
export interface Expectation {
  /** The calls to count. Invalid ones count only if this names their case, status or violations. Default: all others. */
  matching?: CallPattern | undefined
  /** How many calls must match. Default: at least one, if there is `matching`. */
  times?: number | undefined
  /**
   * Whether these also fail the verification: an invalid call, a warning, a queued scenario that no call used, and a callback
   * that failed, got a status other than 2xx, or is still pending. Default: the option `strict` of the mock.
   */
  strict?: boolean | undefined
  /** Warnings that do not fail a strict verification, in addition to those of the mock. */
  allow?: readonly WarningName[] | undefined
}

/** The result of a verification. */
export interface Verification {
  passed: boolean
  /** How many calls matched. */
  matched: number
  /** How many calls were invalid. */
  invalid: number
  /** How many calls the journal has dropped. */
  dropped: number
  /** Why the verification failed. */
  problems: string[]
}

/** A verification failed. The message has its problems. */
export class VerificationError extends Error {
  override readonly name = 'VerificationError'
}

/** The state that is compared with an expectation. */
export interface Verified {
  journal: Journal
  /** The queued scenarios that no call has used. */
  waiting: readonly Scenario[]
  callbacks: readonly Delivery[]
}

/** How many calls a problem lists. */
const mostListed = 5

/** Compares the calls so far with an expectation. */
export function verifyCalls(
  verified: Verified,
  { matching, times, strict = false, allow = [] }: Expectation,
): Verification {
  const { journal } = verified
  const { calls, dropped } = journal
  const matched = calls.filter((call) => matches(call, matching)).length
  const problems = [
    ...countProblems(journal, { matching, times }, matched),
    ...(strict ? strictProblems(verified, allow) : []),
  ]
  const invalid = calls.filter(isInvalid).length
  return { passed: problems.length === 0, matched, invalid, dropped, problems }
}

/** The problems that only fail a strict verification. */
export function strictProblems(
  { journal, waiting, callbacks }: Verified,
  allow: readonly WarningName[],
): string[] {
  const { calls, dropped } = journal
  const invalid = calls.filter(isInvalid).map((call) => `${callText(call)}: ${call.violations.join('; ')}`)
  const warned = calls.flatMap((call) =>
    call.warnings
      .filter(({ name }) => !allow.includes(name))
      .map(({ name, message }) => `${callText(call)}: ${name}: ${message}`),
  )
  const notTaken = callbacks.flatMap(callbackProblems)
  const unused = waiting.map((scenario) => JSON.stringify(scenario)).join(', ')
  return [
    ...(invalid.length > 0 ? [`Invalid calls:${listText(invalid)}`] : []),
    ...(warned.length > 0 ? [`Warnings that "allow" does not name:${listText(warned)}`] : []),
    ...(waiting.length > 0 ? [`No call used these queued scenarios: ${unused}`] : []),
    ...(notTaken.length > 0 ? [`Callbacks that were not delivered:${listText(notTaken)}`] : []),
    ...(dropped > 0 ? [`The first calls could not be checked. ${droppedText(dropped)}`] : []),
  ]
}

/** An invalid call counts only if the pattern names its case, status or violations. */
function matches(call: Call, { violations = [], warnings = [], ...pattern }: CallPattern = {}): boolean {
  const isLookedFor = violations.length > 0 || pattern.case !== undefined || pattern.status !== undefined
  if (isInvalid(call) && !isLookedFor) return false
  return (
    violations.every((text) => call.violations.some((violation) => violation.includes(text))) &&
    warnings.every((name) => call.warnings.some((warning) => warning.name === name)) &&
    matchesPattern(call, pattern)
  )
}

function isInvalid({ violations }: Call): boolean {
  return violations.length > 0
}

function countProblems(
  { calls, dropped }: Journal,
  { matching, times }: Expectation,
  matched: number,
): string[] {
  if (matching === undefined && times === undefined) return []
  const subject = matching === undefined ? '' : ` matching ${JSON.stringify(matching)}`
  const isMet = times === undefined ? matched > 0 : matched === times
  if (!isMet) {
    const expected = times === undefined ? 'at least 1 call' : `exactly ${countText(times)}`
    const note = dropped > 0 ? ` ${droppedText(dropped)}` : ''
    const list =
      calls.length > 0 ? ` The journal has:${listText(calls.map(callText))}` : ' The journal is empty.'
    return [`Expected ${expected}${subject}, found ${matched}.${note}${list}`]
  }
  if (times === undefined || dropped === 0) return []
  return [`It is unknown whether there were exactly ${countText(times)}${subject}. ${droppedText(dropped)}`]
}

/** Why a callback was not delivered, if so. */
function callbackProblems({ name, receiver, status, error }: Delivery): string[] {
  if (error === undefined && status !== undefined && status >= 200 && status <= 299) return []
  const unanswered = 'is still pending: first await mock.settled(), or GET /__mock/settled'
  const answer = status === undefined ? unanswered : `the receiver responded with ${status}`
  return [`callback ${name} to ${receiver}: ${error ?? answer}`]
}

function droppedText(dropped: number): string {
  return `The journal has dropped ${countText(dropped)}: reset the mock before each test.`
}

function countText(count: number): string {
  return count === 1 ? '1 call' : `${count} calls`
}

function callText({ method, path, status, outcome, case: name, violations }: Call): string {
  const parts = [method, path, status ?? outcome, name, violations.length > 0 ? 'refused' : undefined]
  return parts.filter((part) => part !== undefined).join(' ')
}

function listText(lines: readonly string[]): string {
  const left = lines.length - mostListed
  const shown = lines.slice(0, mostListed).map((line) => `\n- ${line}`)
  return `${shown.join('')}${left > 0 ? `\n- and ${left} more` : ''}`
}
