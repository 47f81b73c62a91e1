import { member } from '@kaleyra-reactions/model/member'
import type { DocumentedOperation } from './contract.ts'

/** A request as the server or `fetch` gets it. */
export interface RawRequest {
  method: string
  /** The target as the request line has it. */
  target: string
  /** The names are in lower case. */
  headers: Record<string, string>
  /** The names of those that stand more than once. */
  repeatedHeaders?: readonly string[]
  /** Of a body that is too large, the beginning. */
  body: Buffer
}

/** A request, read once. */
export interface MockRequest {
  method: string
  path: string
  /** A name that stands more than once has a list. */
  query: Record<string, string | string[]>
  /** The names are in lower case. */
  headers: Record<string, string>
  /** The names of those that stood more than once. */
  repeatedHeaders: readonly string[]
  /** The body as it came. */
  text: string
  /** Length of the body in bytes. */
  size: number
  /** The value that the body holds; the text itself where it is no JSON. */
  body: unknown
  /** Why the body cannot be read, in a sentence. */
  bodyProblem: string | undefined
}

/** One reason to refuse a request. */
export interface Violation {
  /** Where it lies, as Prism writes it: `['request', 'body', 'messaging_object']`. */
  location: string[]
  /** A keyword of JSON Schema, or an HTTP status. */
  code: string | number
  /** What is wrong and what to do, in a sentence. */
  message: string
}

/** A response as the document, the suite or the mock itself has it. */
export interface MockResponse {
  status: number
  headers: Record<string, string>
  body: unknown
  /** Why the request is refused; empty where it is valid. */
  violations: Violation[]
}

/** A response in JSON. */
export function jsonResponse(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): MockResponse {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body, violations: [] }
}

/** A refusal by the mock itself: the document has no response for it. */
export function problemResponse(
  status: number,
  title: string,
  headers: Record<string, string> = {},
): MockResponse {
  const type = { 'content-type': 'application/problem+json' }
  return {
    ...jsonResponse(status, { status, title }, { ...type, ...headers }),
    violations: [{ location: ['request'], code: status, message: title }],
  }
}

/** The body of a response as it goes out: a text as it is, anything else in JSON. */
export function bodyTextOf({ body }: MockResponse): string {
  if (body === undefined) return ''
  return typeof body === 'string' ? body : JSON.stringify(body)
}

/** The response where the mock itself fails. */
export function failureResponse(error: unknown): MockResponse {
  return problemResponse(500, `The mock failed: ${error instanceof Error ? error.message : error}`)
}

/** The id that a response gives the accepted call. */
export function messageIdOf({ body }: MockResponse, { idPath }: DocumentedOperation): string | undefined {
  const id = idPath?.reduce<unknown>(member, body)
  return typeof id === 'string' ? id : undefined
}
