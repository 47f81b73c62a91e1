import { type Contract, type MatchedOperation, refusalOf } from './contract.ts'
import { decoded } from './decoded.ts'
import {
  jsonResponse,
  type MockRequest,
  type MockResponse,
  problemResponse,
  type Violation,
} from './exchange.ts'
import type { MockOptions } from './options.ts'

/** A value of a request that has to be in a list. */
interface Listed {
  /** The name of the security scheme, or of the parameter. */
  subject: string
  location: string[]
  words: string
  isKnown: boolean
}

/**
 * The refusal of a key, a SID or a business number that is outside its list; `undefined` where all of them may pass. A
 * request without a key contradicts the document: refusing it is the engine's part.
 */
export function checkAllowLists(
  { headers }: MockRequest,
  { operation, parameters }: MatchedOperation,
  contract: Contract,
  { apiKeys, sids, phoneNumbers }: MockOptions,
): MockResponse | undefined {
  const { keyHeader, keyScheme } = contract
  const { sid, phone_number: number } = parameters
  const key = headers[keyHeader]?.trim()
  if (!key) return undefined
  const listed: Listed[] = [
    {
      subject: keyScheme,
      location: ['headers', keyHeader],
      words: `the key in the ${keyHeader} header`,
      isKnown: apiKeys?.includes(key) ?? true,
    },
    {
      subject: 'sid',
      location: ['path', 'sid'],
      words: 'sid in the path',
      isKnown: sid === undefined || (sids?.includes(decoded(sid) ?? sid) ?? true),
    },
    {
      subject: 'phone_number',
      location: ['path', 'phone_number'],
      words: 'phone_number in the path',
      isKnown: number === undefined || (phoneNumbers?.map(digitsOf).includes(digitsOf(number)) ?? true),
    },
  ]
  const unknown = listed.find(({ isKnown }) => !isKnown)
  if (unknown === undefined) return undefined
  const { subject, location, words } = unknown
  const message = `${words} is not in the list of those that the mock accepts`
  const refusal = refusalOf(contract, operation, subject)
  // An operation without a documented refusal refuses all the same.
  const response =
    refusal?.status === undefined ? problemResponse(401, message) : jsonResponse(refusal.status, refusal.body)
  const violation: Violation = { location: ['request', ...location], code: response.status, message }
  return { ...response, violations: [violation] }
}

/** @throws where a list is given for a parameter that no path of the document has: nothing would be compared with it. */
export function checkListsApply({ operations }: Contract, { sids, phoneNumbers }: MockOptions): void {
  const lists = [
    { option: 'sids', name: 'sid', list: sids },
    { option: 'phoneNumbers', name: 'phone_number', list: phoneNumbers },
  ]
  for (const { option, name, list } of lists) {
    if (list === undefined || operations.some(({ path }) => path.includes(`{${name}}`))) continue
    throw new Error(
      `${option} is given, but no path of the document has the parameter {${name}}: leave it out.`,
    )
  }
}

function digitsOf(number: string): string {
  return (decoded(number) ?? number).replace('+', '')
}
