import type { Fault } from '../suite/scenario.ts'

/** A request as the server or `fetch` gets it. */
export interface RawRequest {
  method: string
  /** The target as the request line has it. */
  target: string
  /** The names are in lower case. */
  headers: Record<string, string>
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

/** A response on its way. */
export interface MockResponse {
  status: number
  headers: Record<string, string>
  /** A text goes out as it is, anything else as JSON. */
  body: unknown
  /** Why the request is refused; empty where it is valid. */
  violations: Violation[]
  /** Milliseconds until it goes out. */
  delay?: number | undefined
  /** What goes wrong with it. */
  fault?: Fault | undefined
}

/** What became of a response, or will: it is to come; went out whole; was broken by a fault; found nobody any more. */
export type Outcome = 'pending' | 'sent' | 'broken' | 'abandoned'

/** A response, and how to note what became of it. */
export interface Answer {
  response: MockResponse
  /** Notes what became of the response. Nothing is noted of what is no call. */
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

/** A refusal by the mock itself: the document has no response for it. */
export function problemResponse(
  status: number,
  title: string,
  headers: Record<string, string> = {},
): MockResponse {
  const type = { 'content-type': 'application/problem+json' }
  const violations = [{ location: ['request'], code: status, message: title }]
  return { ...jsonResponse(status, { status, title }, { ...type, ...headers }), violations }
}

/** The response where the mock itself fails. */
export function failureResponse(error: unknown): MockResponse {
  return problemResponse(500, `The mock failed: ${error instanceof Error ? error.message : error}`)
}
