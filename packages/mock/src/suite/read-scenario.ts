import { member } from '@kaleyra-reactions/model/member'
import { readHeaders } from '../callbacks/receiver.ts'
import { type Contract, caseOf, type DocumentedOperation } from '../contract/contract.ts'
import { explainError } from '../contract/explain.ts'
import { hintFor } from '../hint.ts'
import { readerOf } from './read-given.ts'
import { type CallbackPlan, faults, type Scenario, ScenarioError } from './scenario.ts'

/** Longest time of a timer, in milliseconds. */
const longestDelay: number = 2 ** 31 - 1

const delay = { type: 'number', minimum: 0, maximum: longestDelay }

/** How to give callbacks an address. */
export const callbackRemedy = 'start the mock with callbackUrl (--callback-url)'

/** Reads scenarios, both names and objects. */
export interface ScenarioReader {
  /**
   * Reads a scenario. Its short form is the name of a case (`E110`), `fault-reset`, `delay-2000` (milliseconds) or
   * `status-429`.
   *
   * @throws {ScenarioError} if it is invalid or contradicts itself.
   */
  read(given: unknown): Scenario
  /** The scenario of a short form; `undefined` for any other text. */
  find(text: string): Scenario | undefined
  /** A hint if the text looks like a misspelt short form; `undefined` otherwise. */
  nearest(text: string): string | undefined
}

/** @param hasCallbackUrl whether callbacks have an address. */
export function createScenarioReader(contract: Contract, hasCallbackUrl: boolean): ScenarioReader {
  const { cases } = contract
  const properties = {
    case: { type: 'string', enum: [...cases.keys()] },
    fault: { type: 'string', enum: Object.keys(faults) },
    delay,
    status: { type: 'integer', minimum: 200, maximum: 599 },
    headers: { type: 'object', additionalProperties: { type: 'string' } },
    body: {},
    callback: {
      type: 'object',
      properties: {
        delay,
        copies: { type: 'integer', minimum: 1, maximum: 100 },
      } satisfies Record<keyof CallbackPlan, object>,
      additionalProperties: false,
    },
  } satisfies Record<keyof Scenario, object>
  const readObject = readerOf<Scenario>('scenario', {
    type: 'object',
    properties,
    additionalProperties: false,
    minProperties: 1,
    dependentRequired: { body: ['status'] },
  })
  const shortForms = [
    ...cases.keys(),
    ...Object.keys(faults).map((name) => `fault-${name}`),
    'delay-<ms>',
    'status-<code>',
  ]

  function find(text: string): Scenario | undefined {
    if (cases.has(text)) return readObject({ case: text })
    const fault = Object.keys(faults).find((name) => text === `fault-${name}`)
    if (fault !== undefined) return readObject({ fault })
    const { kind, value } = /^(?<kind>delay|status)-(?<value>\d+)$/.exec(text)?.groups ?? {}
    const number = Number(value)
    if (kind === 'delay' && number <= longestDelay) return { delay: number }
    if (kind === 'status' && number >= 200 && number <= 599) return { status: number }
    return undefined
  }

  return {
    find,
    read(given) {
      const found = typeof given === 'string' ? find(given) : readObject(given)
      if (found !== undefined) return checkParts(found, contract, hasCallbackUrl)
      throw new ScenarioError(`There is no scenario "${given}": ${hintFor(String(given), shortForms)}.`)
    },
    nearest(text) {
      if (find(text) !== undefined) return undefined
      const hint = hintFor(text, shortForms)
      return /^(fault|delay|status)-/i.test(text) || hint.startsWith('did you mean') ? hint : undefined
    },
  }
}

/** Refuses contradictions. */
function checkParts(scenario: Scenario, contract: Contract, hasCallbackUrl: boolean): Scenario {
  const { case: name = '', status, headers, body, callback } = scenario
  const found = contract.cases.get(name)
  if (found?.channel === 'response' && status !== undefined) {
    throw new ScenarioError(`Use "case" or "status", not both: ${name} already has status ${found.status}.`)
  }
  if (status !== undefined && body !== undefined) checkClaim(status, body, contract)
  if (!hasCallbackUrl && (callback !== undefined || found?.channel === 'callback')) {
    const subject = found?.channel === 'callback' ? `The callback ${name}` : '"callback"'
    throw new ScenarioError(`${subject} needs an address: ${callbackRemedy}.`)
  }
  return headers === undefined ? scenario : { ...scenario, headers: readHeaders(headers, '"headers"') }
}

/** Refuses an own response that has a documented code but is not a documented case. */
function checkClaim(status: number, body: unknown, { operations }: Contract): void {
  const code = member(body, 'code')
  const claimed = operations.find(
    ({ cases }) => code !== undefined && cases.some((each) => each.code === code),
  )
  const problem = claimed && claimProblem(claimed, status, body)
  if (problem === undefined) return
  throw new ScenarioError(
    `"body" has the documented code ${code}, but is not a documented case: ${problem}. Use "case", or another code.`,
  )
}

function claimProblem(operation: DocumentedOperation, status: number, body: unknown): string | undefined {
  if (caseOf(operation, status, body) === undefined) {
    const same = operation.cases.filter((each) => each.code === member(body, 'code'))
    const marks = same.map(({ status, key }) => `status ${status}${key ? ` with error.${key}` : ''}`)
    return `it needs ${marks.join(' or ')}`
  }
  const [error] = operation.checkResponse(status)(body)
  return error === undefined ? undefined : explainError(error, 'it')
}
