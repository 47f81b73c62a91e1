import { createTransport, isApiError } from '@kaleyra-reactions/client'
import { member, memberNames } from '@kaleyra-reactions/model/member'
import { operation } from './catalogue.ts'
import { type Check, failed, passed } from './check.ts'
import { caseOf, describeError } from './describe-error.ts'
import { variableOf } from './setting-names.ts'
import { clientOptions, type Settings } from './settings.ts'

const assumption = 'That Kaleyra checks key, SID and number before the body is an assumption.'

/**
 * Makes one call that has no recipient, so that it is addressed to nobody, and tells from the response whether key, SID and
 * business number are good.
 */
export async function probe(settings: Settings): Promise<Check[]> {
  const options = clientOptions(settings)
  const call = createTransport({ ...options, maxRetries: 0 })
  const parameters = { sid: options.sid, phone_number: options.phoneNumber.replaceAll(/\D/g, '') }
  const { operationId, path } = operation
  const method = operation.method.toUpperCase()
  try {
    const { status } = await call({ operationId, method, path, parameters, body: bodyToNobody() })
    const remedy = 'Kaleyra took a call without a recipient, which it should refuse. Look for a callback.'
    return [failed('Probe', `accepted (${status})`, remedy)]
  } catch (error) {
    return [checkOf(error)]
  }
}

/** The sample body of the document without its recipient. */
function bodyToNobody(): object {
  const body = operation.body?.samples[0]?.example.value
  const message = member(body, 'messaging_object')
  const kept = memberNames(message).filter((name) => name !== 'to')
  return { messaging_object: Object.fromEntries(kept.map((name) => [name, member(message, name)])) }
}

/** What the response says about the settings. A complaint about the body means that everything before it was good. */
function checkOf(error: unknown): Check {
  const { message } = describeError(error)
  const known = caseOf(error)?.error
  if (known?.kind === 'request')
    return passed(
      'Probe',
      `key, SID and number are good: the response complains of the body only. ${assumption}`,
    )
  if (known === undefined) {
    const remedy = isApiError(error)
      ? `This response says nothing about key, SID and number. ${assumption}`
      : 'Without a usable response nothing is known about key, SID and number.'
    return failed('Probe', message, remedy)
  }
  const settings = known.unknown?.map(variableOf).join(', ')
  const wrong = settings === undefined ? [] : [`Look at ${settings}.`]
  return failed('Probe', message, [known.meaning, ...wrong, known.action, assumption].join(' '))
}
