import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { member, textMember } from '@kaleyra-reactions/model/member'
import type { Responder } from '../responder.ts'
import type { RawRequest } from './exchange.ts'
import { largestBody } from './read-request.ts'
import { transmissionOf } from './transmission.ts'

/** Reads requests from sockets and writes responses, faults included. */
export class MockServer {
  /** Aborted when the mock stops. */
  readonly #stop = new AbortController()
  readonly #responder: Responder
  readonly #underWay = new Map<ServerResponse, IncomingMessage>()
  readonly #server = createServer((incoming, outgoing) => this.#handle(incoming, outgoing))

  constructor(responder: Responder) {
    this.#responder = responder
  }

  /**
   * Listens on the port, and returns the base address.
   *
   * @throws if the port is not available.
   */
  async listen(port: number, host: string): Promise<string> {
    this.#server.listen(port, host)
    await once(this.#server, 'listening').catch((error: unknown) => {
      const reason = textMember(error, 'message')
      throw new Error(`${reason}. Set another port (0 picks a free one) or host.`, { cause: error })
    })
    const name = host.includes(':') ? `[${host}]` : host
    return `http://${name}:${member(this.#server.address(), 'port')}`
  }

  /** Breaks off delays, stalls and incomplete uploads, and finishes everything else. */
  async close(): Promise<void> {
    if (this.#stop.signal.aborted) return
    const closed = new Promise((resolve) => this.#server.close(resolve))
    this.#stop.abort()
    for (const [outgoing, incoming] of this.#underWay) if (!incoming.complete) outgoing.destroy()
    for (const outgoing of this.#underWay.keys()) if (!outgoing.closed) await once(outgoing, 'close')
    // `server.close` leaves connections open that have not sent a request yet.
    this.#server.closeAllConnections()
    await closed
  }

  async #handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    this.#underWay.set(outgoing, incoming)
    const gone = new AbortController()
    outgoing.once('close', () => {
      this.#underWay.delete(outgoing)
      gone.abort()
    })
    try {
      const answer = await this.#responder.respond(await receive(incoming))
      const sent = await transmissionOf(answer, AbortSignal.any([gone.signal, this.#stop.signal]))
      if (sent.connection === 'breaks before') {
        outgoing.socket?.resetAndDestroy()
        return
      }
      outgoing.once('close', () => {
        if (!outgoing.writableFinished && sent.connection === 'holds') answer.note('abandoned')
      })
      outgoing.writeHead(sent.status, sent.headers)
      if (sent.connection === 'holds') outgoing.end(sent.body)
      else outgoing.write(sent.body.slice(0, sent.body.length / 2), () => outgoing.destroy())
    } catch {
      outgoing.destroy()
    }
  }
}

/** The request with its body, or with the beginning of one that is too large. */
async function receive(incoming: IncomingMessage): Promise<RawRequest> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
    size += chunk.length
    chunks.push(chunk)
    if (size > largestBody) break
  }
  // The sender reads the response only after it has sent the whole body.
  incoming.resume()
  const { method = 'GET', url: target = '/' } = incoming
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])
  return { method, target, headers: Object.fromEntries(headers), body: Buffer.concat(chunks) }
}
