import type { Case } from '@kaleyra-reactions/model/cases'
import { hintFor } from '@kaleyra-reactions/model/problem'
import { isJsonValue, isObject, isWhole, type Member, membersProblemOf } from './members.ts'
import {
  bodilessStatuses,
  type CallbackPlan,
  type Fault,
  faults,
  type KnownScenario,
  type Scenario,
  ScenarioError,
} from './scenario.ts'

/** What scenarios are checked against. */
export interface Known {
  cases: ReadonlyMap<string, Case>
  /** Whether callbacks have an address to go to. */
  hasCallbackUrl: boolean
}

/** Longest time of a timer, in milliseconds. */
const longestDelay: number = 2 ** 31 - 1

const members: Record<keyof Scenario, Member> = {
  case: { takes: 'the name of a case', accepts: (value) => typeof value === 'string' },
  fault: {
    takes: `one of ${Object.keys(faults).join(', ')}`,
    accepts: (value) => typeof value === 'string' && Object.hasOwn(faults, value),
  },
  delay: { takes: `milliseconds, from 0 to ${longestDelay}`, accepts: isDelay },
  status: { takes: 'a whole number from 200 to 599', accepts: (value) => isWhole(value, 200, 599) },
  headers: { takes: 'an object of texts', accepts: isPlain },
  body: { takes: 'a JSON value', accepts: isJsonValue },
  callback: { takes: 'an object with delay and copies', accepts: isObject },
}

const callbackMembers: Record<keyof CallbackPlan, Member> = {
  delay: { takes: `milliseconds, from 0 to ${longestDelay}`, accepts: isDelay },
  copies: { takes: 'a whole number from 1 to 100', accepts: (value) => isWhole(value, 1, 100) },
}

/** Headers that say how a body is sent: a wrong one would break the connection, which is what faults are for. */
const framingHeaders = ['content-length', 'transfer-encoding']

