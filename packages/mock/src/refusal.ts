import { type Case, keyHeaderOf } from '@kaleyra-reactions/spec/cases'
import type { Contract } from './document.ts'
import { type Answer, type EngineRequest, json } from './engine.ts'

/** Which credentials and numbers are known; any, where a list is missing. */
export interface Accepted {
  /** Keys that are accepted. */
  apiKeys?: readonly string[] | undefined
  /** SIDs that are accepted. */
  sids?: readonly string[] | undefined
  /** Business numbers that are accepted, with or without `+`. */
  phoneNumbers?: readonly string[] | undefined
}

/** What the document answers to credentials and numbers outside the lists. Those that are missing break the document. */
export function refusalOf(
  request: EngineRequest,
  contract: Contract,
  accepted: Accepted,
): Answer | undefined {
  const { apiKeys, sids, phoneNumbers } = accepted
  const parameters = contract.find(request.path)?.parameters
  const key = request.headers[keyHeaderOf(contract.document)]
  if (!parameters || !key) return undefined
  const { sid = '', phone_number: number = '' } = parameters
  if (isOutside(apiKeys, key) || isOutside(sids, sid))
    return answerOf(contract, ({ error }) => error?.kind === 'credentials')
  const numbers = phoneNumbers?.map((each) => each.replace('+', ''))
  return isOutside(numbers, decodeURIComponent(number).replace('+', ''))
    ? answerOf(contract, ({ key }) => key === 'phone_number')
    : undefined
}

function isOutside(list: readonly string[] | undefined, value: string): boolean {
  return list !== undefined && !list.includes(value)
}

/** The first documented error that fits. */
function answerOf({ cases }: Contract, fits: (each: Case) => boolean): Answer | undefined {
  const { status, body } = [...cases.values()].find(fits) ?? {}
  return status === undefined ? undefined : json(status, body)
}
