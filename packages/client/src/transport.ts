import { member, textMember } from '@kaleyra-reactions/model/member'
import { type ApiKey, makeAttempt } from './attempt.ts'
import { throwIfAborted } from './deadline.ts'
import { KaleyraError } from './errors.ts'
import type { Fetch } from './fetch.ts'
import type { CallOptions, OperationCall, Transport } from './operation-call.ts'
import { createRequests, isLoadedByVisitors, type RequestPreview } from './request.ts'
import type { ApiResponse } from './response.ts'
import { type Runtime, realRuntime, retryDelay } from './retry.ts'
import { check, checkFunction, checkObject, checkSignal, numberOf, tokenOf } from './validation.ts'

/** What `onAttempt` is told at the start and at the end of an attempt: no key, no number, no body. */
export interface AttemptEvent {
  phase: 'start' | 'end'
  /** Number of the call, counted from 1 by each client: the same in all its attempts. */
  callId: number
  /** The `ref` of the call, where it has one. */
  ref: string | undefined
  method: string
  /** Path template, its placeholders in braces. */
  path: string
  /** 1 for the first attempt. */
  attempt: number
  /** Milliseconds that the attempt took; 0 at its start. */
  duration: number
  /** HTTP status, where a response arrived. */
  status?: number | undefined
  /** Name of the error's class, where the attempt failed. */
  error?: string | undefined
  /** The documented case of the error. */
  reason?: string | undefined
  /** Kaleyra's code. */
  code?: string | undefined
  /** Milliseconds until the next attempt, where there is one. */
  retryIn?: number | undefined
}

/** Settings of {@link createTransport}. */
export interface TransportOptions extends Omit<CallOptions, 'signal'> {
  /** Address of the server, without the operation's path. Https only, except for this machine. */
  baseUrl: string
  /** The API key, or a function that gives it before each attempt. It goes into the header `keyHeader`, nowhere else. */
  apiKey: ApiKey
  /** Replaces the runtime's `fetch`: for a proxy, a private certificate authority, a test. */
  fetch?: Fetch | undefined
  /** Accepts http:// for any host, for a mock in another container. The key then travels unencrypted. */
  allowInsecureHttp?: boolean | undefined
  /** Lets the client start where visitors load it, in a page or its worker. Every visitor can then read the key. */
  dangerouslyAllowBrowser?: boolean | undefined
  /** Called at the start and at the end of each attempt. An error that it throws is ignored. */
  onAttempt?: ((event: AttemptEvent) => void) | undefined
}

/**
 * Makes the function that every operation sends through.
 *
 * @throws {InvalidInputError} when a setting is missing or malformed. Where visitors load the code also when neither
 * `dangerouslyAllowBrowser` nor a `fetch` of your own is given.
 */
export function createTransport(options: TransportOptions): Transport {
  const send = createSender(options)
  const requestOf = createRequests(options)
  return async (operationCall, callOptions) => send(requestOf(operationCall), operationCall, callOptions)
}

/** Sends a request until a response comes or the rules of the call give up. */
export type Sender = <Body>(
  request: RequestPreview,
  operationCall: OperationCall,
  callOptions?: CallOptions,
) => Promise<ApiResponse<Body>>

/**
 * Makes the function that sends, repeats and tells the observer.
 *
 * @param runtime the chance and the waiting of a test.
 * @throws {InvalidInputError} as {@link createTransport} does.
 */
export function createSender(options: TransportOptions, runtime: Runtime = realRuntime): Sender {
  checkObject('options', options)
  const { apiKey, onAttempt } = options
  const isAllowed = options.dangerouslyAllowBrowser === true || !!options.fetch || !isLoadedByVisitors()
  const problem = 'must be true in a browser page, where every visitor can read the key'
  check(isAllowed, 'dangerouslyAllowBrowser', problem)
  if (typeof apiKey !== 'function') tokenOf('apiKey', apiKey)
  if (onAttempt !== undefined) checkFunction('onAttempt', onAttempt)
  limitsOf(options, {})
  let calls = 0

  return async <Body>(
    request: RequestPreview,
    operationCall: OperationCall,
    callOptions: CallOptions = {},
  ): Promise<ApiResponse<Body>> => {
    checkObject('callOptions', callOptions)
    const { signal } = callOptions
    checkSignal(signal)
    const { timeout, maxRetries, retryUncertain } = limitsOf(callOptions, options)
    const { method, path, ref } = operationCall
    calls += 1
    const call = { callId: calls, ref, method, path }

    for (let attempt = 1; ; attempt += 1) {
      throwIfAborted(signal)
      const tell = onAttempt && startTelling(onAttempt, { ...call, attempt })
      try {
        throwIfAborted(signal)
        const response = await makeAttempt<Body>({
          ...{ request, operationCall, apiKey, timeout, signal },
          fetch: options.fetch,
        })
        tell?.({ status: response.status })
        return response
      } catch (error) {
        const isOurs = error instanceof KaleyraError && !signal?.aborted && attempt <= maxRetries
        const retryIn = isOurs ? retryDelay(error, { attempt, retryUncertain, runtime }) : undefined
        tell?.({ ...factsOf(error), retryIn })
        if (retryIn === undefined) throw error
        throwIfAborted(signal)
        await runtime.wait(retryIn, signal)
      }
    }
  }
}

/** Tells the observer that an attempt starts. The function that it returns tells the end. */
function startTelling(
  onAttempt: (event: AttemptEvent) => void,
  attempt: Pick<AttemptEvent, 'callId' | 'ref' | 'method' | 'path' | 'attempt'>,
): (outcome: Partial<AttemptEvent>) => void {
  const start = performance.now()
  tell({ ...attempt, phase: 'start', duration: 0 })
  return (outcome) => {
    // A test tool may set the clock back within a call.
    const duration = Math.max(0, performance.now() - start)
    tell({ ...attempt, phase: 'end', duration, ...outcome })
  }

  /** An observer must not change the outcome of a call: neither what it throws, nor what its promise rejects with. */
  async function tell(event: AttemptEvent): Promise<void> {
    try {
      await onAttempt(event)
    } catch {}
  }
}

/** The limits of a call: its own where they are given, else those of the client. */
function limitsOf(call: CallOptions, client: CallOptions): Limits {
  const { timeout = client.timeout ?? 30_000, maxRetries = client.maxRetries ?? 2 } = call
  return {
    timeout: numberOf('timeout', timeout, 1),
    maxRetries: numberOf('maxRetries', maxRetries, 0),
    // Anything but true, a text too, repeats nothing that may have been accepted.
    retryUncertain: (call.retryUncertain ?? client.retryUncertain) === true,
  }
}

interface Limits {
  timeout: number
  maxRetries: number
  retryUncertain: boolean
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
