import { type Contract, type MatchedOperation, refusalOf } from './contract.ts'
import { jsonResponse, type MockRequest, type MockResponse, type Violation } from './exchange.ts'
import type { MockOptions } from './options.ts'

/**
 * The documented refusal of a key, a SID or a business number that is outside its list; `undefined` where all of them may
 * pass. A request that lacks one of them contradicts the document: refusing it is the engine's part.
 */
export function checkAllowLists(
  { headers }: MockRequest,
  { operation, parameters }: MatchedOperation,
  contract: Contract,
  { apiKeys, sids, phoneNumbers }: MockOptions,
): MockResponse | undefined {
  const { sid, phone_number: number } = parameters
  const { keyHeader, keyScheme } = contract
  const key = headers[keyHeader]?.trim()
  if (!key || !sid || !number) return undefined
  const refuse = (subject: string, location: string[], words: string) => {
    const refusal = refusalOf(contract, operation, subject)
    if (refusal?.status === undefined) return undefined
    const message = `${words} is not in the list of those that the mock accepts`
    const violation: Violation = { location: ['request', ...location], code: refusal.status, message }
    return { ...jsonResponse(refusal.status, refusal.body), violations: [violation] }
  }
  if (apiKeys?.includes(key) === false) {
    return refuse(keyScheme, ['headers', keyHeader], `the key in the ${keyHeader} header`)
  }
  if (sids?.includes(decodeURIComponent(sid)) === false) {
    return refuse('sid', ['path', 'sid'], 'sid in the path')
  }
  if (phoneNumbers?.map(digitsOf).includes(digitsOf(decodeURIComponent(number))) === false) {
    return refuse('phone_number', ['path', 'phone_number'], 'phone_number in the path')
  }
  return undefined
}

function digitsOf(number: string): string {
  return number.replace('+', '')
}
