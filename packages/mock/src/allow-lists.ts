import { keyHeaderOf } from '@kaleyra-reactions/model/operations'
import { type Contract, operationsAt } from './contract.ts'
import { jsonResponse, type MockRequest, type MockResponse } from './exchange.ts'
import type { MockOptions } from './options.ts'

/**
 * The documented refusal of a key, a SID or a business number that is outside its list; `undefined` where all of them may
 * pass. A request that lacks one of them contradicts the document: refusing it is the engine's part.
 */
export function checkAllowLists(
  { path, headers }: MockRequest,
  contract: Contract,
  { apiKeys, sids, phoneNumbers }: MockOptions,
): MockResponse | undefined {
  const { sid, phone_number: number } = operationsAt(path, contract)[0]?.parameters ?? {}
  const header = keyHeaderOf(contract.document)
  const key = headers[header]
  if (!key || !sid || !number) return undefined
  const plain = (text: string) => decodeURIComponent(text).replace('+', '')
  const isOutside = (value: string, list?: readonly string[]) => list?.includes(value) === false
  const place =
    (isOutside(key, apiKeys) && `header.${header}`) ||
    (isOutside(sid, sids) && 'path.sid') ||
    (isOutside(plain(number), phoneNumbers?.map(plain)) && 'path.phone_number')
  const refusal = [...contract.cases.values()].find(({ key, error }) =>
    place === 'path.phone_number' ? key === 'phone_number' : error?.kind === 'credentials',
  )
  if (!place || !refusal?.status) return undefined
  return { ...jsonResponse(refusal.status, refusal.body), violations: [`${place}: it is not in the list`] }
}
