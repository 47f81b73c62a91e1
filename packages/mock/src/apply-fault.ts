import type { MockResponse } from './exchange.ts'
import { pause } from './pause.ts'

/** Statuses whose response has no body (RFC 9110, 15). */
const bodiless = new Set([204, 205, 304])

const gatewayPage = '<!doctype html><title>502 Bad Gateway</title><h1>502 Bad Gateway</h1>'

/** A response as it goes out. */
export interface OutgoingResponse {
  status: number
  headers: Record<string, string>
  /** Empty where there is none. */
  body: string
}

/**
 * Applies the fault that was asked for, except `truncated`: only the sender of the body can break it off.
 *
 * @throws the error of `fetch` for a broken connection when the connection is to break. The reason of the signal when the
 * signal ends the wait for a response that never comes.
 */
export async function applyFault(response: MockResponse, signal?: AbortSignal): Promise<OutgoingResponse> {
  const { status, headers, body, scenario: { fault } = {} } = response
  if (fault === 'reset') throw brokenConnection()
  // A wait that never ends must not keep the process alive.
  if (fault === 'stall') await pause(2 ** 31 - 1, signal, { ref: false })
  if (fault === 'html') return { status: 502, headers: { 'content-type': 'text/html' }, body: gatewayPage }
  const isEmpty = fault === 'empty' || body === undefined || bodiless.has(status)
  if (isEmpty) return { status, headers, body: '' }
  return { status, headers, body: JSON.stringify(body) + (fault === 'malformed' ? '}' : '') }
}

/** The same as a `Response` of `fetch`, whose body breaks off in the middle where the fault is `truncated`. */
export async function fetchResponseOf(response: MockResponse, signal?: AbortSignal): Promise<Response> {
  const { body, ...init } = await applyFault(response, signal)
  const isTruncated = response.scenario?.fault === 'truncated'
  return new Response(isTruncated ? firstHalf(Buffer.from(body)) : body || null, init)
}

async function* firstHalf(body: Uint8Array): AsyncGenerator<Uint8Array> {
  yield body.subarray(0, body.length / 2)
  throw brokenConnection()
}

/** The error that `fetch` of Node throws for a broken connection. */
function brokenConnection(): TypeError {
  return new TypeError('fetch failed', {
    cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }),
  })
}
