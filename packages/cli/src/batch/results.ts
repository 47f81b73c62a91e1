import { textMember } from '@kaleyra-reactions/model/member'
import { Failure } from '../terminal/errors.ts'
import { type Line, linesOf } from './lines.ts'
import { type Identity, identityOf, type Request } from './reaction-line.ts'
import { beginsHeader, describeSender, headerOf, type Sender, senderIn } from './sender.ts'

/**
 * What is known of a reaction, the strongest first. `unknown`: it may have been accepted, or was under way when the
 * program ended. `failed`: it was certainly not accepted.
 */
const states = ['accepted', 'unknown', 'failed'] as const

/** See {@link states}. */
export type State = (typeof states)[number]

/** What became of an attempt. */
export interface Outcome {
  state: State
  /** Kaleyra's id of the accepted reaction. */
  reactionId?: string | undefined
  /** The documented case of the error. */
  case?: string | undefined
  /** HTTP status of the response. */
  status?: number | undefined
  /** The beginning of the body of a response that is not documented. */
  body?: string | undefined
  /** Its headers that name the request. */
  headers?: Readonly<Record<string, string>> | undefined
  /** Why the state is not `accepted`. */
  reason?: string | undefined
}

/** One attempt to send a reaction, as both of its entries name it. */
export interface Attempt extends Identity {
  /** Tells it from all other attempts, also where results are joined. */
  attempt: string
  /** The line of the input at that time. */
  line: number
  ref: string | undefined
}

/** An entry of a results file. Before a request its state is `unknown`. */
export type Entry = { time: string } & Attempt & Outcome

/** What a results file holds. */
export interface Results {
  /** What is known of a reaction; `undefined` where the file does not have it. */
  stateOf(request: Request): State | undefined
  /** Where the whole lines end, in bytes: a crash or a full disk may have left a part of another one. */
  end: number
}

/**
 * Reads the results of a sender. An attempt has the outcome that any of its entries tells, and a reaction the strongest
 * state of its attempts: so files can be joined, sorted and cut.
 *
 * @param path - as messages call the file.
 * @throws {Failure} when the file is something else, is damaged, or is of another sender.
 */
export function readResults(bytes: Buffer, path: string, sender: Sender): Results {
  const end = bytes.lastIndexOf('\n') + 1
  const attempts = new Map<string, { reaction: string; state: State }>()
  const damaged: Line[] = []
  let hasHeader = false
  for (const line of linesOf(bytes.subarray(0, end))) {
    const content = parsed(line.text)
    const found = senderIn(content)
    if (found !== undefined) refuseOther(found, path, sender)
    hasHeader ||= found !== undefined
    const entry = found ?? entryIn(content)
    if (entry === undefined) damaged.push(line)
    else if ('attempt' in entry && (entry.state !== 'unknown' || !attempts.has(entry.attempt)))
      attempts.set(entry.attempt, { reaction: keyOf(entry), state: entry.state })
  }
  const [first] = damaged
  if (attempts.size === 0 && !hasHeader && (first || !beginsHeader(bytes.toString('utf8', end))))
    throw new Failure(`${path} is not a results file. Choose another file with --results.`)
  if (first)
    throw new Failure(
      `${path} is damaged: line ${first.number} is not an entry. Correct or delete that line. With a new results file, accepted lines would be sent again.`,
    )
  if (attempts.size > 0 && !hasHeader)
    throw new Failure(
      `${path} does not name its sender. If the results belong to this sender, add this as the first line: ${headerOf(sender)}`,
    )
  const reactions = strongestOf([...attempts.values()])
  return { end, stateOf: (request) => reactions.get(keyOf(identityOf(request))) }
}

function strongestOf(attempts: readonly { reaction: string; state: State }[]): Map<string, State> {
  const reactions = new Map<string, State>()
  for (const { reaction, state } of attempts) {
    const other = reactions.get(reaction)
    const isStronger = other === undefined || states.indexOf(state) < states.indexOf(other)
    if (isStronger) reactions.set(reaction, state)
  }
  return reactions
}

function refuseOther(found: Sender, path: string, sender: Sender): void {
  const [theirs, ours] = [found, sender].map(describeSender)
  if (theirs === ours) return
  throw new Failure(
    `${path} has results of another sender or address (${theirs}; this run: ${ours}). Change the settings, or choose another file with --results.`,
  )
}

function entryIn(content: unknown): Pick<Entry, 'attempt' | 'state' | keyof Identity> | undefined {
  const [attempt, to, messageId, emoji] = (
    ['attempt', 'to', 'messageId', 'emoji'] as const satisfies readonly (keyof Entry)[]
  ).map((name) => textMember(content, name))
  const state = states.find((each) => each === textMember(content, 'state'))
  const isEntry = attempt !== undefined && to !== undefined && messageId !== undefined && emoji !== undefined
  return isEntry && state !== undefined ? { attempt, to, messageId, emoji, state } : undefined
}

function keyOf({ to, messageId, emoji }: Identity): string {
  return `${to} ${messageId} ${emoji}`
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
