import type { Scenario } from './scenario.ts'

/** A request as it arrived. */
export interface MockRequest {
  method: string
  path: string
  query: Record<string, string>
  /** The names are in lower case. */
  headers: Record<string, string>
  /** The body as it came. */
  text: string
}

/** What the mock sends back. */
export interface MockResponse {
  status: number
  headers: Record<string, string>
  body: unknown
  /** Where the request contradicts the document: place and reason. */
  violations?: string[]
  /** What is to happen to the response on its way. */
  scenario?: Scenario
}

/** A response in JSON. */
export function jsonResponse(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): MockResponse {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body }
}

/** A refusal by the mock itself: the document has no response for it. */
export function problemResponse(
  status: number,
  title: string,
  headers: Record<string, string> = {},
): MockResponse {
  const type = { 'content-type': 'application/problem+json' }
  return { ...jsonResponse(status, { status, title }, { ...type, ...headers }), violations: [title] }
}

/**
 * The value that a body holds. Malformed JSON gives the text itself: it contradicts the schema, and the document says how
 * that is refused.
 */
export function parseBody(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
