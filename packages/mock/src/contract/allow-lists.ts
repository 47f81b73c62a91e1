import { jsonResponse, type MockRequest, type MockResponse } from '../http/exchange.ts'
import type { MockOptions } from '../options.ts'
import { type Contract, type MatchedOperation, refusalOf } from './contract.ts'
import { parameters as known } from './names.ts'

/**
 * The refusal of a key, a SID or a business number that is outside its list; `undefined` if there is none. The engine refuses
 * a request without a key.
 */
export function checkAllowLists(
  { headers }: MockRequest,
  { operation, parameters }: MatchedOperation,
  { keyHeader, keyScheme }: Contract,
  { apiKeys, sids, phoneNumbers }: MockOptions,
): MockResponse | undefined {
  const key = headers[keyHeader]?.trim()
  if (!key) return undefined
  const { sid, phoneNumber } = known
  const numbers = phoneNumbers?.map(withoutPlus)
  const listed = [
    { subject: keyScheme, value: key, list: apiKeys, location: ['headers', keyHeader] },
    { subject: sid, value: parameters[sid], list: sids, location: ['path', sid] },
    {
      subject: phoneNumber,
      value: parameters[phoneNumber] && withoutPlus(parameters[phoneNumber]),
      list: numbers,
      location: ['path', phoneNumber],
    },
  ]
  const unknown = listed.find(({ value, list }) => value !== undefined && !(list?.includes(value) ?? true))
  if (unknown === undefined) return undefined
  const [part = '', name = ''] = unknown.location
  const message = `${name} in the ${part} is not in the list that the mock accepts`
  const { status = 401, body } = refusalOf(operation, unknown.subject) ?? {}
  const location = ['request', ...unknown.location]
  return { ...jsonResponse(status, body), violations: [{ location, code: status, message }] }
}

function withoutPlus(number: string): string {
  return number.replace('+', '')
}
