import {
  ApiError,
  ConnectionError,
  InvalidInputError,
  RedirectError,
  TimeoutError,
  UnreadableAnswerError,
} from './errors.ts'

/** One call of an operation of the document. */
export interface Operation {
  method: string
  /** Path template, its placeholders in braces. */
  path: string
  pathParameters: Record<string, string | number>
  query?: Record<string, string | number | boolean | undefined>
  body?: unknown
}

/** A successful answer: its parsed body with status and headers. */
export interface Answer<Body> {
  status: number
  headers: Headers
  body: Body
}

/** Carries an operation to the server and its answer back. */
export type Transport = <Body>(operation: Operation) => Promise<Answer<Body>>

/** Settings of {@link createTransport}. */
export interface TransportOptions {
  /** Address of the server, without the path. Https only, except for this machine. */
  baseUrl: string
  /** The API key. It goes into the `api-key` header and nowhere else. */
  apiKey: string
  /** Replaces the runtime's `fetch`. */
  fetch?: typeof globalThis.fetch | undefined
  /** Milliseconds one attempt may take, body included. Default 30,000. */
  timeout?: number | undefined
  /** Cancels the call; its reason is thrown as it is. */
  signal?: AbortSignal | undefined
}

const largestBody = 1_000_000

/**
 * Makes the function that every operation sends through.
 *
 * @throws {InvalidInputError} when `baseUrl` is not an https address, or the key cannot stand in a header.
 */
export function createTransport(options: TransportOptions): Transport {
  const baseUrl = checkedBaseUrl(options.baseUrl)
  if (!/^[\x21-\x7e]+$/.test(options.apiKey)) {
    throw new InvalidInputError('apiKey', 'must be visible ASCII characters without blanks')
  }
  const send = options.fetch ?? globalThis.fetch

  return async <Body>(operation: Operation): Promise<Answer<Body>> => {
    options.signal?.throwIfAborted()
    const deadline = new AbortController()
    const timeout = options.timeout ?? 30_000
    const timer = setTimeout(() => deadline.abort(), timeout)
    const signals = options.signal ? [deadline.signal, options.signal] : [deadline.signal]
    let status: number | undefined
    try {
      const response = await send(addressOf(baseUrl, operation), {
        method: operation.method,
        headers: {
          'api-key': options.apiKey,
          'content-type': 'application/json',
          accept: 'application/json',
        },
        redirect: 'manual',
        signal: AbortSignal.any(signals),
        ...(operation.body === undefined ? {} : { body: JSON.stringify(operation.body) }),
      })
      status = response.status
      refuseRedirect(response)
      const text = await readText(response)
      return { status, headers: response.headers, body: parseAnswer<Body>(status, text) }
    } catch (cause) {
      options.signal?.throwIfAborted()
      if (deadline.signal.aborted)
        throw new TimeoutError(`No complete answer within ${timeout} ms`, { cause })
      if (isOwn(cause)) throw cause
      if (status !== undefined)
        throw new ConnectionError(`The connection broke within the ${status} answer`, { cause })
      throw new ConnectionError(`No connection to ${baseUrl.host}`, { cause })
    } finally {
      clearTimeout(timer)
    }
  }
}

function checkedBaseUrl(text: string): URL {
  if (!URL.canParse(text))
    throw new InvalidInputError('baseUrl', 'must be an address such as https://api.in.kaleyra.io')
  const url = new URL(text)
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLocal)) return url
  throw new InvalidInputError('baseUrl', 'must start with https:// (http:// is accepted for localhost only)')
}

function addressOf(baseUrl: URL, operation: Operation): URL {
  const path = operation.path.replace(/\{([^}]+)\}/g, (_, name: string) =>
    encodeURIComponent(operation.pathParameters[name] ?? ''),
  )
  const url = new URL(baseUrl.pathname.replace(/\/$/, '') + path, baseUrl)
  for (const [name, value] of Object.entries(operation.query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, String(value))
  }
  return url
}

function refuseRedirect(response: Response): void {
  if (response.type !== 'opaqueredirect' && (response.status < 300 || response.status > 399)) return
  void response.body?.cancel()
  throw new RedirectError(
    'The server answered with a redirect, which is not followed: check the base address',
  )
}

async function readText(response: Response): Promise<string> {
  if (!response.body) return ''
  const reader = response.body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    size += value.byteLength
    if (size > largestBody) {
      void reader.cancel()
      throw answerError(response.status, `its body is larger than ${largestBody} bytes`)
    }
    text += decoder.decode(value, { stream: true })
  }
}

function parseAnswer<Body>(status: number, text: string): Body {
  let body: unknown = text
  let problem: unknown
  try {
    body = JSON.parse(text)
  } catch (cause) {
    problem = cause
  }
  if (status < 200 || status > 299) throw new ApiError(status, body)
  if (problem !== undefined) {
    throw new UnreadableAnswerError(
      status,
      text === '' ? 'its body is empty' : 'its body is not JSON',
      problem,
    )
  }
  return body as Body
}

function answerError(status: number, problem: string): Error {
  if (status >= 200 && status <= 299) return new UnreadableAnswerError(status, problem)
  return new ApiError(status, undefined)
}

function isOwn(error: unknown): boolean {
  return error instanceof ApiError || error instanceof RedirectError || error instanceof UnreadableAnswerError
}