const headerName = /^[\w!#$%&'*+.^`|~-]+$/
const headerValue = /^[\t\x20-\x7e\x80-\xff]*$/

/**
 * Reads a scenario. Its short form is the name of a case (`E110`), `fault-reset`, `delay-2000` (milliseconds) or
 * `status-429`. The names of its headers are in lower case then.
 *
 * @throws {ScenarioError} when it is not a scenario, or when a part of it could not be given.
 */
export function readScenario(given: unknown, known: Known): KnownScenario {
  if (typeof given === 'string') {
    const found = findScenario(given, known.cases)
    if (found === undefined)
      throw new ScenarioError(`There is no scenario "${given}": ${knownText(given, known)}.`)
    return checkScenario(found, known)
  }
  if (!isObject(given)) {
    throw new ScenarioError(
      `A scenario is a text or an object, not ${JSON.stringify(given)}; ${knownText('', known)}.`,
    )
  }
  checkMembers('a scenario', given, members)
  if (saysNothing(given)) {
    throw new ScenarioError(
      `This scenario says nothing: give ${Object.keys(members).join(', ')}, or for the usual response ${usualText(known)}.`,
    )
  }
  return checkScenario(given, known)
}

/** Tells whether a scenario has no member, or only members that say nothing. A body that is empty is a body. */
function saysNothing(given: object): boolean {
  return Object.entries(given).every(
    ([name, value]) => value === undefined || (name !== 'body' && isObject(value) && saysNothing(value)),
  )
}

/** How the usual response is asked for, in words. */
function usualText({ cases }: Known): string {
  const success = [...cases.values()].find(
    ({ channel, error }) => channel === 'response' && error === undefined,
  )
  return success === undefined ? 'a "delay" of 0' : `the name of its case, such as "${success.name}"`
}

/** The scenario of a short form; `undefined` where the text is none. */
export function findScenario(text: string, cases: ReadonlyMap<string, Case>): KnownScenario | undefined {
  if (cases.has(text)) return { case: text }
  const { kind, value = '' } = /^(?<kind>fault|delay|status)-(?<value>[a-z]+|\d+)$/.exec(text)?.groups ?? {}
  if (kind === 'fault') return isFault(value) ? { fault: value } : undefined
  const number = Number(value)
  if (kind === 'delay' && members.delay.accepts(number)) return { delay: number }
  if (kind === 'status' && members.status.accepts(number)) return { status: number }
  return undefined
}

function checkMembers(owner: string, given: object, known: Readonly<Record<string, Member>>): void {
  const problem = membersProblemOf(owner, given, known)
  if (problem !== undefined) throw new ScenarioError(problem)
}

/** Refuses what contradicts itself: a part that could not be given is not dropped silently. */
function checkScenario(scenario: KnownScenario, known: Known): KnownScenario {
  const { case: name, fault, status, body, callback } = scenario
  const found = name === undefined ? undefined : known.cases.get(name)
  if (name !== undefined && found === undefined) {
    throw new ScenarioError(`There is no case "${name}": ${hintFor(name, [...known.cases.keys()])}.`)
  }
  if (callback !== undefined) checkMembers('"callback"', callback, callbackMembers)
  checkCase(found, scenario)
  checkCallback(found, scenario, known)
  if (body !== undefined && status === undefined) {
    throw new ScenarioError('"body" belongs to a response of your own: give its "status" too.')
  }
  if (body !== undefined && status !== undefined && bodilessStatuses.has(status)) {
    throw new ScenarioError(`A response with status ${status} has no body: leave "body" out.`)
  }
  if (fault !== undefined) checkFault(fault, scenario)
  return scenario.headers === undefined ? scenario : { ...scenario, headers: readHeaders(scenario.headers) }
}

/** A documented response has its own status and body. */
function checkCase(found: Case | undefined, { status, body }: KnownScenario): void {
  if (found?.channel !== 'response') return
  if (status !== undefined) {
    throw new ScenarioError(
      `"case" and "status" exclude each other: ${found.name} has status ${found.status}. Leave one of them out.`,
    )
  }
  if (body !== undefined) {
    throw new ScenarioError(
      `"case" and "body" exclude each other: ${found.name} has its own body. Give "status" and "body" alone.`,
    )
  }
}

/** Callbacks follow an accepted call, and need an address. */
function checkCallback(found: Case | undefined, scenario: KnownScenario, { hasCallbackUrl }: Known): void {
  const { callback, status } = scenario
  const isCallbackCase = found?.channel === 'callback'
  if (!isCallbackCase && callback === undefined) return
  const subject = isCallbackCase ? `The case ${found.name} is a callback` : '"callback" is about callbacks'
  const actual = status ?? (found?.channel === 'response' ? found.status : undefined)
  if (actual !== undefined && actual >= 300) {
    throw new ScenarioError(`${subject}, and none follows a call that is refused with status ${actual}.`)
  }
  if (!hasCallbackUrl) {
    throw new ScenarioError(`${subject}, and no address is set for them: ${callbackRemedy}.`)
  }
}

/** How callbacks get an address, in words. */
export const callbackRemedy = 'start the mock with callbackUrl (--callback-url)'

function checkFault(fault: Fault, { status, headers, body }: KnownScenario): void {
  const given = Object.entries({ status, headers, body }).flatMap(([name, value]) =>
    value === undefined ? [] : [name],
  )
  const lost: Record<Fault, readonly string[]> = {
    reset: given,
    stall: given,
    html: given,
    empty: given.filter((name) => name === 'body'),
    truncated: [],
    malformed: [],
  }
  const [first] = lost[fault]
  if (first !== undefined) {
    throw new ScenarioError(`"fault" and "${first}" exclude each other: ${fault} means: ${faults[fault]}`)
  }
  const needsBody = fault === 'truncated' || fault === 'malformed'
  if (needsBody && status !== undefined && (body === undefined || body === '')) {
    throw new ScenarioError(`The fault ${fault} needs a body, and this response has none: give "body".`)
  }
}

/** Headers with their names in lower case. */
function readHeaders(headers: Record<string, string>): Record<string, string> {
  const read: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    const lower = name.toLowerCase()
    if (!headerName.test(name))
      throw new ScenarioError(`"headers": ${JSON.stringify(name)} is no header name.`)
    if (typeof value !== 'string' || !headerValue.test(value)) {
      throw new ScenarioError(`"headers": the value of ${name} must be a text in one line, in Latin-1.`)
    }
    if (framingHeaders.includes(lower)) {
      throw new ScenarioError(`"headers": ${name} is set by the mock. To break a response, give a "fault".`)
    }
    if (Object.hasOwn(read, lower)) throw new ScenarioError(`"headers": ${lower} is given twice.`)
    read[lower] = value
  }
  return read
}

/** The short forms of scenarios. */
function shortFormsOf(cases: Known['cases']): string[] {
  return [
    ...cases.keys(),
    ...Object.keys(faults).map((name) => `fault-${name}`),
    'delay-<ms>',
    'status-<code>',
  ]
}

/**
 * What a word would have to be to name a scenario, where it nearly does: it begins like a short form, or is written like
 * the name of a case. `undefined` where it is meant for something else.
 */
export function nearScenario(word: string, cases: Known['cases'], prefix: string): string | undefined {
  const isNear =
    /^(fault|delay|status)-/i.test(word) || [...cases.keys()].some((name) => shapeOf(name) === shapeOf(word))
  if (!isNear || findScenario(word, cases) !== undefined) return undefined
  const forms = shortFormsOf(cases).map((form) => prefix + form)
  return hintFor(prefix + word, forms)
}

/** A name without case, marks, and the number and values of its digits: codes of one kind have one shape. */
function shapeOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
    .replaceAll(/[0-9]+/g, '0')
}

/** The words that a scenario takes, the nearest first. */
function knownText(word: string, { cases }: Known): string {
  return `${hintFor(word, shortFormsOf(cases))}, or an object with ${Object.keys(members).join(', ')}`
}

/** Tells whether an object shows its members: an object of `Headers`, say, does not. */
function isPlain(value: unknown): boolean {
  return isObject(value) && isJsonValue(value)
}

function isFault(text: string): text is Fault {
  return Object.hasOwn(faults, text)
}

function isDelay(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= longestDelay
}
