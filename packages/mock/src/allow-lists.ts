import type { Type } from '@kaleyra-reactions/model/types'
import { Ajv2020 } from 'ajv/dist/2020.js'
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

/**
 * @throws where a list is given for a parameter that no path of the document has, or holds what no valid call can have:
 * nothing would be compared with it.
 */
export function checkListsApply({ operations }: Contract, options: MockOptions): void {
  const { apiKeys = [], sids, phoneNumbers } = options
  const lists = [
    { option: 'sids', flag: '--sids', name: 'sid', list: sids },
    { option: 'phoneNumbers', flag: '--phone-numbers', name: 'phone_number', list: phoneNumbers },
  ]
  for (const { option, flag, name, list } of lists) {
    if (list === undefined) continue
    const own = operations.filter(({ path }) => path.includes(`{${name}}`))
    if (own.length === 0) {
      throw new Error(
        `${option} is given, but no path of the document has the parameter {${name}}: leave it out.`,
      )
    }
    const problems = own.map(({ pathTypes, samples }) => problemIn(list, pathTypes[name], samples[name]))
    const [problem] = problems
    if (problem !== undefined && !problems.includes(undefined)) {
      throw new Error(`${option} (${flag}): ${problem}`)
    }
  }
  const wrong = apiKeys.findIndex((key) => key.trim() !== key || !headerValue.test(key))
  if (wrong >= 0) {
    throw new Error(
      `apiKeys (--api-keys): no call can have key ${wrong + 1} of the list, since no header can carry it: it must be one line of Latin-1 without blanks around it.`,
    )
  }
}

/** Why no call can have one of these values; `undefined` where all of them may come. */
function problemIn(list: readonly string[], type: Type | undefined, sample: unknown): string | undefined {
  if (type?.kind !== 'string') return undefined
  const { pattern, values, limits } = type
  const ajv = new Ajv2020({ strict: false, logger: false, validateFormats: false })
  const isValid = ajv.compile({ ...limits, ...(pattern && { pattern }), ...(values && { enum: values }) })
  const wrong = list.findIndex((value) => !isValid(value))
  if (wrong < 0) return undefined
  const example = sample === undefined ? '' : `; for example ${JSON.stringify(sample)}`
  return `no valid call can have value ${wrong + 1} of the list: it ${ajv.errorsText(isValid.errors, { dataVar: '' }).trim()}${example}.`
}

/** What a header can carry. */
const headerValue = /^[\t\x20-\x7e\x80-\xff]*$/

function digitsOf(number: string): string {
  return (decoded(number) ?? number).replace('+', '')
}
