import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type Answer, type EngineRequest, problem } from './engine.ts'
import { type Control, createResponder, type Responder } from './mock.ts'
import type { MockOptions } from './options.ts'
import { outgoingOf, pause, responseOf } from './reply.ts'

/** A running mock. */
export interface Mock extends Control, AsyncDisposable {
  /** Base address, for example `http://127.0.0.1:4010`. */
  readonly url: string
  /** Answers like the server, without the network: for a client's `fetch` option. */
  readonly fetch: typeof globalThis.fetch
  /** Stops the mock: answers under way are finished, those that would never come are cut off. */
  close(): Promise<void>
}

/** A request as it came, by the server or by `fetch`. */
type RawRequest = Omit<EngineRequest, 'path' | 'query' | 'text'> & { target: string; body: Buffer }

/** Larger bodies are refused with 413. */
const largestBody = 1_000_000

/**
 * Starts the mock; it is ready when the promise resolves.
 *
 * @throws the system's error when the port cannot be taken (`code` is `EADDRINUSE` where it is busy); an error that names
 * each place when the document cannot be read or trusted.
 */
export async function startMock(options: MockOptions = {}): Promise<Mock> {
  const { port = 0, host = '127.0.0.1' } = options
  const responder = await createResponder(options)
  const stop = new AbortController()
  const underWay = new Set<ServerResponse>()
  const server = createServer(async (incoming, outgoing) => {
    underWay.add(outgoing)
    outgoing.once('close', () => underWay.delete(outgoing))
    try {
      const reply = await answer(await requestOf(incoming), responder)
      const { status, headers, body } = await outgoingOf(reply, stop.signal)
      outgoing.writeHead(status, headers)
      if (reply.scenario?.fault !== 'truncated') outgoing.end(body)
      else outgoing.write(body.slice(0, body.length / 2), () => outgoing.destroy())
    } catch {
      outgoing.destroy()
    }
  })
  server.listen(port, host)
  await once(server, 'listening')
  const { port: taken } = Object(server.address())

  async function close(): Promise<void> {
    const closed = new Promise((resolve) => server.close(resolve))
    stop.abort()
    for (const outgoing of underWay) await once(outgoing, 'close')
    server.closeAllConnections() // Node's own way spares those that never asked for anything.
    await closed
    await responder.settled()
  }
  async function fetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    const request = new Request(input, init)
    // Not that of `request`: it follows the caller's only until the request is collected.
    const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined)
    const { method, url: target } = request
    const headers = Object.fromEntries(request.headers)
    const body = Buffer.from(await request.arrayBuffer())
    const reply = await answer({ method, target, headers, body }, responder, signal)
    return responseOf(reply, signal)
  }
  const name = host.includes(':') ? `[${host}]` : host
  return { ...responder, url: `http://${name}:${taken}`, fetch, close, [Symbol.asyncDispose]: close }
}

/** Answers a request, after the delay that was asked for; its target may be absolute, have a fragment, or be a `*`. */
async function answer(
  { target, body, ...request }: RawRequest,
  responder: Responder,
  signal?: AbortSignal,
): Promise<Answer> {
  if (body.length > largestBody)
    return problem(413, `The body is larger than ${largestBody} bytes.`, { connection: 'close' })
  const relative = target.replace(/#.*/s, '').replace(/^https?:\/\/[^/?]*\/?|^\/?/i, '/')
  const [path = '/', search = ''] = relative.split(/\?(.*)/s)
  const query = Object.fromEntries(new URLSearchParams(search))
  const reply = await responder.reply({ ...request, path, query, text: body.toString('utf8') })
  if (reply.scenario?.delay) await pause(reply.scenario.delay, signal)
  return reply
}

/** The request with its body, or with the beginning of one that is too large. */
async function requestOf(incoming: IncomingMessage): Promise<RawRequest> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
    size += chunk.length
    chunks.push(chunk)
    if (size > largestBody) break
  }
  incoming.resume() // The sender reads the answer only once it has sent everything.
  const { method = 'GET', url: target = '/' } = incoming
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])
  return { method, target, headers: Object.fromEntries(headers), body: Buffer.concat(chunks) }
}
