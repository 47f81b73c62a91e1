import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { type EngineRequest, problem } from './engine.ts'
import { type ContractOptions, type Control, createResponder, type Reply, type Responder } from './mock.ts'
import { outgoingOf, pause, responseOf } from './reply.ts'

/** Settings of {@link startMock}. */
export interface MockOptions extends ContractOptions {
  /** Port to listen on; 0, the default, takes a free one. */
  port?: number | undefined
  /** Address to listen on. Default 127.0.0.1. */
  host?: string | undefined
}

/** A running mock. */
export interface Mock extends Control, AsyncDisposable {
  /** Base address, for example `http://127.0.0.1:4010`. */
  readonly url: string
  /** Answers like the server, without the network: for a client's `fetch` option. */
  readonly fetch: typeof globalThis.fetch
  /** Stops the mock: answers under way are finished, those that would never come are cut off. */
  close(): Promise<void>
}

type RawRequest = Omit<EngineRequest, 'path' | 'query'> & { target: string }

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
  let underWay = 0
  const server = createServer(async (incoming, outgoing) => {
    underWay += 1
    outgoing.once('close', () => {
      underWay -= 1
      closeUnused()
    })
    try {
      const reply = await answer(incoming, responder)
      if (reply.scenario?.delay) await pause(reply.scenario.delay)
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
    closeUnused()
    await closed
    await responder.settled()
  }
  /** When stopping; Node's own way spares connections that never asked for anything. */
  function closeUnused(): void {
    if (!server.listening && underWay === 0) server.closeAllConnections()
  }
  async function fetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    const request = new Request(input, init)
    // Not that of `request`: it follows the caller's only until the request is collected.
    const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined)
    const { method, url: target } = request
    const [headers, text] = [Object.fromEntries(request.headers), await request.text()]
    const reply = await responder.reply(requestOf({ method, target, headers, text }))
    if (reply.scenario?.delay) await pause(reply.scenario.delay, signal)
    return responseOf(reply, signal)
  }
  const name = host.includes(':') ? `[${host}]` : host
  return { ...responder, url: `http://${name}:${taken}`, fetch, close, [Symbol.asyncDispose]: close }
}

async function answer(incoming: IncomingMessage, responder: Responder): Promise<Reply> {
  const text = await textOf(incoming)
  if (text === undefined) {
    incoming.resume() // The sender reads the answer only once it has sent everything.
    return problem(413, `The body is larger than ${largestBody} bytes.`, { connection: 'close' })
  }
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, [value].flat().join(', ')])
  const { method = 'GET', url: target = '/' } = incoming
  return responder.reply(requestOf({ method, target, headers: Object.fromEntries(headers), text }))
}

/** A request by its target, which may be absolute, have a fragment, or be the `*` of OPTIONS. */
function requestOf({ target, ...request }: RawRequest): EngineRequest {
  const relative = target.replace(/#.*/s, '').replace(/^https?:\/\/[^/?]*\/?|^\/?/i, '/')
  const [path = '/', search = ''] = relative.split(/\?(.*)/s)
  return { ...request, path, query: Object.fromEntries(new URLSearchParams(search)) }
}

/** The body, or `undefined` where it is too large. */
async function textOf(incoming: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
    size += chunk.length
    if (size > largestBody) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
