import { EventEmitter, once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Received, startServer } from '@kaleyra-reactions/test-support/servers'
import { onTestFinished } from 'vitest'
import { acceptedBody, acceptedStatus, reactionCases } from './document.ts'

/** What the server does with a request. */
export type Fault =
  | { kind: 'accept' }
  /** The reaction is accepted once the responses are released. */
  | { kind: 'hold' }
  /** The connection breaks after the reaction was accepted. */
  | { kind: 'accept and reset' }
  | { kind: 'reset' }
  | { kind: 'stall' }
  | { kind: 'respond'; status: number; body?: unknown; headers?: Record<string, string> }

/** A request as a script sees it. */
export interface Call {
  /** Counted from 1. */
  number: number
  messageId: string
  headers: IncomingMessage['headers']
}

/** Decides what becomes of a request. */
export type Script = (call: Call) => Fault

/** A server that accepts reactions, or does what a script says, and remembers what it accepted. */
export interface ReactionServer {
  url: string
  /** The requests that arrived, oldest first. */
  received: Received[]
  /** Resolves when this many requests have arrived. */
  arrived(count: number): Promise<void>
  /** Responds to the requests that are held back, and holds back no further one. */
  release(): void
  /** The message ids of the accepted reactions, in their order. */
  accepted: string[]
  /** What becomes of the requests from now on. */
  script: Script
}

export const accept: Script = () => ({ kind: 'accept' })

export const hold: Script = () => ({ kind: 'hold' })

/** The response of a documented case. */
export function caseResponse(name: string): Fault {
  const found = reactionCases.find((each) => each.name === name)
  if (found?.status === undefined) throw new Error(`The document has no case ${name}`)
  return { kind: 'respond', status: found.status, body: found.body }
}

/** Starts a server that ends with the test. */
export async function startReactionServer(script: Script = accept): Promise<ReactionServer> {
  const events = new EventEmitter().setMaxListeners(0)
  const accepted: string[] = []
  let isReleased = false
  const server = await startServer(async (outgoing, number, { headers }) => {
    events.emit('arrival')
    const text = received[number - 1]?.body
    // `doctor` first asks without a body whether anybody is there.
    if (!text) return outgoing.writeHead(acceptedStatus).end()
    const { message_id: messageId, emoji } = JSON.parse(text).messaging_object.reaction
    const fault = reactions.script({ number, messageId, headers })
    if (fault.kind === 'hold' && !isReleased) await once(events, 'release')
    if (/^(accept|hold)/.test(fault.kind)) accepted.push(`${messageId} ${emoji}`)
    return respond(outgoing, fault, number)
  })
  onTestFinished(() => server[Symbol.asyncDispose]())
  const { url, received } = server
  const reactions: ReactionServer = {
    ...{ url, received, accepted, script },
    async arrived(count) {
      while (received.length < count) await once(events, 'arrival')
    },
    release() {
      isReleased = true
      events.emit('release')
    },
  }
  return reactions
}

function respond(outgoing: ServerResponse, fault: Fault, number: number): void {
  if (fault.kind === 'stall') return
  if (fault.kind === 'reset' || fault.kind === 'accept and reset') {
    outgoing.destroy()
    return
  }
  const { status, body, headers } =
    fault.kind === 'accept' || fault.kind === 'hold'
      ? { status: acceptedStatus, body: acceptedBody(`A${number}`), headers: {} }
      : { headers: {}, body: '', ...fault }
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  outgoing.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text)
}
