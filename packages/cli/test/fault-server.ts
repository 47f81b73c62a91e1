import type { IncomingMessage, ServerResponse } from 'node:http'
import { startServer } from '@kaleyra-reactions/test-support/servers'
import { onTestFinished } from 'vitest'
import { acceptedBody, acceptedStatus, reactionCases } from './document.ts'

/** What the server does with a request. */
export type Fault =
  | { kind: 'accept' }
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
export interface FaultServer {
  url: string
  /** The message ids of the accepted reactions, in their order. */
  accepted: string[]
  /** How many requests arrived. */
  requests(): number
  /** What becomes of the requests from now on. */
  script: Script
}

export const accept: Script = () => ({ kind: 'accept' })

/** The response of a documented case. */
export function caseResponse(name: string): Fault {
  const found = reactionCases.find((each) => each.name === name)
  if (found?.status === undefined) throw new Error(`The document has no case ${name}`)
  return { kind: 'respond', status: found.status, body: found.body }
}

/** Starts a server that ends with the test. */
export async function startFaultServer(script: Script = accept): Promise<FaultServer> {
  const accepted: string[] = []
  let requests = 0
  const server = await startServer((outgoing, number, { headers }) => {
    const text = server.received[number - 1]?.body
    // `doctor` first asks without a body whether anybody is there.
    if (!text) return outgoing.writeHead(200).end()
    requests += 1
    const { message_id: messageId, emoji } = JSON.parse(text).messaging_object.reaction
    const fault = faults.script({ number: requests, messageId, headers })
    if (fault.kind.startsWith('accept')) accepted.push(`${messageId} ${emoji}`)
    return respond(outgoing, fault, requests)
  })
  onTestFinished(() => server[Symbol.asyncDispose]())
  const faults: FaultServer = { url: server.url, accepted, requests: () => requests, script }
  return faults
}

function respond(outgoing: ServerResponse, fault: Fault, number: number): void {
  if (fault.kind === 'stall') return
  if (fault.kind === 'reset' || fault.kind === 'accept and reset') {
    outgoing.destroy()
    return
  }
  const { status, body, headers } =
    fault.kind === 'accept'
      ? { status: acceptedStatus, body: acceptedBody(`A${number}`), headers: {} }
      : { headers: {}, body: '', ...fault }
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  outgoing.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text)
}
