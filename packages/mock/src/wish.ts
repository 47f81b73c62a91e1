import { member, memberNames } from '@kaleyra-reactions/model/member'
import type { Contract, MatchedOperation } from './contract.ts'
import type { MockRequest } from './exchange.ts'
import { type Preference, readPreference } from './preference.ts'
import { findScenario, nearScenario, readScenario } from './read-scenario.ts'
import { type KnownScenario, ScenarioError } from './scenario.ts'
import type { ScenarioOrigin, ScenarioQueue } from './scenario-queue.ts'

/** What a call asks for: a documented response, and what is to happen to it. */
export interface Wish {
  scenario: KnownScenario
  preference: Preference
  /** Absent where nothing was asked for. */
  origin: ScenarioOrigin | undefined
}

/** What a wish is found in. */
export interface WishSources {
  request: MockRequest
  matched: MatchedOperation
  contract: Contract
  /** The scenario that the call used up. */
  queued: KnownScenario | undefined
  queue: ScenarioQueue
}

/**
 * What is asked for. The request itself comes first (`Prefer`, or the query), then the next scenario of the queue, then the
 * standing one, then a message id that names a scenario.
 *
 * @throws {ScenarioError} when the request asks for what is not known, or the document does not have it for the operation.
 */
export function wishOf({ request, matched, contract, queued, queue }: WishSources): Wish {
  const { cases } = contract
  const { caseNames, operationId } = matched.operation
  const { code, example } = readPreference(request)
  const { scenario, origin } = chosenOf({ request, matched, contract, queued, queue }, { code, example })
  const found = cases.get(scenario.case ?? '')
  const isResponse = found?.channel === 'response'
  if (isResponse && !caseNames.has(found.name)) {
    throw new ScenarioError(`${found.name} is no response of ${operationId}.`)
  }
  const status = isResponse ? found.status : scenario.status
  if (code !== undefined && status !== undefined && code !== status) {
    throw new ScenarioError(`${example} has status ${status}, not ${code}.`)
  }
  const preference = {
    code: code ?? (isResponse ? status : undefined),
    example: isResponse ? found.name : undefined,
  }
  return { scenario, preference, origin }
}

function chosenOf(
  { request, matched, contract, queued, queue }: WishSources,
  { code, example }: Preference,
): Pick<Wish, 'scenario' | 'origin'> {
  const { cases } = contract
  if (example !== undefined) {
    // An address for callbacks is asked for with a warning: the request comes from the code under test.
    const scenario = readScenario(example, { cases, hasCallbackUrl: true })
    return { scenario, origin: 'the request' }
  }
  if (code !== undefined) return { scenario: {}, origin: 'the request' }
  if (queued !== undefined) return { scenario: queued, origin: 'next' }
  if (queue.standing !== undefined) return { scenario: queue.standing, origin: 'always' }
  const named = findScenario(wordOf(messageIdIn(request.body)), cases)
  const isOther =
    named?.case !== undefined &&
    cases.get(named.case)?.channel === 'response' &&
    !matched.operation.caseNames.has(named.case)
  if (named === undefined || isOther) return { scenario: {}, origin: undefined }
  return { scenario: named, origin: 'the message id' }
}

/** A warning where the message id of a call nearly names a scenario, which the call then does not get. */
export function nearWishOf(body: unknown, { cases }: Contract): string | undefined {
  const word = wordOf(messageIdIn(body))
  const hint = nearScenario(word, cases, 'wamid.')
  return hint === undefined ? undefined : `the message id wamid.${word} asks for nothing: ${hint}`
}

function wordOf(messageId: string): string {
  return /^wamid\.(?<word>.*)$/s.exec(messageId)?.groups?.['word'] ?? ''
}

/** The message id of a body, wherever it stands. A body so deep that this fails is none that the document admits. */
function messageIdIn(body: unknown, depth = 0): string {
  const own = member(body, 'message_id')
  if (typeof own === 'string') return own
  if (depth > 10) return ''
  for (const name of memberNames(body)) {
    const found = messageIdIn(member(body, name), depth + 1)
    if (found !== '') return found
  }
  return ''
}
