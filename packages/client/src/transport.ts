import manifest from '../package.json' with { type: 'json' }
import { makeAttempt } from './attempt.ts'
import { InvalidInputError } from './errors.ts'
import { type Runtime, realRuntime, retryDelay } from './retry.ts'
import { checked, tokenOf } from './validation.ts'

/** One call of an operation of the document. */
export interface Operation {
  method: string
  /** Path template, its placeholders in braces. */
  path: string
  /** Holds a value for each placeholder. */
  parameters: Record<string, string | number | boolean | undefined>
  /** The query with its `?`. */
  search?: string
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

/** What an answer or an error says of an attempt. */
interface Outcome {
  status?: number
  name?: string
}

/** Settings of {@link createTransport}. */
export interface TransportOptions extends Omit<CallOptions, 'signal'> {
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
  const isPage = typeof document === 'object'
  if (isPage && !options.dangerouslyAllowBrowser) {
    throw new InvalidInputError('dangerouslyAllowBrowser', 'must be set: pages show the key')
  }
  const { apiKey, onAttempt, fetch = globalThis.fetch } = options
  const base = checkedBase(options)
  if (typeof apiKey !== 'function') tokenOf('apiKey', apiKey)
  const agent = isPage ? {} : { 'user-agent': `${manifest.name}/${manifest.version}` }

  return async <Body>(operation: Operation, call: CallOptions = {}): Promise<Answer<Body>> => {
    const { signal } = call
    const timeout = call.timeout ?? options.timeout ?? 30_000
    const maxRetries = call.maxRetries ?? options.maxRetries ?? 2
    const retryUncertain = call.retryUncertain ?? options.retryUncertain
    const { method, path } = operation
    const address = base + pathOf(operation)
    const body = JSON.stringify(operation.body)

    for (let attempt = 1; ; attempt += 1) {
      const headers = {
        ...agent,
        'api-key': tokenOf('apiKey', typeof apiKey === 'function' ? await apiKey() : apiKey),
        'content-type': 'application/json',
      }
      const send = (signal: AbortSignal) =>
        fetch(address, { method, headers, body, redirect: 'manual', signal })
      signal?.throwIfAborted()
      const start = runtime.now()
      const report = async ({ status, name }: Outcome, retryIn?: number | undefined) => {
        const duration = runtime.now() - start
        try {
          await onAttempt?.({ method, path, attempt, duration, status, error: name, retryIn })
        } catch {
          // An observer must not change the outcome of a call.
        }
      }
      try {
        const answer = await makeAttempt<Body>(send, timeout, signal)
        report(answer)
        return answer
      } catch (error) {
        const mayRepeat = attempt <= maxRetries && !signal?.aborted
        const retryIn = mayRepeat ? retryDelay(error, attempt, retryUncertain, runtime) : undefined
        report(Object(error), retryIn)
        if (retryIn === undefined) throw error
        await runtime.wait(retryIn, signal)
      }
    }
  }
}

/** The address without a slash at its end. Nothing may follow its path, and no credentials stand in it. */
function checkedBase({ baseUrl, allowInsecureHttp }: TransportOptions): string {
  const address = URL.canParse(baseUrl) ? new URL(baseUrl).href : ''
  const pattern = allowInsecureHttp
    ? /^https?:[^?#@]+$/
    : /^(https:|http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/])[^?#@]*$/
  const problem = 'must be plain https:// (or allowInsecureHttp)'
  return checked('baseUrl', address, pattern, problem).replace(/\/$/, '')
}

function pathOf({ path, parameters, search = '' }: Operation): string {
  return path.replace(/{(.+?)}/g, (_, name: string) => encodeURIComponent(parameters[name] ?? '')) + search
}
