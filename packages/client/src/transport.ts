import { member, textMember } from '@kaleyra-reactions/model/member'
import { fillPath } from '@kaleyra-reactions/model/path-template'
import manifest from '../package.json' with { type: 'json' }
import { makeAttempt } from './attempt.ts'
import { InvalidInputError } from './errors.ts'
import { keyHeader } from './generated/cases.ts'
import type { CallOptions, OperationCall, Transport } from './operation-call.ts'
import type { ApiResponse } from './response.ts'
import { type Runtime, realRuntime, retryDelay } from './retry.ts'
import { checked, tokenOf } from './validation.ts'

/** What `onAttempt` is told of an attempt: no key, no number, no body. */
export interface AttemptEvent {
  method: string
  /** Path template, its placeholders in braces. */
  path: string
  /** 1 for the first attempt. */
  attempt: number
  /** Milliseconds that the attempt took. */
  duration: number
  /** HTTP status, where a response arrived. */
  status?: number | undefined
  /** Name of the error's class, where the attempt failed. */
  error?: string | undefined
  /** Milliseconds until the next attempt, where there is one. */
  retryIn?: number | undefined
}

/** What came of an attempt. */
type AttemptResult = Pick<AttemptEvent, 'status' | 'error' | 'retryIn'>

/** Settings of {@link createTransport}. */
export interface TransportOptions extends Omit<CallOptions, 'signal'> {
  /** Address of the server, without the operation's path. Https only, except for this machine. */
  baseUrl: string
  /** The API key, or a function that gives it before each attempt. It goes into the header {@link keyHeader}, nowhere else. */
  apiKey: string | (() => string | Promise<string>)
  /** Replaces the runtime's `fetch`: for a proxy, a private certificate authority, a test. */
  fetch?: typeof globalThis.fetch | undefined
  /** Accepts http:// for any host, for a mock in another container. The key then travels unencrypted. */
  allowInsecureHttp?: boolean | undefined
  /** Lets the client start in a browser page. Every visitor can then read the key. */
  dangerouslyAllowBrowser?: boolean | undefined
  /** Called after each attempt. An error that it throws is ignored. */
  onAttempt?: ((event: AttemptEvent) => void) | undefined
}

/**
 * Makes the function that every operation sends through.
 *
 * @throws {InvalidInputError} when `baseUrl` is not an https address, or the key cannot stand in a header. In a browser
 * page also when `dangerouslyAllowBrowser` is not set.
 */
export function createTransport(options: TransportOptions, runtime: Runtime = realRuntime): Transport {
  const isPage = typeof document === 'object'
  if (isPage && !options.dangerouslyAllowBrowser) {
    const problem = 'must be true in a browser page, where every visitor can read the key'
    throw new InvalidInputError('dangerouslyAllowBrowser', problem)
  }
  const { apiKey, onAttempt, fetch = globalThis.fetch } = options
  const base = checkedBase(options)
  if (typeof apiKey !== 'function') tokenOf('apiKey', apiKey)
  const agent = isPage ? {} : { 'user-agent': `${manifest.name}/${manifest.version}` }

  return async <Body>(
    operationCall: OperationCall,
    callOptions: CallOptions = {},
  ): Promise<ApiResponse<Body>> => {
    const { signal } = callOptions
    const timeout = callOptions.timeout ?? options.timeout ?? 30_000
    const maxRetries = callOptions.maxRetries ?? options.maxRetries ?? 2
    const retryUncertain = callOptions.retryUncertain ?? options.retryUncertain
    const { method, path, parameters, query } = operationCall
    const address = base + fillPath(path, parameters) + searchOf(query)
    const body = JSON.stringify(operationCall.body)

    for (let attempt = 1; ; attempt += 1) {
      const headers = {
        ...agent,
        ...ownHeadersOf(operationCall),
        [keyHeader]: tokenOf('apiKey', typeof apiKey === 'function' ? await apiKey() : apiKey),
        'content-type': 'application/json',
      }
      const send = (signal: AbortSignal) =>
        fetch(address, { method, headers, body, redirect: 'manual', signal })
      signal?.throwIfAborted()
      const start = runtime.now()
      const tellObserver = async ({ status, error, retryIn }: AttemptResult) => {
        const duration = runtime.now() - start
        try {
          await onAttempt?.({ method, path, attempt, duration, status, error, retryIn })
        } catch {
          // An observer must not change the outcome of a call.
        }
      }
      try {
        const response = await makeAttempt<Body>(send, timeout, signal)
        tellObserver({ status: response.status })
        return response
      } catch (error) {
        const mayRepeat = attempt <= maxRetries && !signal?.aborted
        const retryIn = mayRepeat ? retryDelay(error, { attempt, retryUncertain, runtime }) : undefined
        tellObserver({ status: statusOf(error), error: textMember(error, 'name'), retryIn })
        if (retryIn === undefined) throw error
        await runtime.wait(retryIn, signal)
      }
    }
  }
}

/** The query with its `?`; empty where no parameter has a value. */
function searchOf(query: OperationCall['query'] = {}): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const each of [value ?? []].flat()) search.append(name, String(each))
  }
  const text = search.toString()
  return text === '' ? '' : `?${text}`
}

/** The headers that the operation call gives. */
function ownHeadersOf({ headers = {} }: OperationCall): Record<string, string> {
  const given = Object.entries(headers).filter(([, value]) => value !== undefined)
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]))
}

/** The address without a slash at its end. It has no credentials, and nothing follows its path. */
function checkedBase({ baseUrl, allowInsecureHttp }: TransportOptions): string {
  const address = URL.canParse(baseUrl) ? new URL(baseUrl).href : ''
  const pattern = allowInsecureHttp
    ? /^https?:[^?#@]+$/
    : /^(https:|http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/])[^?#@]*$/
  const problem = 'must be plain https://, without user or query; http:// needs allowInsecureHttp'
  return checked('baseUrl', address, pattern, problem).replace(/\/$/, '')
}

function statusOf(error: unknown): number | undefined {
  const status = member(error, 'status')
  return typeof status === 'number' ? status : undefined
}
