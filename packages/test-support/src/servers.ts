import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/** A request that the server received. */
export interface Received {
  method: string | undefined
  url: string | undefined
  headers: IncomingMessage['headers']
  body: string
}

/** A server on a free port of this machine. */
export interface TestServer extends AsyncDisposable {
  url: string
  /** The requests that arrived, oldest first. */
  received: Received[]
  /** How many responses are still open. */
  open(): number
}

/** Responds to a request after its body has arrived. `call` counts from 1. */
export type Respond = (outgoing: ServerResponse, call: number, incoming: IncomingMessage) => unknown

/** Starts a server. */
export async function startServer(respond: Respond): Promise<TestServer> {
  const received: Received[] = []
  let open = 0
  const server = createServer(async (incoming, outgoing) => {
    open += 1
    outgoing.once('close', () => {
      open -= 1
    })
    let body = ''
    for await (const chunk of incoming.setEncoding('utf8')) body += chunk
    const { method, url, headers } = incoming
    received.push({ method, url, headers, body })
    await respond(outgoing, received.length, incoming)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    received,
    open: () => open,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

/** Responds at once. */
export function status(code: number, body = '', headers: Record<string, string> = {}): Respond {
  return (outgoing) => outgoing.writeHead(code, headers).end(body)
}

/** The address of a server that has just ended. */
export async function closedAddress(): Promise<string> {
  await using server = await startServer(() => undefined)
  return server.url
}

function portOf(address: ReturnType<ReturnType<typeof createServer>['address']>): number {
  if (typeof address === 'object' && address !== null) return address.port
  throw new Error('The server listens on no port')
}
