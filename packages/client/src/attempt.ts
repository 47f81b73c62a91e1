import { ConnectionError, TimeoutError } from './connection-errors.ts'
import { startDeadline } from './deadline.ts'
import { KaleyraError } from './errors.ts'
import type { Fetch } from './fetch.ts'
import { keyHeader } from './generated/cases.ts'
import { InvalidInputError } from './input-error.ts'
import type { OperationCall } from './operation-call.ts'
import type { RequestPreview } from './request.ts'
import { type ApiResponse, readResponse } from './response.ts'
import { causeWithoutSecrets, secretsWith } from './secrets.ts'
import { tokenOf } from './validation.ts'

/** The API key, or a function that returns it. The client calls the function before each attempt. */
export type ApiKey = string | (() => string | Promise<string>)

/** What an attempt needs. */
export interface AttemptOptions {
  request: RequestPreview
  operationCall: OperationCall
  apiKey: ApiKey
  fetch: Fetch | undefined
  /** Milliseconds for the whole attempt. */
  timeout: number
  signal: AbortSignal | undefined
}

/**
 * Makes one attempt. Key, response and body must all arrive before the timeout, and before the caller's signal aborts.
 *
 * @throws the caller's abort reason, unchanged, or one of this package's errors.
 */
export async function makeAttempt<Body>(options: AttemptOptions): Promise<ApiResponse<Body>> {
  const { request, operationCall, apiKey, timeout, signal, fetch = globalThis.fetch } = options
  const client = options.fetch === undefined ? clientWithoutIdleConnections() : undefined
  const deadline = startDeadline(timeout, signal)
  let key = ''
  const secrets = () => secretsWith(key, operationCall.secrets?.())
  let wasSent = false
  try {
    key = typeof apiKey === 'function' ? await deadline.within(keyFrom(apiKey)) : apiKey
    wasSent = true
    const { url, ...init } = request
    const headers = { ...request.headers, [keyHeader]: key }
    const sending = fetch(url, {
      ...init,
      ...(client && { client }),
      headers,
      redirect: 'manual',
      signal: deadline.signal,
    })
    const response = await deadline.within(sending)
    return await readResponse<Body>(response, deadline, { ...operationCall, secrets })
  } catch (error) {
    signal?.throwIfAborted()
    if (error instanceof KaleyraError) throw error
    if (deadline.signal.aborted) throw new TimeoutError(timeout, wasSent)
    throw new ConnectionError(causeWithoutSecrets(error, secrets()))
  } finally {
    deadline.stop()
    client?.close()
  }
}

/** @throws {InvalidInputError} naming `apiKey`. Its cause is what the function threw. */
async function keyFrom(apiKey: () => string | Promise<string>): Promise<string> {
  try {
    return tokenOf('apiKey', await apiKey())
  } catch (cause) {
    if (cause instanceof KaleyraError) throw cause
    throw new InvalidInputError('apiKey', 'function threw an error: see cause', { cause })
  }
}

/**
 * On Deno, a client that keeps no idle connection. Deno's default client silently repeats a request if the server drops a
 * connection that Deno had kept open. It does so even if the server has read the request.
 */
function clientWithoutIdleConnections(): HttpClient | undefined {
  const runtime: { Deno?: { createHttpClient?: (options: object) => HttpClient }; fetch: unknown } =
    globalThis
  return runtime.Deno?.createHttpClient?.({ poolMaxIdlePerHost: 0 })
}

interface HttpClient {
  close(): void
}
