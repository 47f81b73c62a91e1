import { once } from 'node:events'
import { createServer, type IncomingMessage, maxHeaderSize, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { member } from '@kaleyra-reactions/model/member'
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
    this.#server.on('clientError', (error, socket) => this.#refuseBytes(error, socket))
  }

  /**
   * Listens on the port, and returns the base address.
   *
   * @throws if the port is not available.
   */
  async listen(port: number, host: string): Promise<string> {
    this.#server.listen(port, host)
    await once(this.#server, 'listening').catch((error: unknown) => {
      const code = String(member(error, 'code'))
      const message = listenProblems(port, host)[code]
      if (message === undefined) throw error
      throw Object.assign(new Error(message, { cause: error }), { code })
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

  /** Refuses bytes that Node cannot read as a request. A request that just breaks off is not a violation. */
  #refuseBytes(error: Error, socket: Duplex): void {
    const code = String(member(error, 'code'))
    const isResponding = [...this.#underWay.keys()].some(
      (outgoing) => outgoing.socket === socket && outgoing.headersSent,
    )
    if (isResponding || !socket.writable || !code.startsWith('HPE_') || code === 'HPE_INVALID_EOF_STATE') {
      socket.destroy()
      return
    }
    const isTooLong = code === 'HPE_HEADER_OVERFLOW'
    const status = isTooLong ? 431 : 400
    this.#responder.noteUnread(
      status,
      isTooLong
        ? `the target and the headers are longer than ${maxHeaderSize} bytes`
        : `this is not an HTTP/1.1 request: ${error.message}; use http, not https`,
    )
    const words = isTooLong ? 'Request Header Fields Too Large' : 'Bad Request'
    socket.end(`HTTP/1.1 ${status} ${words}\r\nconnection: close\r\n\r\n`)
  }
}

/** Why a port is not available, by error code. */
function listenProblems(port: number, host: string): Readonly<Record<string, string>> {
  const remedy = 'Set host (--host) to an address of this machine, such as 127.0.0.1.'
  return {
    EADDRINUSE: `Port ${port} of ${host} is in use by another program. Choose another port, or 0 for a free one.`,
    EACCES: `Port ${port} of ${host} needs more rights than this program has. Choose a port above 1023, or 0.`,
    EADDRNOTAVAIL: `This machine does not have the address ${host}. ${remedy}`,
    ENOTFOUND: `The address ${host} is not found. ${remedy}`,
    EAI_AGAIN: `The address ${host} is not found. ${remedy}`,
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
