import manifest from '../package.json' with { type: 'json' }
import { makeAttempt, withSignal } from './attempt.ts'
import { InvalidInputError } from './errors.ts'
import { type Runtime, realRuntime, retryDelay } from './retry.ts'

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
export type Transport = <Body>(operation: Operation, call?: CallOptions) => Promise<Answer<Body>>

/** What can differ from call to call. */
export interface CallOptions {
  /** Cancels the call, back-off included; its reason is thrown as it is. Serves as an overall deadline. */
  signal?: AbortSignal | undefined
  /** Milliseconds one attempt may take, body included. Default 30,000. */
  timeout?: number | undefined
  /** Further attempts after the first. Default 2; 0 calls once. */
  maxRetries?: number | undefined
  /**
   * Also repeats a call that the server may have accepted: after a 5xx, a timeout, a broken connection. The reaction can
   * then be sent twice. Default false.
   */
  retryUncertain?: boolean | undefined
}

/** What is told of an attempt: no key, no number, no body. */
export interface AttemptEvent {
  method: string
  /** Path template, its placeholders in braces. */
  path: string
  /** 1 for the first attempt. */
  attempt: number
  /** Milliseconds the attempt took. */
  duration: number
  /** HTTP status, where an answer arrived. */
  status?: number | undefined
  /** Name of the error's class, where the attempt failed. */
  error?: string | undefined
  /** Milliseconds until the next attempt, where there is one. */
  retryIn?: number | undefined
}

/** Settings of {@link createTransport}. */
export interface TransportOptions extends CallOptions {
  /** Address of the server, without the operation's path. Https only, except for this machine. */
  baseUrl: string
  /** The API key, or a function that gives it before each attempt. It goes into the `api-key` header, nowhere else. */
  apiKey: string | (() => string | Promise<string>)
  /** Replaces the runtime's `fetch`: for a proxy, a private certificate authority, a test. */
  fetch?: typeof globalThis.fetch | undefined
  /** Accepts http:// for any host, for a mock in another container. The key then travels unencrypted. */
  allowInsecureHttp?: boolean | undefined
  /** Starts in a browser page all the same. Every visitor can then read the key. */
  dangerouslyAllowBrowser?: boolean | undefined
  /** Called after each attempt; what it throws is ignored. */
  onAttempt?: ((event: AttemptEvent) => void) | undefined
}

/**
 * Makes the function that every operation sends through.
 *
 * @throws {InvalidInputError} when `baseUrl` is not an https address, or the key cannot stand in a header; in a browser
 * page, unless told otherwise.
 */
export function createTransport(options: TransportOptions, runtime: Runtime = realRuntime): Transport {
  const isBrowser = typeof document === 'object' && typeof window === 'object'
  if (isBrowser && !options.dangerouslyAllowBrowser) {
    throw new InvalidInputError('dangerouslyAllowBrowser', 'must be set in a page: visitors can read the key')
  }
  const baseUrl = checkedBaseUrl(options.baseUrl, options.allowInsecureHttp)
  const { apiKey, fetch: send = globalThis.fetch } = options
  if (typeof apiKey !== 'function') checkedKey(apiKey)
  const agent: Record<string, string> = isBrowser
    ? {}
    : { 'user-agent': `${manifest.name}/${manifest.version}` }

  return async <Body>(operation: Operation, call: CallOptions = {}): Promise<Answer<Body>> => {
    const timeout = call.timeout ?? options.timeout ?? 30_000
    const maxRetries = call.maxRetries ?? options.maxRetries ?? 2
    const retryUncertain = call.retryUncertain ?? options.retryUncertain ?? false
    const signals = [options.signal, call.signal].flatMap((signal) => signal ?? [])
    const { method, path } = operation
    const address = addressOf(baseUrl, operation)
    const body = operation.body === undefined ? {} : { body: JSON.stringify(operation.body) }

    for (let attempt = 1; ; attempt += 1) {
      for (const signal of signals) signal.throwIfAborted()
      const key = typeof apiKey === 'function' ? checkedKey(await apiKey()) : apiKey
      const headers = {
        ...agent,
        'api-key': key,
        'content-type': 'application/json',
        accept: 'application/json',
      }
      const init: RequestInit = { method, headers, redirect: 'manual', ...body }
      const start = runtime.now()
      const report = (outcome: Partial<AttemptEvent>) => {
        try {
          options.onAttempt?.({ method, path, attempt, duration: runtime.now() - start, ...outcome })
        } catch {
          // An observer must not change the outcome of a call.
        }
      }
      try {
        const answer = await makeAttempt<Body>({ fetch: send, address, init, timeout, signals })
        report({ status: answer.status })
        return answer
      } catch (error) {
        const isLast = attempt > maxRetries || signals.some(({ aborted }) => aborted)
        const retryIn = isLast ? undefined : retryDelay(error, attempt, retryUncertain, runtime)
        const { status, name } = Object(error)
        report({ status, error: name, retryIn })
        if (retryIn === undefined) throw error
        await withSignal(signals, (signal) => runtime.wait(retryIn, signal))
      }
    }
  }
}

function checkedBaseUrl(text: string, allowInsecureHttp = false): URL {
  if (URL.canParse(text)) {
    const url = new URL(text)
    const isLocal = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname)
    if (url.protocol === 'https:' || (url.protocol === 'http:' && (isLocal || allowInsecureHttp))) return url
  }
  throw new InvalidInputError('baseUrl', 'must start with https:// (or set allowInsecureHttp)')
}

function checkedKey(key: unknown): string {
  if (typeof key === 'string' && /^[\x21-\x7e]+$/.test(key)) return key
  throw new InvalidInputError('apiKey', 'must be ASCII without blanks')
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
