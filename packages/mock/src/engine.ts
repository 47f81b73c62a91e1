import { randomBytes } from 'node:crypto'
import { casesOf, methods, operationsOf } from '@kaleyra-reactions/spec/cases'
import document from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }
import { createLogger } from '@stoplight/prism-core'
import { createInstance, getHttpOperationsFromSpec } from '@stoplight/prism-http'

/** A request as Prism's engine takes it. */
export interface EngineRequest {
  method: string
  path: string
  query: Record<string, string>
  headers: Record<string, string>
  body: unknown
}

/** What is sent back. */
export interface EngineAnswer {
  status: number
  headers: Record<string, string>
  body: unknown
}

/** Answers requests by the document. */
export type Engine = (request: EngineRequest) => Promise<EngineAnswer>

/**
 * Starts Prism's engine over the bundled document. In-process, since Prism's own server hangs on malformed JSON and
 * dies on an emoji in a violation.
 */
export async function createEngine(): Promise<Engine> {
  const operations = await getHttpOperationsFromSpec(structuredClone(document))
  const logger = createLogger('mock', { level: 'silent' })
  const config = {
    isProxy: false as const,
    checkSecurity: true,
    validateRequest: true,
    validateResponse: true,
    errors: false,
    upstreamProxy: undefined,
    mock: { dynamic: false as const },
  }
  const instance = createInstance(config, { logger })

  return async (request) => {
    const preference = preferenceOf(request)
    if (preference.exampleKey !== undefined && !statuses.has(preference.exampleKey)) {
      const known = [...statuses.keys()].join(', ')
      return problem(400, `No answer is named ${preference.exampleKey}; known: ${known}`)
    }
    const method = methods.find((name) => name === request.method.toLowerCase())
    if (method === undefined) return problem(405, `The method ${request.method} is not known.`)
    const result = await instance.request(
      {
        method,
        url: { path: request.path, query: request.query },
        headers: request.headers,
        body: request.body,
      },
      operations,
      { ...config, mock: { dynamic: false, ...preference } },
    )()
    if (result._tag === 'Right') {
      const { statusCode, headers, body } = result.right.output
      const answer = withOwnId(body)
      return { status: statusCode, headers: { 'content-type': 'application/json', ...headers }, body: answer }
    }
    const failure = result.left
    const status = 'status' in failure && typeof failure.status === 'number' ? failure.status : 500
    const answer = problem(status, failure.message)
    return status === 405
      ? { ...answer, headers: { ...answer.headers, allow: allowedMethods(request.path) } }
      : answer
  }
}

/** The methods that the document has for a path, as the `Allow` header lists them. */
function allowedMethods(path: string): string {
  const allowed = operationsOf(document).filter((operation) =>
    new RegExp(`^${operation.path.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`).test(path),
  )
  return allowed.map(({ method }) => method.toUpperCase()).join(', ')
}

/** An accepted request gets an id of its own, of the length that the vendor's sample has. */
function withOwnId(body: unknown): unknown {
  const { data } = Object(body)
  if (typeof data?.message_id !== 'string') return body
  const id = randomBytes(10).toString('hex').slice(1).toUpperCase()
  return { ...Object(body), data: { ...data, message_id: `A${id}` } }
}

/**
 * Which answer the caller wants: by `Prefer: code=401, example=WA401`, by the query form `__code`, `__example`, or by a
 * message id that names a case (`wamid.WA401`). A case name alone suffices.
 */
function preferenceOf(request: EngineRequest): { code?: number; exampleKey?: string } {
  const entries = (request.headers['prefer'] ?? '').split(/[,;]/).map((part) => part.trim().split('='))
  const header = new Map(entries.map(([name = '', value = '']) => [name, value]))
  const example = header.get('example') ?? request.query['__example'] ?? caseInMessageId(request.body)
  const code = header.get('code') ?? request.query['__code'] ?? (example && statuses.get(example))
  return { ...(code ? { code: Number(code) } : {}), ...(example ? { exampleKey: example } : {}) }
}

/** The status of each named answer; a name means the same in the whole document. */
const statuses: ReadonlyMap<string, string> = new Map(
  casesOf(document).flatMap(({ name, status }): [string, string][] =>
    status === undefined ? [] : [[name, String(status)]],
  ),
)

function caseInMessageId(body: unknown): string | undefined {
  const [, name = ''] = /"message_id":"wamid\.([^"]+)"/.exec(JSON.stringify(body) ?? '') ?? []
  return statuses.has(name) ? name : undefined
}

function problem(status: number, title: string): EngineAnswer {
  return { status, headers: { 'content-type': 'application/problem+json' }, body: { status, title } }
}
