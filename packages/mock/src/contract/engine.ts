import { methods } from '@kaleyra-reactions/model/document'
import { createLogger } from '@stoplight/prism-core'
import { createInstance, getHttpOperationsFromSpec, ProblemJsonError } from '@stoplight/prism-http'
import { jsonResponse, type MockRequest, type MockResponse, problemResponse } from '../http/exchange.ts'
import { mediaTypeOf } from '../http/read-request.ts'
import { type Contract, type DocumentedOperation, refusalOf } from './contract.ts'
import { explainFindings } from './explain.ts'

/**
 * Checks a request to an operation, and returns the usual response. That to an invalid request is the documented one: the case
 * for an unknown key, or the case that the document marks. Without such a case it is what Prism chooses.
 */
export type Engine = (request: MockRequest, operation: DocumentedOperation) => Promise<MockResponse>

/** A media type that no document has, so Prism refuses it. */
const refusedType = 'application/x-refused'

/**
 * Starts Prism's engine in this process. It avoids Prism's own server, which hangs on malformed JSON and crashes on an emoji
 * in a violation.
 */
export async function createEngine(contract: Contract): Promise<Engine> {
  const operations = await getHttpOperationsFromSpec(structuredClone(contract.document))
  const config = {
    isProxy: false as const,
    checkSecurity: true,
    validateRequest: true,
    validateResponse: false,
    errors: false,
    upstreamProxy: undefined,
    mock: { dynamic: false as const },
  }
  const instance = createInstance(config, { logger: createLogger('mock', { level: 'silent' }) })

  return async (request, operation) => {
    const { path, query, body } = request
    const method = methods.find((name) => name === operation.method.toLowerCase()) ?? 'get'
    const headers = headersFor(request, operation)
    const input = { method, url: { path, query }, headers, body }
    const result = await instance.request(input, operations, config)()
    if (result._tag === 'Left') {
      const { status, title } = ProblemJsonError.toProblemJson(result.left)
      return problemResponse(status, title)
    }
    const { output, validations } = result.right
    const violations = explainFindings(validations.input, request, operation, contract.keyHeader)
    const [first] = violations
    const refusal =
      first?.code === 401 ? refusalOf(operation, contract.keyScheme) : operation.invalidRequestCase
    if (first !== undefined && refusal?.status !== undefined)
      return { ...jsonResponse(refusal.status, refusal.body), violations }
    const sent = Object.fromEntries(new Headers(output.headers))
    return { ...jsonResponse(output.statusCode, output.body, sent), violations }
  }
}

/** The headers for Prism. They make it refuse bodies that it would accept, and leave out headers that it cannot handle. */
function headersFor(request: MockRequest, { takesBody }: DocumentedOperation): Record<string, string> {
  // The endpoint has JSON alone, whatever is accepted.
  const { accept: _, 'transfer-encoding': __, ...headers } = request.headers
  // Prism treats any `+json` type, and a body without a type, as `application/json`.
  const isJson = takesBody && mediaTypeOf(headers['content-type']) === 'application/json'
  const isRefused = request.size > 0 && (request.bodyProblem !== undefined || !isJson)
  return {
    ...headers,
    // Prism checks the media type only if there is a length.
    'content-length': String(request.size),
    ...(isRefused && { 'content-type': refusedType }),
  }
}
