import { methods } from '@kaleyra-reactions/spec/cases'
import { createLogger } from '@stoplight/prism-core'
import { createInstance, getHttpOperationsFromSpec } from '@stoplight/prism-http'
import type { Contract } from './document.ts'

/** A request as Prism's engine takes it. */
export interface EngineRequest {
  method: string
  path: string
  query: Record<string, string>
  headers: Record<string, string>
  /** The body as it came. */
  text: string
}

/** What is sent back. */
export interface Answer {
  status: number
  headers: Record<string, string>
  body: unknown
}

/** What the engine makes of a request. */
export interface Verdict extends Answer {
  /** How the request breaks the document: place and reason. Empty where it does not. */
  violations: string[]
}

/** Which documented answer is wanted. */
export interface Preference {
  code?: number | undefined
  example?: string | undefined
}

/** Answers requests by the document. */
export type Engine = (request: EngineRequest, preference: Preference) => Promise<Verdict>

/**
 * Starts Prism's engine. In-process, since Prism's own server hangs on malformed JSON and dies on an emoji in a
 * violation.
 */
export async function createEngine({ document, find }: Contract): Promise<Engine> {
  const operations = await getHttpOperationsFromSpec(structuredClone(document))
  const config = {
    isProxy: false as const,
    checkSecurity: true,
    validateRequest: true,
    validateResponse: true,
    errors: false,
    upstreamProxy: undefined,
    mock: { dynamic: false as const },
  }
  const instance = createInstance(config, { logger: createLogger('mock', { level: 'silent' }) })

  return async ({ path, query, headers, text, ...request }, { code, example }) => {
    const method = methods.find((name) => name === request.method.toLowerCase())
    const allowed = find(path)?.methods
    if (!method || (allowed && !allowed.includes(request.method))) {
      const allow = { allow: allowed?.join(', ') ?? '' }
      return { ...problem(405, `${request.method} is not a method of ${path}.`, allow), violations: [] }
    }
    const asked = { method, url: { path, query }, headers, body: parse(text) }
    const mock = { dynamic: false, ...(code && { code }), ...(example && { exampleKey: example }) }
    const result = await instance.request(asked, operations, { ...config, mock })()
    if (result._tag === 'Left') {
      const { status = 500, message } = Object(result.left)
      return { ...problem(status, message), violations: [] }
    }
    const { output, validations } = result.right
    return {
      ...json(output.statusCode, output.body, Object.fromEntries(new Headers(output.headers))),
      violations: validations.input.map(
        ({ path: place = [], message }) => `${place.join('.') || 'request'}: ${message}`,
      ),
    }
  }
}

/** An answer in JSON. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body }
}

/** An answer of the mock itself, not of the vendor. */
export function problem(status: number, title: string, headers: Record<string, string> = {}): Answer {
  return json(status, { status, title }, { 'content-type': 'application/problem+json', ...headers })
}

/** Malformed JSON stays the text it is: it breaks the schema, and the document says what that is answered with. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
