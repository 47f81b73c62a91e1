import { applyFault } from './apply-fault.ts'
import type { Answer } from './call-responder.ts'
import { noteSent } from './note-sent.ts'
import { pause } from './pause.ts'
import type { Responder } from './responder.ts'

/** A `fetch` that the mock answers without the network. */
export interface DirectFetch {
  fetch: typeof globalThis.fetch
  /** Ends it like a server that stops: responses under way get some milliseconds, later calls find no one. */
  close(grace: number): Promise<void>
}

/** Makes a `fetch` that the responder answers. */
export function createDirectFetch(responder: Responder): DirectFetch {
  const stop = new AbortController()
  const end = new AbortController()
  const underWay = new Set<Promise<unknown>>()

  async function fetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    const request = new Request(input, init)
    // The caller's own signal: the signal of `request` stops following it when `request` is collected.
    const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined)
    signal?.throwIfAborted()
    if (stop.signal.aborted) throw connectionError('ECONNREFUSED', 'connect ECONNREFUSED')
    const body = Buffer.from(await request.arrayBuffer())
    const headers = Object.fromEntries(request.headers)
    const answer = await responder.respond({ method: request.method, target: request.url, headers, body })
    const sending = send(answer, signal ?? undefined)
    underWay.add(sending)
    return sending.finally(() => underWay.delete(sending))
  }

  async function send(answer: Answer, signal: AbortSignal | undefined): Promise<Response> {
    const { response, scenario, call } = answer
    const { fault, delay = 0 } = scenario
    const callers = signal === undefined ? [] : [signal]
    try {
      if (delay > 0) await pause(delay, AbortSignal.any([...callers, end.signal]))
      if (fault === 'stall') await pause(Number.POSITIVE_INFINITY, AbortSignal.any([...callers, stop.signal]))
    } catch (reason) {
      call?.abandoned()
      throw signal?.aborted ? reason : brokenConnection()
    }
    if (fault === 'reset') {
      call?.broken()
      throw brokenConnection()
    }
    const isCut = fault === 'truncated'
    const { status, headers, body, ...sent } = applyFault(response, fault)
    noteSent({ answer, outgoing: { status, headers, body, ...sent }, isBroken: isCut, responder })
    return new Response(isCut ? firstHalf(Buffer.from(body)) : body || null, { status, headers })
  }

  async function close(grace: number): Promise<void> {
    stop.abort()
    const timer = setTimeout(() => end.abort(), grace)
    await Promise.allSettled(underWay)
    clearTimeout(timer)
  }
  return { fetch, close }
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
