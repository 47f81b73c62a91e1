import type { ServerResponse } from 'node:http'
import type { Reply } from './mock.ts'

const page = '<!doctype html><title>502 Bad Gateway</title><h1>502 Bad Gateway</h1>'

/** Sends a reply, with what is to go wrong on the way. */
export function send(reply: Reply, outgoing: ServerResponse): void {
  const fault = reply.scenario?.fault
  if (fault === 'stall') return
  if (fault === 'reset') {
    outgoing.destroy()
    return
  }
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
  if (fault === 'truncated') return new Response(halfOf(body), { status, headers })
  return new Response(body === '' ? null : body, { status, headers })
}

function faulty({ status, headers, body, scenario }: Reply): {
  status: number
  headers: Record<string, string>
  body: string
} {
  const fault = scenario?.fault
  if (fault === 'html') return { status: 502, headers: { 'content-type': 'text/html' }, body: page }
  const text = body === undefined ? '' : JSON.stringify(body)
  if (fault === 'empty') return { status, headers, body: '' }
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

function halfOf(body: string): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(body)
  return ReadableStream.from(
    (async function* () {
      yield bytes.subarray(0, bytes.length / 2)
      throw broken()
    })(),
  )
}
