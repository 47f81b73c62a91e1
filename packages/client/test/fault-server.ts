import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Runtime } from '../src/retry.ts'

/** A real server that answers as told, on a free port of this machine. */
export interface FaultServer extends AsyncDisposable {
  url: string
  /** The requests that arrived, with what they carried. */
  calls: {
    method: string | undefined
    url: string | undefined
    headers: IncomingMessage['headers']
    body: string
  }[]
  /** Open connections. */
  connections(): Promise<number>
}

/** Starts a server; `answer` gets each request after its body arrived. */
export async function startFaultServer(
  answer: (outgoing: ServerResponse, call: number, incoming: IncomingMessage) => void,
): Promise<FaultServer> {
  const calls: FaultServer['calls'] = []
  const server = createServer(async (incoming, outgoing) => {
    let body = ''
    for await (const chunk of incoming) body += chunk
    calls.push({ method: incoming.method, url: incoming.url, headers: incoming.headers, body })
    answer(outgoing, calls.length, incoming)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    connections: () => new Promise((resolve) => server.getConnections((_, count) => resolve(count))),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** A runtime whose waits are noted and over at once; chance is always the same. */
export function testRuntime(random = 0.5): Runtime & { waits: number[] } {
  const waits: number[] = []
  return {
    waits,
    now: () => Date.UTC(2026, 0, 1),
    random: () => random,
    wait: async (milliseconds) => void waits.push(milliseconds),
  }
}
