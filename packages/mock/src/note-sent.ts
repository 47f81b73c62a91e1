import type { OutgoingResponse } from './apply-fault.ts'
import type { Answer } from './call-responder.ts'
import { caseOf } from './contract.ts'
import { messageIdOf } from './exchange.ts'
import type { Responder } from './responder.ts'

/** A response that is about to go out. */
export interface Sending {
  answer: Answer
  outgoing: OutgoingResponse
  /** Whether it will break off within the body. */
  isBroken: boolean
  responder: Responder
}

/** Notes in the journal what the caller gets. */
export function noteSent({ answer, outgoing, isBroken, responder }: Sending): void {
  const { call, response, operation } = answer
  const { status } = outgoing
  const isWhole = operation !== undefined && outgoing.isWhole && !isBroken
  call?.sent({
    status,
    case: isWhole ? caseOf(responder.contract, operation, { status, body: response.body }) : undefined,
    messageId: isWhole ? messageIdOf(response, operation) : undefined,
    isBroken,
  })
}
