import type { Responder } from '../responder.ts'
import { transmissionOf } from './transmission.ts'

/** A `fetch` that the mock answers without the network. */
export interface DirectFetch {
  fetch: typeof globalThis.fetch
  /** Stops it as a server stops: pending responses break off, and later calls cannot connect. */
  close(): Promise<void>
}

/** Makes a `fetch` that the responder answers. */
export function createDirectFetch(responder: Responder): DirectFetch {
  const stop = new AbortController()
  const underWay = new Set<Promise<unknown>>()

  async function send(request: Request, signal: AbortSignal | undefined): Promise<Response> {
    const body = Buffer.from(await request.arrayBuffer())
    const headers = Object.fromEntries(request.headers)
    const answer = await responder.respond({ method: request.method, target: request.url, headers, body })
    const over = AbortSignal.any(signal === undefined ? [stop.signal] : [signal, stop.signal])
    const sent = await transmissionOf(answer, over).catch((reason: unknown) => {
      throw signal?.aborted ? reason : brokenConnection()
    })
    if (sent.connection === 'breaks before') throw brokenConnection()
    const { status, headers: sentHeaders, connection } = sent
    const content = connection === 'holds' ? sent.body || null : firstHalf(Buffer.from(sent.body))
    return new Response(content, { status, headers: sentHeaders })
  }

  return {
    async fetch(input, init) {
      const request = new Request(input, init)
      // The caller's own signal: that of `request` stops following it once `request` is garbage-collected.
      const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined)
      signal?.throwIfAborted()
      if (stop.signal.aborted) throw connectionError('ECONNREFUSED', 'connect ECONNREFUSED')
      const sending = send(request, signal ?? undefined)
      underWay.add(sending)
      return sending.finally(() => underWay.delete(sending))
    },
    async close() {
      stop.abort()
      await Promise.allSettled(underWay)
    },
  }
}

async function* firstHalf(body: Uint8Array): AsyncGenerator<Uint8Array> {
  yield body.subarray(0, body.length / 2)
  throw brokenConnection()
}

function brokenConnection(): TypeError {
  return connectionError('ECONNRESET', 'read ECONNRESET')
}

/** The error that `fetch` of Node throws for a failed connection. */
function connectionError(code: string, message: string): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(message), { code }) })
}
