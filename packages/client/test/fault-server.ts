import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sendReaction } from '../src/generated/operations.ts'
import { createTransport, type TransportOptions } from '../src/index.ts'
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
  /** Answers that are neither finished nor broken off. */
  open(): number
}

/** Starts a server; `answer` gets each request after its body arrived. */
export async function startFaultServer(
  answer: (outgoing: ServerResponse, call: number, incoming: IncomingMessage) => void,
): Promise<FaultServer> {
  const calls: FaultServer['calls'] = []
  let open = 0
  const server = createServer(async (incoming, outgoing) => {
    open += 1
    outgoing.once('close', () => {
      open -= 1
    })
    let body = ''
    for await (const chunk of incoming) body += chunk
    calls.push({ method: incoming.method, url: incoming.url, headers: incoming.headers, body })
    answer(outgoing, calls.length, incoming)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    open: () => open,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** The address of a server that has just ended. */
export async function closedAddress(): Promise<string> {
  await using server = await startFaultServer(() => {})
  return server.url
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

/** Fictional settings, a reaction, and two answers. */
export const settings = { sid: 'HXAP1600000097IN', apiKey: 'secret-key', phoneNumber: '919000000001' }
export const reaction = { to: '919000000002', messageId: 'wamid.HBgLMxxx', emoji: '👍' }
export const accepted: string = JSON.stringify({
  code: 'WA202',
  message: 'ok',
  data: { message_id: 'A1' },
  error: {},
})
export const busy: string = JSON.stringify({ code: 'X', message: 'busy' })

/** What a server does with its nth call. */
export type Respond = (outgoing: ServerResponse, call: number, incoming: IncomingMessage) => void

/** Answers at once. */
export function status(code: number, body = '', headers: Record<string, string> = {}): Respond {
  return (outgoing) => outgoing.writeHead(code, headers).end(body)
}

/** Sends one reaction and gives what came of it: the answer, or what was thrown. */
export function outcomeOf(
  server: FaultServer,
  options: Partial<TransportOptions> = {},
  runtime: Runtime = testRuntime(),
): Promise<unknown> {
  const transport = createTransport({ apiKey: settings.apiKey, baseUrl: server.url, ...options }, runtime)
  const body = {
    messaging_object: {
      messaging_product: 'whatsapp',
      to: '1',
      type: 'reaction',
      reaction: { message_id: 'w', emoji: '' },
    },
  } as const
  return sendReaction(transport, { sid: 's', phone_number: '1', body }).catch((error: unknown) => error)
}
