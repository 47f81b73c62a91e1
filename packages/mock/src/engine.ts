import { methods } from '@kaleyra-reactions/model/document'
import { member, memberNames, textMember } from '@kaleyra-reactions/model/member'
import { createLogger } from '@stoplight/prism-core'
import { createInstance, getHttpOperationsFromSpec, ProblemJsonError } from '@stoplight/prism-http'
import { type Contract, type DocumentedOperation, operationsAt } from './contract.ts'
import { explainFindings, type PrismFinding } from './diagnostics.ts'
import { jsonResponse, type MockRequest, type MockResponse, problemResponse } from './exchange.ts'
import type { Preference } from './preference.ts'
import { mediaTypeOf } from './read-request.ts'

/** Responds to requests by the document: judges them, and gives the response that is preferred. */
export type Engine = (request: MockRequest, preference?: Preference) => Promise<MockResponse>

/** No document has this media type: Prism refuses a body that is labelled with it. */
const refusedType = 'application/x-refused'

/** A range of media types (RFC 9110, 12.5.1). */
const mediaRange =
  /^[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+(\s*;\s*[\w!#$%&'*+.^`|~-]+=([\w!#$%&'*+.^`|~-]+|"[^"]*"))*$/

const unacceptableWildcard = /\*\s*;(.*;)?\s*q=0(\.0*)?\s*(;|$)/i

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

  return async (request, { code, example } = {}) => {
    const { path, query, body } = request
    const method = methods.find((name) => name === request.method.toLowerCase())
    const matched = operationsAt(path, contract).map(({ operation }) => operation)
    const allow = matched.map((operation) => operation.method).join(', ')
    if (!method) return refusalOfMethod(request, allow, contract)
    const operation = matched.find((each) => each.method === request.method)
    const headers = headersFor(request, operation)
    const mock = { dynamic: false, ...(code && { code }), ...(example && { exampleKey: example }) }
    const result = await instance.request({ method, url: { path, query }, headers, body }, operations, {
      ...config,
      mock,
    })()
    if (result._tag === 'Left') {
      const problem = ProblemJsonError.toProblemJson(result.left)
      const reason = reasonOf(problem, { request, operation, allow, code, contract })
      const refusal = problemResponse(problem.status, reason, problem.status === 405 ? { allow } : {})
      const findings = findingsIn(problem)
      if (operation === undefined || findings.length === 0) return { ...refusal, body: problem }
      const violations = explainFindings(findings, request, operation, contract.keyHeader)
      return { ...refusal, body: problem, violations }
    }
    const { output, validations } = result.right
    const violations =
      operation === undefined
        ? []
        : explainFindings(validations.input, request, operation, contract.keyHeader)
    const response = jsonResponse(
      output.statusCode,
      output.body,
      Object.fromEntries(new Headers(output.headers)),
    )
    return { ...response, violations }
  }
}

/** The refusal of a method that Prism does not know. */
function refusalOfMethod(request: MockRequest, allow: string, contract: Contract): MockResponse {
  const isPath = allow !== ''
  const status = isPath ? 405 : 404
  const reason = reasonOf(
    { status, title: '' },
    { request, operation: undefined, allow, code: undefined, contract },
  )
  return problemResponse(status, reason, isPath ? { allow } : {})
}

/** What Prism refused a request with, and what it did not tell of it. */
interface RefusedRequest {
  request: MockRequest
  operation: DocumentedOperation | undefined
  allow: string
  code: number | undefined
  contract: Contract
}

/** Why Prism refuses a request as a whole, in words that name the remedy. */
function reasonOf(
  { status, title }: { status: number; title: string },
  { request, operation, allow, code, contract }: RefusedRequest,
): string {
  const { cases, operations } = contract
  if (status === 404 && operation === undefined) {
    const known = operations.map(({ method, path }) => `${path} (${method})`)
    return `no path matched: the document has ${known.join(', ')}`
  }
  if (status === 404 && operation !== undefined && code !== undefined) {
    const statuses = [...operation.caseNames].map((name) => cases.get(name)?.status)
    return `${operation.operationId} has no response with status ${code}: it takes ${[...new Set(statuses)].join(', ')}`
  }
  if (status === 405) return `${request.method} is no method of this path: it takes ${allow}`
  if (status === 406 && operation !== undefined) {
    const types = responseTypesOf(operation, contract).join(' or ')
    return `the accept header must admit ${types}; it is ${JSON.stringify(request.headers['accept'] ?? '')}`
  }
  return title
}

/** The media types of an operation's responses. */
function responseTypesOf({ path, method }: DocumentedOperation, { document }: Contract): string[] {
  const operation = member(member(member(document, 'paths'), path), method.toLowerCase())
  const responses = member(operation, 'responses')
  const types = memberNames(responses).flatMap((status) =>
    memberNames(member(member(responses, status), 'content')),
  )
  return [...new Set(types)]
}

/** The reasons in Prism's own refusal, where the document has no response for an invalid request. */
function findingsIn(problem: object): PrismFinding[] {
  const findings = member(problem, 'validation')
  if (!Array.isArray(findings)) return []
  return findings.map((finding: unknown) => {
    const location = member(finding, 'location')
    return {
      path: Array.isArray(location) ? location.map(String) : [],
      code: textMember(finding, 'code') ?? '',
      message: textMember(finding, 'message') ?? '',
    }
  })
}

/** The headers as Prism needs them. What it would let pass, it is told to refuse; what it stumbles over, is left out. */
function headersFor(
  request: MockRequest,
  operation: DocumentedOperation | undefined,
): Record<string, string> {
  const { accept, 'transfer-encoding': _, ...headers } = request.headers
  const isRefused =
    request.size > 0 && (request.bodyProblem !== undefined || !isDocumentedType(request, operation))
  const ranges = (accept ?? '')
    .split(',')
    .map((range) => range.trim())
    .map((range) => range.replace(/^\*(?=\s*(;|$))/, '*/*'))
    .filter((range) => mediaRange.test(range))
  // Of a wildcard that is not acceptable (RFC 9110, 12.4.2), Prism makes a response without a body.
  const acceptable = ranges.filter((range) => !unacceptableWildcard.test(range))
  return {
    ...headers,
    // Prism looks at the media type only where a length is given.
    'content-length': String(request.size),
    ...(isRefused && { 'content-type': refusedType }),
    ...(ranges.length > 0 && { accept: acceptable.join(', ') || refusedType }),
  }
}

/** Prism takes any `+json` type for `application/json`, and a body without a type as well. */
function isDocumentedType({ headers }: MockRequest, operation: DocumentedOperation | undefined): boolean {
  const type = mediaTypeOf(headers['content-type'])
  const documented = operation?.mediaTypes ?? []
  return documented.some((known) => {
    const range = mediaTypeOf(known)
    return range === type || range === '*/*' || (range.endsWith('/*') && type.startsWith(range.slice(0, -1)))
  })
}
