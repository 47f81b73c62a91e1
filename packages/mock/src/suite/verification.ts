import type { Delivery } from '../callbacks/deliveries.ts'
import type { WarningName } from '../contract/warnings.ts'
import type { Outcome } from '../http/exchange.ts'
import { matchesPattern } from './call-pattern.ts'
import type { Call, Journal } from './journal.ts'
import type { Scenario } from './scenario.ts'

/** What calls are expected to look like: members of a call, of which each object may leave out members. */
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
  /** Texts, each of which is a part of one of the call's violations. */
  violations?: readonly string[] | undefined
  /** Names of warnings that the call has. */
  warnings?: readonly WarningName[] | undefined
}

/** What a suite expects of the calls so far. */
export interface Expectation {
  /** The calls that count. Default: all that were not refused. */
  matching?: CallPattern | undefined
  /** How many there have to be. Default: at least one, where `matching` is given. */
  times?: number | undefined
  /**
   * Whether these fail the verification: a refused call, a warning, a queued scenario that no call used, and a callback
   * that did not arrive, got another status than 2xx, or is still under way. Default: whether the mock is strict.
   */
  strict?: boolean | undefined
  /** Warnings that `strict` lets pass. */
  allow?: readonly WarningName[] | undefined
}

/** What a verification found. */
export interface Verification {
  passed: boolean
  /** How many calls matched. */
  matched: number
  /** How many calls were refused. */
  invalid: number
  /** How many calls the journal no longer has. */
  dropped: number
  /** Why it did not pass, each a sentence. */
  problems: string[]
}

/** A verification that did not pass. */
export class VerificationError extends Error {
  override readonly name = 'VerificationError'
}

/** What is compared with an expectation. */
export interface Verified {
  journal: Journal
  /** The queued scenarios that no call has used. */
  waiting: readonly Scenario<string>[]
  callbacks: readonly Delivery[]
}

/** More calls than that are not listed in a problem. */
const mostListed = 5

/** Compares the calls so far with what is expected of them. */
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
  const invalid = calls.filter(isRefused).length
  return { passed: problems.length === 0, matched, invalid, dropped, problems }
}

/** What a strict suite does not let pass, each a sentence. */
export function strictProblems(
  { journal, waiting, callbacks }: Verified,
  allow: readonly WarningName[],
): string[] {
  const { calls, dropped } = journal
  const refused = calls.filter(isRefused).map((call) => `${callText(call)}: ${call.violations.join('; ')}`)
  const warned = calls.flatMap((call) =>
    call.warnings
      .filter(({ name }) => !allow.includes(name))
      .map(({ name, message }) => `${callText(call)}: ${name}: ${message}`),
  )
  const notTaken = callbacks.flatMap(callbackProblems)
  const unused = waiting.map((scenario) => JSON.stringify(scenario)).join(', ')
  return [
    ...(refused.length > 0 ? [`Refused calls:${listText(refused)}`] : []),
    ...(warned.length > 0 ? [`Warnings that "allow" does not name:${listText(warned)}`] : []),
    ...(waiting.length > 0 ? [`No call used these queued scenarios: ${unused}`] : []),
    ...(notTaken.length > 0 ? [`Callbacks that were not delivered:${listText(notTaken)}`] : []),
    ...(dropped > 0 ? [`The first calls could not be checked. ${droppedText(dropped)}`] : []),
  ]
}

/** A call that the mock refused counts only where it is looked for as such. */
function matches(call: Call, { violations = [], warnings = [], ...pattern }: CallPattern = {}): boolean {
  const isLookedFor = violations.length > 0 || pattern.case !== undefined || pattern.status !== undefined
  if (isRefused(call) && !isLookedFor) return false
  return (
    violations.every((text) => call.violations.some((violation) => violation.includes(text))) &&
    warnings.every((name) => call.warnings.some((warning) => warning.name === name)) &&
    matchesPattern(call, pattern)
  )
}

function isRefused({ violations }: Call): boolean {
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

/** Why a callback is no success, if so. */
function callbackProblems({ name, receiver, status, error }: Delivery): string[] {
  if (error === undefined && status !== undefined && status >= 200 && status <= 299) return []
  const unanswered = 'is still pending: first await mock.settled(), or GET /__mock/settled'
  const answer = status === undefined ? unanswered : `the receiver responded with ${status}`
  return [`callback ${name} to ${receiver}: ${error === undefined ? answer : `did not arrive: ${error}`}`]
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
