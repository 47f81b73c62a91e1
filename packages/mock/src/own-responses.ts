import { randomBytes } from 'node:crypto'
import { member } from '@kaleyra-reactions/model/member'
import type { Contract, DocumentedOperation, MatchedOperation } from './contract/contract.ts'
import { jsonResponse, type MockRequest, type MockResponse, problemResponse } from './http/exchange.ts'
import { largestBody } from './http/read-request.ts'

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
export function ownResponse(status: number, body: unknown): MockResponse {
  const text = { 'content-type': 'text/plain; charset=utf-8' }
  const response = jsonResponse(status, body, typeof body === 'string' ? text : {})
  return body === undefined ? { ...response, headers: {} } : response
}

/** Gives an accepted response a new id, as long as the one in the sample on Kaleyra's page. */
export function withOwnId(response: MockResponse, operation: DocumentedOperation): MockResponse {
  const sample = idIn(response.body, operation)
  if (sample === undefined) return response
  const id = randomBytes(sample.length).toString('hex').slice(1, sample.length).toUpperCase()
  const text = JSON.stringify(response.body).replace(sample, `${sample.slice(0, 1)}${id}`)
  return { ...response, body: JSON.parse(text) }
}
