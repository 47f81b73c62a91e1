import { randomBytes } from 'node:crypto'
import { member } from '@kaleyra-reactions/model/member'
import type { Contract, DocumentedOperation, MatchedOperation } from './contract/contract.ts'
import { jsonResponse, type MockRequest, type MockResponse, problemResponse } from './http/exchange.ts'
import { largestBody } from './http/read-request.ts'
import type { Scenario } from './suite/scenario.ts'

/** Shorter ids would not be unique. */
const shortestId = 20

/** The refusal of a request that is too large. */
export function refusalOfLarge({ size }: MockRequest): MockResponse | undefined {
  if (size <= largestBody) return undefined
  return problemResponse(413, `The body is larger than ${largestBody} bytes.`, { connection: 'close' })
}

/** The refusal of a path or method that the document does not have. */
export function refusalOfPath(
  { method }: MockRequest,
  candidates: readonly MatchedOperation[],
  { operations }: Contract,
): MockResponse {
  if (candidates.length === 0) {
    const known = operations.map(({ method, path }) => `${path} (${method})`).join(', ')
    return problemResponse(404, `The path is unknown. The document has ${known}.`)
  }
  const allow = candidates.map(({ operation }) => operation.method).join(', ')
  return problemResponse(405, `${method} is not a method of this path. Use ${allow}.`, { allow })
}

/** The id of the accepted call in a response. */
export function idIn(body: unknown, { idPath }: DocumentedOperation): string | undefined {
  const id = idPath?.reduce<unknown>(member, body)
  return typeof id === 'string' ? id : undefined
}

/** The response that a scenario itself describes. */
export function ownResponse({ status = 200, body }: Scenario): MockResponse {
  const response = jsonResponse(status, body)
  if (body === undefined) return { ...response, headers: {} }
  return typeof body === 'string'
    ? { ...response, headers: { 'content-type': 'text/plain; charset=utf-8' } }
    : response
}

/** Gives an accepted response a new id, as long as the one in the sample on Kaleyra's page. */
export function withOwnId(response: MockResponse, operation: DocumentedOperation): MockResponse {
  const sample = idIn(response.body, operation)
  const { idPath = [] } = operation
  if (sample === undefined) return response
  const length = Math.max(sample.length, shortestId)
  const id = randomBytes(length).toString('hex').slice(1, length).toUpperCase()
  return { ...response, body: withMember(response.body, idPath, `${sample.slice(0, 1)}${id}`) }
}

/** A copy of a value in which the member at a path has another value. */
function withMember(value: unknown, [name, ...inner]: readonly string[], next: unknown): unknown {
  if (name === undefined) return next
  return Object.assign({}, value, { [name]: withMember(member(value, name), inner, next) })
}
