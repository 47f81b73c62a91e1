import { methods } from '@kaleyra-reactions/spec/cases'
import { createLogger } from '@stoplight/prism-core'
import { createInstance, getHttpOperationsFromSpec, ProblemJsonError } from '@stoplight/prism-http'
import { type Contract, operationsAt } from './document.ts'
import type { Scenario } from './scenario.ts'

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
  /** How the request breaks the document: place and reason. */
  violations?: string[]
  /** What is to happen to the answer on the way. */
  scenario?: Scenario
}

/** Which documented answer is wanted. */
export interface Preference {
  code?: number | undefined
  example?: string | undefined
}

/** The form of a media type (RFC 9110, 8.3.1): Prism lets a body without one pass, and throws where it has another form. */
const mediaType = /^[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+\s*(;|$)/

/** Answers requests by the document. */
export type Engine = (request: EngineRequest, preference: Preference) => Promise<Answer>

/**
 * Starts Prism's engine. In-process, since Prism's own server hangs on malformed JSON and dies on an emoji in a
 * violation.
 */
export async function createEngine(contract: Contract): Promise<Engine> {
  const operations = await getHttpOperationsFromSpec(structuredClone(contract.document))
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
    const allow = operationsAt(path, contract)
      .map((operation) => operation.method)
      .join(', ')
    if (!method) return problem(405, `${request.method} is no known method.`, { allow })
    const isTyped = text === '' || mediaType.test(headers['content-type'] ?? '')
    const typed = isTyped ? headers : { ...headers, 'content-type': 'application/octet-stream' }
    const asked = { method, url: { path, query }, headers: typed, body: parse(text) }
    const mock = { dynamic: false, ...(code && { code }), ...(example && { exampleKey: example }) }
    const result = await instance.request(asked, operations, { ...config, mock })()
    if (result._tag === 'Left') {
      const told = ProblemJsonError.toProblemJson(result.left)
      return { ...problem(told.status, told.title, told.status === 405 ? { allow } : {}), body: told }
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
  const type = { 'content-type': 'application/problem+json' }
  return { ...json(status, { status, title }, { ...type, ...headers }), violations: [title] }
}

/** Malformed JSON stays the text it is: it breaks the schema, and the document says what that is answered with. */
export function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
