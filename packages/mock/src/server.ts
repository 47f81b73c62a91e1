import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { answerControl, controlPath } from './control.ts'
import { problem } from './engine.ts'
import { type ContractOptions, type Control, createResponder, type Reply, type Responder } from './mock.ts'
import { responseOf, send } from './reply.ts'

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
  /** Ends when every callback so far is delivered, or has failed. */
  settled(): Promise<void>
  /** Stops the mock: answers under way are finished, those that would never come are cut off. */
  close(): Promise<void>
}

/** Larger bodies are refused with 413. */
const largestBody = 1_000_000

/**
 * Starts the mock; it is ready when the promise resolves.
 *
 * @throws the system's error when the port cannot be taken (`code` is `EADDRINUSE` where it is busy); an error that names
 * each place when the document cannot be read or trusted.
 */
export async function startMock({
  port = 0,
  host = '127.0.0.1',
  ...options
}: MockOptions = {}): Promise<Mock> {
  const responder = await createResponder(options)
  const stalled = new Set<ServerResponse>()
  const server = createServer((incoming, outgoing) => {
    outgoing.once('close', () => {
      stalled.delete(outgoing)
      if (!server.listening) server.closeIdleConnections()
    })
    answer(incoming, outgoing, responder).then(
      (reply) => {
        if (reply?.scenario?.fault !== 'stall') return
        if (server.listening) stalled.add(outgoing)
        else outgoing.destroy()
      },
      () => outgoing.destroy(),
    )
  })
  const listening = await listen(server, port, host)

  async function close(): Promise<void> {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    for (const outgoing of stalled) outgoing.destroy()
    await closed
    await responder.settled()
  }
  async function fetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    const request = new Request(input, init)
    // Not that of `request`: it follows the caller's only until the request is collected.
    const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined)
    const { pathname, searchParams } = new URL(request.url)
    const reply = await responder.reply({
      method: request.method,
      path: pathname,
      query: Object.fromEntries(searchParams),
      headers: Object.fromEntries(request.headers),
      text: await request.text(),
    })
    await wait(reply.scenario?.delay ?? 0, undefined, signal ? { signal } : {})
    return responseOf(reply, signal)
  }
  return { ...responder, url: `http://${host}:${listening}`, fetch, close, [Symbol.asyncDispose]: close }
}

async function listen(server: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const address: AddressInfo | string | null = server.address()
  return typeof address === 'object' && address !== null ? address.port : port
}

async function answer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  responder: Responder,
): Promise<Reply | undefined> {
  const text = await textOf(incoming)
  if (text === undefined) {
    incoming.resume() // The sender reads the answer only once it has sent everything.
    const { body, ...head } = problem(413, `The body is larger than ${largestBody} bytes.`)
    outgoing.writeHead(head.status, { ...head.headers, connection: 'close' }).end(JSON.stringify(body))
    return undefined
  }
  // A target may be absolute, and OPTIONS may ask for `*`.
  const target = (incoming.url ?? '/').replace(/^https?:\/\/[^/?]*\/?|^\/?/i, '/')
  const [path = '/', search = ''] = target.split(/\?(.*)/s)
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, [value].flat().join(', ')])
  const request = {
    method: incoming.method ?? 'GET',
    path,
    query: Object.fromEntries(new URLSearchParams(search)),
    headers: Object.fromEntries(headers),
    text,
  }
  const isControl = path.startsWith(controlPath)
  const reply: Reply = isControl ? answerControl(request, responder) : await responder.reply(request)
  if (reply.scenario?.delay) await wait(reply.scenario.delay)
  send(reply, outgoing)
  return reply
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
