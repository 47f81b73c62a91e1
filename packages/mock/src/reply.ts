import type { TimerOptions } from 'node:timers'
import { setTimeout as wait } from 'node:timers/promises'
import type { Answer } from './engine.ts'

/** Statuses whose answer has no body (RFC 9110, 15). */
const bodiless = new Set([204, 205, 304])

const page = '<!doctype html><title>502 Bad Gateway</title><h1>502 Bad Gateway</h1>'

/**
 * A reply as it goes out, with what is to go wrong on the way, but for a body that is to be truncated.
 *
 * @throws what `fetch` throws when the connection is to break; the signal's reason when it ends the wait for an answer that
 * never comes.
 */
export async function outgoingOf(reply: Answer, signal?: AbortSignal): Promise<Answer & { body: string }> {
  const { status, headers, body, scenario: { fault } = {} } = reply
  if (fault === 'reset') throw broken()
  // A wait that never ends keeps no process alive.
  if (fault === 'stall') await pause(2 ** 31 - 1, signal, { ref: false })
  if (fault === 'html') return { status: 502, headers: { 'content-type': 'text/html' }, body: page }
  const isEmpty = fault === 'empty' || body === undefined || bodiless.has(status)
  if (isEmpty) return { status, headers, body: '' }
  return { status, headers, body: JSON.stringify(body) + (fault === 'malformed' ? '}' : '') }
}

/** The same as a `Response`, truncated where that is asked for. */
export async function responseOf(reply: Answer, signal?: AbortSignal): Promise<Response> {
  const { body, ...init } = await outgoingOf(reply, signal)
  return new Response(reply.scenario?.fault === 'truncated' ? halfOf(Buffer.from(body)) : body || null, init)
}

/** What `fetch` of Node throws for a broken connection. */
function broken(): TypeError {
  return new TypeError('fetch failed', {
    cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }),
  })
}

/**
 * Waits for that many milliseconds.
 *
 * @throws as `fetch` does: the reason of the signal.
 */
export async function pause(delay: number, signal?: AbortSignal, options?: TimerOptions): Promise<void> {
  const settings = { ...options, ...(signal && { signal }) }
  await wait(delay, undefined, settings).catch(() => signal?.throwIfAborted())
}

async function* halfOf(body: Uint8Array): AsyncGenerator<Uint8Array> {
  yield body.subarray(0, body.length / 2)
  throw broken()
}
