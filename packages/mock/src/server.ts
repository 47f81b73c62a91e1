import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createEngine, type EngineAnswer, type EngineRequest } from './engine.ts'

/** Settings of {@link startMock}. */
export interface MockOptions {
  /** Port to listen on; 0, the default, takes a free one. */
  port?: number | undefined
  /** Address to listen on. Default 127.0.0.1. */
  host?: string | undefined
}

/** A running mock. */
export interface Mock extends AsyncDisposable {
  /** Base address, for example `http://127.0.0.1:4010`. */
  readonly url: string
  /** Answers like the server, without the network: for a client's `fetch` option. */
  readonly fetch: typeof globalThis.fetch
  /** Stops the mock and drops its open connections. */
  close(): Promise<void>
}

const largestBody = 10_000_000

/**
 * Starts the mock; it is ready when the promise resolves.
 *
 * @throws the system's error when the port cannot be taken (`code` is `EADDRINUSE` where it is busy).
 */
export async function startMock({ port = 0, host = '127.0.0.1' }: MockOptions = {}): Promise<Mock> {
  const engine = await createEngine()
  const server = createServer(async (incoming, outgoing) => {
    const answer = await answerTo(incoming).catch(failure)
    outgoing.writeHead(answer.status, answer.headers)
    outgoing.end(answer.body === undefined ? undefined : JSON.stringify(answer.body))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const address: AddressInfo | string | null = server.address()
  const listening = typeof address === 'object' && address !== null ? address.port : port

  async function answerTo(incoming: IncomingMessage): Promise<EngineAnswer> {
    return engine(await requestOf(incoming))
  }
  async function close(): Promise<void> {
    server.closeAllConnections()
    await new Promise<void>((resolve) => server.close(() => resolve()))
  }
  async function fetchDirectly(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    const request = new Request(input, init)
    const { pathname, search } = new URL(request.url)
    const answer = await engine({
      method: request.method,
      path: pathname,
      query: Object.fromEntries(new URLSearchParams(search)),
      headers: Object.fromEntries(request.headers),
      body: parse(await request.text()),
    }).catch(failure)
    const { status, headers } = answer
    return new Response(answer.body === undefined ? null : JSON.stringify(answer.body), { status, headers })
  }
  return { url: `http://${host}:${listening}`, fetch: fetchDirectly, close, [Symbol.asyncDispose]: close }
}

async function requestOf(incoming: IncomingMessage): Promise<EngineRequest> {
  const target = incoming.url ?? '/'
  const [path = '/', search = ''] = target.split(/\?(.*)/s)
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, [value].flat().join(', ')])
  return {
    method: incoming.method ?? 'GET',
    path,
    query: Object.fromEntries(new URLSearchParams(search)),
    headers: Object.fromEntries(headers),
    body: parse(await textOf(incoming)),
  }
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming) {
    size += chunk.length
    if (size > largestBody) throw new RangeError('body')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Malformed JSON stays the text it is: it breaks the schema, and the document says what that is answered with. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function failure(error: unknown): EngineAnswer {
  const [status, title] =
    error instanceof RangeError
      ? [413, `The body is larger than ${largestBody} bytes.`]
      : error instanceof URIError
        ? [400, 'The path is not validly encoded.']
        : [500, 'The mock failed.']
  return { status, headers: { 'content-type': 'application/problem+json' }, body: { status, title } }
}
