import { keyHeaderOf } from '@kaleyra-reactions/spec/cases'
import { type Contract, operationsAt } from './document.ts'
import { type Answer, type EngineRequest, json } from './engine.ts'
import type { MockOptions } from './options.ts'

/** What the document answers to a key, a SID or a business number outside its list. What is missing breaks the document. */
export function refusalOf(
  { path, headers }: EngineRequest,
  contract: Contract,
  { apiKeys, sids, phoneNumbers }: MockOptions,
): Answer | undefined {
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
  const found = [...contract.cases.values()].find(({ key, error }) =>
    place === 'path.phone_number' ? key === 'phone_number' : error?.kind === 'credentials',
  )
  if (!place || !found?.status) return undefined
  return { ...json(found.status, found.body), violations: [`${place}: it is not in the list`] }
}
