import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { member } from '@kaleyra-reactions/model/member'
import { applyFault, fetchResponseOf } from './apply-fault.ts'
import type { Control } from './control.ts'
import { type MockRequest, type MockResponse, problemResponse } from './exchange.ts'
import type { MockOptions } from './options.ts'
import { pause } from './pause.ts'
import { createResponder, type Responder } from './responder.ts'

/** A running mock. */
export interface Mock extends Control, AsyncDisposable {
  /** Base address, for example `http://127.0.0.1:4010`. */
  readonly url: string
  /** Responds like the server, without the network: for the `fetch` option of a client. */
  readonly fetch: typeof globalThis.fetch
  /** Stops the mock. Responses under way are finished; those that would never come are cut off. */
  close(): Promise<void>
}

/** A request as the server or `fetch` gets it. */
interface RawRequest {
  method: string
  /** The target as the request line has it. */
  target: string
  headers: Record<string, string>
  body: Buffer
}

/** Larger bodies are refused with 413. In bytes. */
const largestBody = 1_000_000

/**
 * Starts the mock. It is ready when the promise resolves.
 *
 * @throws the system's error when the port cannot be taken (`code` is `EADDRINUSE` where it is busy). An error that names
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
      const response = await respond(await readRequest(incoming), responder)
      const { status, headers, body } = await applyFault(response, stop.signal)
      outgoing.writeHead(status, headers)
      if (response.scenario?.fault !== 'truncated') outgoing.end(body)
      else outgoing.write(body.slice(0, body.length / 2), () => outgoing.destroy())
    } catch {
      outgoing.destroy()
    }
  })
  server.listen(port, host)
  await once(server, 'listening')
  const takenPort = member(server.address(), 'port')

  async function close(): Promise<void> {
    const closed = new Promise((resolve) => server.close(resolve))
    stop.abort()
    for (const outgoing of underWay) await once(outgoing, 'close')
    // `server.close` itself leaves a connection open that has not sent a request yet.
    server.closeAllConnections()
    await closed
    await responder.settled()
  }
  async function fetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    const request = new Request(input, init)
    // The caller's own signal: the signal of `request` stops following it when `request` is collected.
    const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined)
    const { method, url: target } = request
    const headers = Object.fromEntries(request.headers)
    const body = Buffer.from(await request.arrayBuffer())
    const response = await respond({ method, target, headers, body }, responder, signal)
    return fetchResponseOf(response, signal)
  }
  const name = host.includes(':') ? `[${host}]` : host
  return { ...responder, url: `http://${name}:${takenPort}`, fetch, close, [Symbol.asyncDispose]: close }
}

/** Responds to a request, after the delay that was asked for. Its target may be absolute, have a fragment, or be a `*`. */
async function respond(
  { target, body, ...request }: RawRequest,
  responder: Responder,
  signal?: AbortSignal,
): Promise<MockResponse> {
  if (body.length > largestBody) {
    const title = `The body is larger than ${largestBody} bytes.`
    return problemResponse(413, title, { connection: 'close' })
  }
  const response = await responder.respond({ ...request, ...readTarget(target), text: body.toString('utf8') })
  if (response.scenario?.delay) await pause(response.scenario.delay, signal)
  return response
}

/** The path and the query of a target. */
function readTarget(target: string): Pick<MockRequest, 'path' | 'query'> {
  const relative = target.replace(/#.*/s, '').replace(/^https?:\/\/[^/?]*\/?|^\/?/i, '/')
  const { path = '/', search = '' } = /^(?<path>[^?]*)(\?(?<search>.*))?$/s.exec(relative)?.groups ?? {}
  return { path, query: Object.fromEntries(new URLSearchParams(search)) }
}

/** The request with its body. Of a body that is too large, it has the beginning only. */
async function readRequest(incoming: IncomingMessage): Promise<RawRequest> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
    size += chunk.length
    chunks.push(chunk)
    if (size > largestBody) break
  }
  // The sender reads the response only once it has sent the whole body.
  incoming.resume()
  const { method = 'GET', url: target = '/' } = incoming
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])
  return { method, target, headers: Object.fromEntries(headers), body: Buffer.concat(chunks) }
}
