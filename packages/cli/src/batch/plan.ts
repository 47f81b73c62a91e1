import { identityOf, type Problem, type Reading, type Request } from './reaction-line.ts'
import type { State } from './results.ts'

/** What a batch is to do with the lines of its input. */
export interface Plan {
  /** All lines but blank ones. */
  lines: number
  /** The reactions to send, in the order of their lines. */
  requests: PlannedRequest[]
  /** The lines that cannot be sent, in their order. */
  problems: Problem[]
  /** How many lines repeat the reaction of an earlier one. */
  duplicates: number
  /** How many lines need not be sent, by what earlier runs made of them. */
  settled: { accepted: number; unknown: number }
}

/** A reaction to send. */
export interface PlannedRequest extends Request {
  /** It failed in an earlier run as well. */
  failedBefore: boolean
}

/** What is known before a batch begins. */
export interface Knowledge {
  /** What earlier runs made of a reaction. */
  stateOf(request: Request): State | undefined
  /** What may have been accepted is sent again. */
  resendUnknown?: boolean | undefined
}

/** Decides what is to be sent. */
export function planBatch({ requests, problems }: Reading, { stateOf, resendUnknown }: Knowledge): Plan {
  const messages = differentReactionsOf(requests)
  const different = [...messages.values()].flatMap((reactions) => [...reactions.values()])
  const plan: Plan = {
    lines: requests.length + problems.length,
    requests: [],
    problems: [...problems],
    duplicates: requests.length - different.length,
    settled: { accepted: 0, unknown: 0 },
  }
  for (const reactions of messages.values())
    for (const request of reactions.values()) {
      const state = stateOf(request)
      if (state === 'accepted' || (state === 'unknown' && !resendUnknown)) plan.settled[state] += 1
      else if (reactions.size > 1) plan.problems.push(contradiction(request, [...reactions.values()]))
      else plan.requests.push({ ...request, failedBefore: state === 'failed' })
    }
  plan.problems.sort((left, right) => left.line - right.line)
  plan.requests.sort((left, right) => left.line - right.line)
  return plan
}

/** The first line of each reaction, by message and by emoji. */
function differentReactionsOf(requests: readonly Request[]): Map<string, Map<string, Request>> {
  const messages = new Map<string, Map<string, Request>>()
  for (const request of requests) {
    const { to, messageId, emoji } = identityOf(request)
    const message = `${to} ${messageId}`
    const reactions = messages.get(message) ?? new Map<string, Request>()
    messages.set(message, reactions)
    if (!reactions.has(emoji)) reactions.set(emoji, request)
  }
  return messages
}

/** Two reactions to one message: the last one would hold, and requests overtake each other. */
function contradiction({ line }: Request, reactions: readonly Request[]): Problem {
  const other = reactions.find((each) => each.line !== line)?.line
  const reason = `line ${other} has another reaction to the same message, and either could arrive last: keep only one of them`
  return { line, reason }
}
