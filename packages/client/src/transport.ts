import { member, textMember } from '@kaleyra-reactions/model/member'
import { type ApiKey, makeAttempt } from './attempt.ts'
import { KaleyraError } from './errors.ts'
import type { Fetch } from './fetch.ts'
import type { CallOptions, OperationCall, Transport } from './operation-call.ts'
import { createRequests, isLoadedByVisitors } from './request.ts'
import type { ApiResponse } from './response.ts'
import { type Runtime, realRuntime, retryDelay } from './retry.ts'
import { check, numberOf, tokenOf } from './validation.ts'

/**
 * What `onAttempt` receives at the start and the end of an attempt. Apart from your `ref`, it contains no key, number or
 * body.
 */
export interface AttemptEvent {
  phase: 'start' | 'end'
  /** Number of the call; each client counts from 1. All attempts of a call share it. */
  callId: number
  /** The `ref` of the call, if it has one. */
  ref: string | undefined
  method: string
  /** Path template, with placeholders in braces. */
  path: string
  /** 1 for the first attempt. */
  attempt: number
  /** Milliseconds that the attempt took; 0 at its start. */
  duration: number
  /** HTTP status, if a response arrived. */
  status?: number | undefined
  /** Name of the error, if the attempt failed. */
  error?: string | undefined
  /** The documented case of the error. */
  reason?: string | undefined
  /** Kaleyra's code in the body of the error. */
  code?: string | undefined
  /** Milliseconds until the next attempt, if there is one. */
  retryIn?: number | undefined
}

/** Settings of {@link createTransport}. */
export interface TransportOptions extends Omit<CallOptions, 'signal'> {
  /** The server's address without the operation's path: https, except on this machine or with `allowInsecureHttp`. */
  baseUrl: string
  /** The API key, or a function that returns it. The client sends it only in the header that `keyHeader` names. */
  apiKey: ApiKey
  /** Replaces the runtime's `fetch`: for a proxy, a private certificate authority or a test. */
  fetch?: Fetch | undefined
  /** Accepts http:// for any host, such as a mock in another container. The key then travels unencrypted. */
  allowInsecureHttp?: boolean | undefined
  /** Lets the client start in a browser page or its worker. Every visitor can then read the key. */
  dangerouslyAllowBrowser?: boolean | undefined
  /** Called at the start and the end of each attempt. The client ignores errors that it throws. */
  onAttempt?: ((event: AttemptEvent) => void) | undefined
}

/**
 * Creates the function that sends every operation.
 *
 * @throws {InvalidInputError} if a setting is missing or malformed. It also throws in a browser page or its worker, unless
 * you set `dangerouslyAllowBrowser` or give your own `fetch`.
 */
export function createTransport(options: TransportOptions): Transport {
  return createSender(options, realRuntime)
}

/** Like {@link createTransport}, with the random numbers and the waiting of a test. */
export function createSender(options: TransportOptions, runtime: Runtime): Transport {
  const { apiKey, onAttempt } = options
  const isAllowed = options.dangerouslyAllowBrowser === true || !!options.fetch || !isLoadedByVisitors()
  const problem = 'must be true to start in a browser, where every visitor can read the key'
  check(isAllowed, 'dangerouslyAllowBrowser', problem)
  if (typeof apiKey !== 'function') tokenOf('apiKey', apiKey)
  limitsOf(options, {})
  const requestOf = createRequests(options)
  let calls = 0

  return async <Body>(
    operationCall: OperationCall,
    callOptions: CallOptions = {},
  ): Promise<ApiResponse<Body>> => {
    const request = requestOf(operationCall)
    const { signal } = callOptions
    const { timeout, maxRetries, retryUncertain } = limitsOf(callOptions, options)
    const { method, path, ref } = operationCall
    calls += 1
    const call = { callId: calls, ref, method, path }

    for (let attempt = 1; ; attempt += 1) {
      signal?.throwIfAborted()
      const tell = onAttempt && startTelling(onAttempt, { ...call, attempt })
      try {
        // The observer may have aborted.
        signal?.throwIfAborted()
        const response = await makeAttempt<Body>({
          ...{ request, operationCall, apiKey, timeout, signal },
          fetch: options.fetch,
        })
        tell?.({ status: response.status })
        return response
      } catch (error) {
        const mayRetry = error instanceof KaleyraError && !signal?.aborted && attempt <= maxRetries
        const retryIn = mayRetry ? retryDelay(error, { attempt, retryUncertain, runtime }) : undefined
        tell?.({ ...factsOf(error), retryIn })
        if (retryIn === undefined) throw error
        signal?.throwIfAborted()
        await runtime.wait(retryIn, signal)
      }
    }
  }
}

/** Reports the start of an attempt to `onAttempt`. The function that it returns reports the end. */
function startTelling(
  onAttempt: (event: AttemptEvent) => void,
  attempt: Pick<AttemptEvent, 'callId' | 'ref' | 'method' | 'path' | 'attempt'>,
): (outcome: Partial<AttemptEvent>) => void {
  const start = performance.now()
  tell({ ...attempt, phase: 'start', duration: 0 })
  return (outcome) => {
    tell({ ...attempt, phase: 'end', duration: performance.now() - start, ...outcome })
  }

  /** An error of `onAttempt`, thrown or rejected, must not change the outcome of a call. */
  async function tell(event: AttemptEvent): Promise<void> {
    try {
      await onAttempt(event)
    } catch {}
  }
}

/** The limits of a call: its own if given, else the client's. */
function limitsOf(call: CallOptions, client: CallOptions) {
  const { timeout = client.timeout ?? 30_000, maxRetries = client.maxRetries ?? 2 } = call
  return {
    timeout: numberOf('timeout', timeout, 1),
    maxRetries: numberOf('maxRetries', maxRetries, 0),
    // Only `true` counts, no other truthy value: a repeated call may send the reaction twice.
    retryUncertain: (call.retryUncertain ?? client.retryUncertain) === true,
  }
}

function factsOf(error: unknown): Pick<AttemptEvent, 'status' | 'error' | 'reason' | 'code'> {
  const status = member(error, 'status')
  return {
    status: typeof status === 'number' ? status : undefined,
    error: textMember(error, 'name'),
    reason: textMember(error, 'reason'),
    code: textMember(error, 'code'),
  }
}
