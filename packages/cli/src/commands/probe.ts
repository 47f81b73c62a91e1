import { createTransport, isApiError, KaleyraError } from '@kaleyra-reactions/client'
import { member, memberNames, textMember } from '@kaleyra-reactions/model/member'
import { names, operation } from '../document/document.ts'
import { variableOf } from '../settings/setting-names.ts'
import { clientOptions, type Settings } from '../settings/settings.ts'
import { caseOf, describeError } from '../terminal/describe-error.ts'
import type { Ending } from '../terminal/errors.ts'
import { connectionRemedy } from '../terminal/remedies.ts'
import { type Check, failed, passed } from './doctor-check.ts'

const assumption = 'This assumes that Kaleyra checks the key, SID and number before the body.'

/** What a probe shows. */
export interface Probe {
  check: Check
  /** How the program ends because of it. */
  ending: Ending
}

/**
 * Makes one call that has no recipient, so that it is addressed to nobody, and tells from the response whether key, SID and
 * business number are good.
 */
export async function probe(settings: Settings): Promise<Probe> {
  const options = clientOptions(settings)
  const call = createTransport({ ...options, maxRetries: 0 })
  const parameters = {
    [names.sid]: options.sid,
    [names.phoneNumber]: options.phoneNumber.replaceAll(/\D/g, ''),
  }
  const { operationId, path } = operation
  const method = operation.method.toUpperCase()
  try {
    const { status } = await call({ operationId, method, path, parameters, body: bodyToNobody() })
    const remedy = 'Kaleyra accepted a call without a recipient, which it should refuse. Look for a callback.'
    return { check: failed('Probe', `accepted (${status})`, remedy), ending: 'refused' }
  } catch (error) {
    const check = checkOf(error)
    return { check, ending: check.ok ? 'done' : describeError(error).ending }
  }
}

/** The sample body of the document without its recipient. */
function bodyToNobody(): object {
  const body = operation.body?.samples[0]?.example.value
  const message = member(body, names.message)
  const kept = memberNames(message).filter((name) => name !== names.to)
  return { [names.message]: Object.fromEntries(kept.map((name) => [name, member(message, name)])) }
}

/** What was answered. The errors themselves speak of a reaction that may have been accepted, and this call holds none. */
function responseOf(error: unknown): string {
  if (isApiError(error)) {
    const told = [error.code, textMember(error.body, 'message')].filter(Boolean).join(' ')
    return told === '' ? `response ${error.status}` : `response ${error.status}: ${told}`
  }
  return error instanceof KaleyraError ? 'no usable response' : describeError(error).message
}

/** What the response says about the settings. A complaint about the body means that everything before it was good. */
function checkOf(error: unknown): Check {
  const message = responseOf(error)
  const known = caseOf(error)?.error
  if (known?.kind === 'request')
    return passed('Probe', `key, SID and number are good: Kaleyra rejected only the body. ${assumption}`)
  if (known === undefined) {
    const remedy = isApiError(error)
      ? 'This response says nothing about the key, SID and number.'
      : `The key, SID and number could not be tested. ${connectionRemedy(error)}`
    return failed('Probe', message, remedy)
  }
  const settings = known.unknown?.map(variableOf).join(', ')
  const wrong = settings === undefined ? [] : [`Check ${settings}.`]
  return failed('Probe', message, [known.meaning, ...wrong, known.action, assumption].join(' '))
}
