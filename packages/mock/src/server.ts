import { once } from 'node:events'
import { createServer, type IncomingMessage, maxHeaderSize, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { member } from '@kaleyra-reactions/model/member'
import { applyFault } from './apply-fault.ts'
import { type Answer, largestBody } from './call-responder.ts'
import type { Control } from './control.ts'
import { createDirectFetch } from './direct-fetch.ts'
import { bodyTextOf, type MockResponse, problemResponse, type RawRequest } from './exchange.ts'
import type { CaseName } from './generated/case-names.ts'
import { noteSent } from './note-sent.ts'
import type { MockOptions } from './options.ts'
import { pause } from './pause.ts'
import { checkOptions } from './read-options.ts'
import { createResponder, type Responder } from './responder.ts'

/** A running mock. */
export interface Mock<Name extends string = CaseName> extends Control<Name>, AsyncDisposable {
  /** Base address, for example `http://127.0.0.1:4010`. */
  readonly url: string
  /** Responds like the server, without the network: for the `fetch` option of a client. */
  readonly fetch: typeof globalThis.fetch
  /** How many calls were refused since the start, those of every scope and those before a reset included. */
  readonly invalidCalls: number
  /**
   * The control of the calls with this SID alone. From now on they belong to it, not to the mock's own control: parallel
   * workers do not disturb each other.
   *
   * @throws {ScenarioError} when there are too many scopes.
   */
  scope(sid: string): Control<Name>
  /**
   * Stops the mock. Responses under way are finished, for 5 seconds at most. Those that would never come, uploads that are
   * not complete and callbacks whose time has not come are cut off. Then the journal, the callbacks and the coverage can be
   * read; `next`, `always`, `verify` and `settled` throw, as they would be about calls that cannot come.
   */
  close(): Promise<void>
}

/** Responses under way get that long when the mock stops. In milliseconds. */
const grace = 5000

/**
 * Starts the mock.
 *
 * @throws when the port cannot be taken (`code` is `EADDRINUSE` where it is busy; the message names it), when an option is
 * none, and when the document cannot be read or trusted (the message names each place).
 */
export async function serveMock(options: MockOptions): Promise<Mock<string>> {
  checkOptions(options)
  const { port = 0, host = '127.0.0.1' } = options
  const responder = await createResponder(options)
  const server = new MockServer(responder)
  const url = await server.listen(port, host)
  const direct = createDirectFetch(responder)
  const { scopes } = responder

  async function close(): Promise<void> {
    scopes.isClosed = true
    await Promise.all([server.close(), direct.close(grace)])
    await Promise.all(scopes.all().map(({ deliveries }) => deliveries.close()))
  }
  return {
    ...scopes.common.control,
    url,
    fetch: direct.fetch,
    get invalidCalls() {
      return scopes.invalidCalls
    },
    scope: (sid) => scopes.open(sid).control,
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** The server: it reads requests from sockets and writes responses, faults included. */
class MockServer {
  /** Aborted when the mock stops. */
  readonly #stop = new AbortController()
  /** Aborted when the time is over that responses under way get. */
  readonly #end = new AbortController()
  readonly #responder: Responder
  readonly #underWay = new Map<ServerResponse, IncomingMessage>()
  readonly #server = createServer(
    // Node would refuse a request without a host itself, and no one would learn of it.
    { requireHostHeader: false },
    (incoming, outgoing) => this.#handle(incoming, outgoing),
  )

  constructor(responder: Responder) {
    this.#responder = responder
    // Without it, Node itself refuses what is expected, and no one learns of it.
    this.#server.on('checkExpectation', (incoming, outgoing) => this.#handle(incoming, outgoing))
    this.#server.on('connect', (incoming, socket) => this.#refuseTunnel(incoming, socket))
    this.#server.on('clientError', (error, socket) => this.#refuseBytes(error, socket))
  }

  /** Takes the port; gives the address. */
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

  async close(): Promise<void> {
    if (this.#stop.signal.aborted) return
    const closed = new Promise((resolve) => this.#server.close(resolve))
    this.#stop.abort()
    const timer = setTimeout(() => this.#end.abort(), grace)
    for (const [outgoing, incoming] of this.#underWay) if (!incoming.complete) outgoing.destroy()
    for (const outgoing of this.#underWay.keys()) if (!outgoing.closed) await once(outgoing, 'close')
    clearTimeout(timer)
    // `server.close` itself leaves a connection open that has not sent a request yet.
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
      if (incoming.httpVersion === '1.1' && incoming.headers.host === undefined) {
        this.#refuse(noHost, incoming, outgoing)
        return
      }
      const answer = await this.#responder.respond(await this.#receive(incoming))
      outgoing.once('close', () => {
        if (!outgoing.writableFinished) answer.call?.abandoned()
      })
      await this.#send(answer, outgoing, AbortSignal.any([gone.signal, this.#end.signal]))
    } catch {
      outgoing.destroy()
    }
  }

  /** Refuses a request that is not read. */
  #refuse(refusal: MockResponse, incoming: IncomingMessage, outgoing: ServerResponse): void {
    this.#responder.refuseUnread(refusal, { method: methodOf(incoming), path: pathOf(incoming) })
    incoming.resume()
    outgoing.writeHead(refusal.status, { ...refusal.headers, connection: 'close' }).end(bodyTextOf(refusal))
  }

  /** Refuses what is meant for a proxy. */
  #refuseTunnel(incoming: IncomingMessage, socket: Duplex): void {
    const reason = 'CONNECT is no method of the mock, which is no proxy. Make its address the base address.'
    this.#responder.refuseUnread(problemResponse(405, reason), { method: 'CONNECT', path: pathOf(incoming) })
    socket.on('error', () => socket.destroy())
    socket.end('HTTP/1.1 405 Method Not Allowed\r\nconnection: close\r\n\r\n')
  }

  /** The request with its body; tells of a caller who leaves within the body. */
  async #receive(incoming: IncomingMessage): Promise<RawRequest> {
    const body: Buffer[] = []
    try {
      return await receive(incoming, body)
    } catch (error) {
      const { 'content-length': length } = incoming.headers
      const received = Buffer.concat(body).length
      const share = length === undefined ? `${received} bytes` : `${received} of ${length} bytes`
      if (!this.#stop.signal.aborted) {
        const call = `${methodOf(incoming)} ${pathOf(incoming)}`
        this.#responder.tellUnread(`${call}: the caller left after ${share} of the body; it is no call`)
      }
      throw error
    }
  }

  /** Refuses what Node cannot read as a request. A sender who breaks off within one has no fault. */
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
    if (isTooLong) {
      const reason = `The target and the headers are longer than ${maxHeaderSize} bytes.`
      this.#responder.refuseUnread(problemResponse(431, reason))
    } else {
      this.#responder.tellUnread(
        `Bytes that are no request: ${error.message}; the mock speaks HTTP/1.1, and no https`,
      )
    }
    const status = isTooLong ? '431 Request Header Fields Too Large' : '400 Bad Request'
    socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\n\r\n`)
  }

  /** @throws when the caller has left, or the mock ends, before the response. */
  async #send(answer: Answer, outgoing: ServerResponse, over: AbortSignal): Promise<void> {
    const { response, scenario, call } = answer
    const { fault, delay = 0 } = scenario
    if (delay > 0) await pause(delay, over)
    if (fault === 'stall') await pause(Number.POSITIVE_INFINITY, AbortSignal.any([over, this.#stop.signal]))
    if (fault === 'reset') {
      call?.broken()
      outgoing.socket?.resetAndDestroy()
      return
    }
    const sent = applyFault(response, fault)
    const isCut = fault === 'truncated'
    noteSent({ answer, outgoing: sent, isBroken: isCut, responder: this.#responder })
    outgoing.writeHead(sent.status, sent.headers)
    if (!isCut) outgoing.end(sent.body)
    else outgoing.write(sent.body.slice(0, sent.body.length / 2), () => outgoing.destroy())
  }
}

/** Why a port cannot be taken, by the code of the error. */
function listenProblems(port: number, host: string): Readonly<Record<string, string>> {
  const remedy = 'Give an address of this machine (host, --host), such as 127.0.0.1.'
  return {
    EADDRINUSE: `Port ${port} of ${host} is in use by another program. Choose another port, or 0 for a free one.`,
    EACCES: `Port ${port} of ${host} needs rights that this program does not have. Choose a port above 1023, or 0.`,
    EADDRNOTAVAIL: `The address ${host} is none of this machine. ${remedy}`,
    ENOTFOUND: `The address ${host} is not found. ${remedy}`,
    EAI_AGAIN: `The address ${host} is not found. ${remedy}`,
  }
}

const noHost: MockResponse = problemResponse(400, 'the host header is missing: HTTP/1.1 asks for one')

function methodOf({ method = 'GET' }: IncomingMessage): string {
  return method
}

/** The target without its query, which is nobody's business in a log. */
function pathOf({ url = '/' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? ''
}

/**
 * The request with its body. Of a body that is too large, it has the beginning only.
 *
 * @param chunks gets what arrives.
 */
async function receive(incoming: IncomingMessage, chunks: Buffer[]): Promise<RawRequest> {
  let size = 0
  for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
    size += chunk.length
    chunks.push(chunk)
    if (size > largestBody) break
  }
  // The sender reads the response only once it has sent the whole body.
  incoming.resume()
  const { url: target = '/', headersDistinct } = incoming
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])
  return {
    method: methodOf(incoming),
    target,
    headers: Object.fromEntries(headers),
    repeatedHeaders: Object.keys(headersDistinct).filter((name) => (headersDistinct[name]?.length ?? 0) > 1),
    body: Buffer.concat(chunks),
  }
}
