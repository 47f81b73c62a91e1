import type { Fault } from '../suite/scenario.ts'

/** A request as the server or `fetch` gets it. */
export interface RawRequest {
  method: string
  /** The target in the request line. */
  target: string
  /** The names are in lower case. */
  headers: Record<string, string>
  /** The body, or the beginning of one that is too large. */
  body: Buffer
}

/** A request, parsed. */
export interface MockRequest {
  method: string
  path: string
  /** A name that occurs more than once has a list of values. */
  query: Record<string, string | string[]>
  /** The names are in lower case. */
  headers: Record<string, string>
  /** The body as text. */
  text: string
  /** Length of the body in bytes. */
  size: number
  /** The parsed body, or the text if it is not JSON. */
  body: unknown
  /** Why the body cannot be read, in a sentence. */
  bodyProblem: string | undefined
}

/** One reason to refuse a request. */
export interface Violation {
  /** The place, as Prism writes it: `['request', 'body', 'messaging_object']`. */
  location: string[]
  /** A keyword of JSON Schema, or an HTTP status. */
  code: string | number
  /** What is wrong and what to do, in a sentence. */
  message: string
}

/** A response to send. */
export interface MockResponse {
  status: number
  headers: Record<string, string>
  /** A string is sent as it is, anything else as JSON. */
  body: unknown
  /** Why the request is refused. Empty if it is valid. */
  violations: Violation[]
  /** Milliseconds until it is sent. */
  delay?: number | undefined
  /** What goes wrong with the response. */
  fault?: Fault | undefined
}

/** A response is pending, was sent, was broken by a fault, or was abandoned as the caller left or the mock stopped. */
export type Outcome = 'pending' | 'sent' | 'broken' | 'abandoned'

/** A response, and a function that notes its outcome. */
export interface Answer {
  response: MockResponse
  /** Notes the outcome in the journal. Requests below `/__mock` have no entry. */
  note(outcome: Outcome, status?: number): void
}

/** A response in JSON. */
export function jsonResponse(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): MockResponse {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body, violations: [] }
}

/** A refusal by the mock itself, for which the document has no response. */
export function problemResponse(
  status: number,
  title: string,
  headers: Record<string, string> = {},
): MockResponse {
  const type = { 'content-type': 'application/problem+json' }
  const violations = [{ location: ['request'], code: status, message: title }]
  return { ...jsonResponse(status, { status, title }, { ...type, ...headers }), violations }
}

/** The response if the mock itself fails. */
export function failureResponse(error: unknown): MockResponse {
  return problemResponse(500, `The mock failed: ${error instanceof Error ? error.message : error}`)
}
