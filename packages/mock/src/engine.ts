import { methods } from '@kaleyra-reactions/model/document'
import { createLogger } from '@stoplight/prism-core'
import { createInstance, getHttpOperationsFromSpec, ProblemJsonError } from '@stoplight/prism-http'
import { type Contract, operationsAt } from './contract.ts'
import { jsonResponse, type MockRequest, type MockResponse, parseBody, problemResponse } from './exchange.ts'
import type { Preference } from './preference.ts'

/** Responds to requests by the document. */
export type Engine = (request: MockRequest, preference: Preference) => Promise<MockResponse>

/** The form of a media type (RFC 9110, 8.3.1). */
const mediaType = /^[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+\s*(;|$)/

/**
 * Starts Prism's engine in this process. Prism's own server is not used: it hangs on malformed JSON, and an emoji in a
 * violation ends it.
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
    if (!method) return problemResponse(405, `${request.method} is no known method.`, { allow })
    // Prism accepts a body without a media type, and throws where the type is malformed. It has to refuse both.
    const isTyped = text === '' || mediaType.test(headers['content-type'] ?? '')
    const typed = isTyped ? headers : { ...headers, 'content-type': 'application/octet-stream' }
    const input = { method, url: { path, query }, headers: typed, body: parseBody(text) }
    const mock = { dynamic: false, ...(code && { code }), ...(example && { exampleKey: example }) }
    const result = await instance.request(input, operations, { ...config, mock })()
    if (result._tag === 'Left') {
      const body = ProblemJsonError.toProblemJson(result.left)
      return { ...problemResponse(body.status, body.title, body.status === 405 ? { allow } : {}), body }
    }
    const { output, validations } = result.right
    return {
      ...jsonResponse(output.statusCode, output.body, Object.fromEntries(new Headers(output.headers))),
      violations: validations.input.map(
        ({ path: place = [], message }) => `${place.join('.') || 'request'}: ${message}`,
      ),
    }
  }
}
