import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { Answer } from './engine.ts'
import type { Reply } from './mock.ts'

/** Statuses whose answer has no body (RFC 9110, 15). */
const bodiless = new Set([204, 205, 304])

const page = '<!doctype html><title>502 Bad Gateway</title><h1>502 Bad Gateway</h1>'

/**
 * Sends a reply, with what is to go wrong on the way.
 *
 * @throws when the connection is to be broken: by a reset, or because the stop has come to an answer that never would.
 */
export async function send(reply: Reply, outgoing: ServerResponse, stop: AbortSignal): Promise<void> {
  const fault = reply.scenario?.fault
  if (fault === 'reset') throw broken()
  if (fault === 'stall') return void (await once(outgoing, 'close', { signal: stop }))
  const { status, headers, body } = faulty(reply)
  if (fault === 'truncated') {
    outgoing.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) })
    outgoing.write(body.slice(0, body.length / 2), () => outgoing.destroy())
    return
  }
  outgoing.writeHead(status, headers).end(body)
}

/** The same as a `Response`, for a `fetch` without network. */
export async function responseOf(reply: Reply, signal: AbortSignal | undefined): Promise<Response> {
  const fault = reply.scenario?.fault
  if (fault === 'reset') throw broken()
  if (fault === 'stall') return never(signal)
  const { status, headers, body } = faulty(reply)
  if (body === '') return new Response(null, { status, headers })
  return new Response(fault === 'truncated' ? halfOf(Buffer.from(body)) : body, { status, headers })
}

function faulty({ status, headers, body, scenario }: Reply): Answer & { body: string } {
  const fault = scenario?.fault
  if (fault === 'html') return { status: 502, headers: { 'content-type': 'text/html' }, body: page }
  const text = body === undefined ? '' : JSON.stringify(body)
  if (fault === 'empty' || bodiless.has(status)) return { status, headers, body: '' }
  return { status, headers, body: fault === 'malformed' ? `${text}}` : text }
}

/** What `fetch` of Node throws for a broken connection. */
function broken(): TypeError {
  return new TypeError('fetch failed', {
    cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }),
  })
}

function never(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    if (signal?.aborted) reject(signal.reason)
    signal?.addEventListener('abort', () => reject(signal.reason))
  })
}

async function* halfOf(body: Uint8Array): AsyncGenerator<Uint8Array> {
  yield body.subarray(0, body.length / 2)
  throw broken()
}
