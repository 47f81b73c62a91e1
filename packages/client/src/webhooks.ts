import { member, memberNames, textMember } from '@kaleyra-reactions/model/member'
import type { CallbackExtraInfo, StatusCallback } from './generated/types.ts'

/** What came, unchanged: every event has it. */
interface Received {
  /** The message or the status of the event; where neither is found, the whole body. */
  raw: unknown
  /** The whole body of the callback. */
  body: unknown
}

/** What every understood event carries. */
interface EventFrame extends Received {
  /** The values that Kaleyra adds. `ref` comes from the call: the only documented way to match the two. */
  extraInfo: CallbackExtraInfo
  /** The time of the event, by the sender's clock. */
  sentAt: Date | undefined
  /** Meta's id of the user for your business. It identifies users who have a username instead of a number. */
  userId: string | undefined
}

/** A user wrote. React to it by `messageId`. */
export interface MessageReceived extends EventFrame {
  type: 'message'
  /** Number of the user, digits only; missing for users with a username. */
  from: string | undefined
  /** WhatsApp id (`wamid.…`) of the message. It holds the number of the user. */
  messageId: string
  /** Kind of the message: `text`, `image`, … */
  messageType: string
}

/** A user reacted to a message, or took the reaction back (`emoji` missing or empty on the wire). */
export interface ReactionReceived extends EventFrame {
  type: 'reaction'
  /** Number of the user, digits only; missing for users with a username. */
  from: string | undefined
  /** WhatsApp id of the message reacted to. */
  targetMessageId: string
  /** WhatsApp id of the reaction itself, which cannot be reacted to. */
  incomingReactionId: string
  /** The emoji; `undefined` when the reaction was taken back. */
  emoji: string | undefined
}

/** What became of an accepted reaction. Reactions are never reported as delivered or read. */
export interface StatusReceived extends EventFrame {
  type: 'status'
  /** Always in lower case with blanks, such as `not sent`. */
  status: StatusCallback['status']
  /** The id in the status. Whether it is the `reactionId` of the call is documented nowhere: match by `ref`. */
  statusId: string | undefined
  /** Number of the recipient, digits only; missing for users with a username. */
  recipient: string | undefined
  /** Why it failed: every reason that came, the first one first. Empty where it did not fail. */
  errors: StatusFailure[]
  /** The code of the first of `errors`: `131009`, `WAV2101`, … */
  code: string | undefined
  /** Kaleyra's or Meta's text for it. */
  reason: string | undefined
}

/** One reason for which a reaction failed. */
export interface StatusFailure {
  code: string | undefined
  /** Kaleyra's or Meta's text. */
  reason: string | undefined
  /** The reason in more words. */
  details: string | undefined
}

/** Anything else: a callback, or one message or status in it, that is not understood. */
export interface UnknownReceived extends Received {
  type: 'unknown'
}

/** One event of a callback. */
export type CallbackEvent = MessageReceived | ReactionReceived | StatusReceived | UnknownReceived

/**
 * Reads the parsed JSON body of a callback. It ignores unknown fields, and throws for no JSON.
 *
 * @returns an event for each message and each status of the body, usually one. What is not understood is an event of type
 * `unknown`.
 */
export function parseCallback(body: unknown): CallbackEvent[] {
  const value = member(member(body, 'meta_object'), 'value')
  const messages = listOf(member(value, 'messages')).map((message) => messageEvent(message, body))
  const statuses = listOf(member(value, 'statuses')).map((status) => statusEvent(status, body))
  const events = [...messages, ...statuses]
  // A reaction that was not sent comes without Meta's object.
  return events.length > 0 ? events : [statusEvent(body, body)]
}

function messageEvent(message: unknown, body: unknown): CallbackEvent {
  const id = text(message, 'id')
  const messageType = text(message, 'type')
  if (id === undefined || messageType === undefined) return { type: 'unknown', raw: message, body }
  const from = text(message, 'from')
  const userId = text(message, 'from_user_id') ?? text(contactOf(from, body), 'user_id')
  const sender = { ...frameOf(message, body), from, userId }
  if (messageType !== 'reaction') return { ...sender, type: 'message', messageId: id, messageType }
  const reaction = member(message, 'reaction')
  const targetMessageId = text(reaction, 'message_id')
  if (targetMessageId === undefined) return { type: 'unknown', raw: message, body }
  const emoji = text(reaction, 'emoji')
  return { ...sender, type: 'reaction', targetMessageId, incomingReactionId: id, emoji }
}

/** The user with that number; the only user, where the number is missing. */
function contactOf(from: string | undefined, body: unknown): unknown {
  const contacts = listOf(member(member(member(body, 'meta_object'), 'value'), 'contacts'))
  const found = contacts.find((contact) => from !== undefined && text(contact, 'wa_id') === from)
  return found ?? (contacts.length === 1 ? contacts[0] : undefined)
}

function statusEvent(status: unknown, body: unknown): CallbackEvent {
  const name = text(status, 'status')
  if (name === undefined) return { type: 'unknown', raw: status, body }
  const frame = frameOf(status, body)
  const errors = failuresOf(status, body)
  return {
    ...frame,
    type: 'status',
    status: name.toLowerCase().replace(/[-_\s]+/g, ' '),
    statusId: text(status, 'id') ?? text(body, 'message_id') ?? frame.extraInfo.message_id,
    recipient: text(status, 'recipient_id'),
    userId: text(status, 'recipient_user_id'),
    errors,
    code: errors[0]?.code,
    reason: errors[0]?.reason,
  }
}

/** Meta's list of errors; else Kaleyra's code and reason, which stand beside the status. */
function failuresOf(status: unknown, body: unknown): StatusFailure[] {
  const failures = listOf(member(status, 'errors')).map((error) => ({
    code: text(error, 'code'),
    reason: text(error, 'title') ?? text(error, 'message'),
    details: text(member(error, 'error_data'), 'details'),
  }))
  const [code, reason] = [text(body, 'code'), text(body, 'reason')]
  if (failures.length > 0 || (code === undefined && reason === undefined)) return failures
  return [{ code, reason, details: undefined }]
}

function frameOf(part: unknown, body: unknown): Omit<EventFrame, 'userId'> {
  return { extraInfo: extraInfoOf(body), sentAt: timeOf(part), raw: part, body }
}

function extraInfoOf(body: unknown): CallbackExtraInfo {
  const given = member(body, 'extra_info')
  const names = memberNames(given).filter((name) => text(given, name) !== undefined)
  return Object.fromEntries(names.map((name) => [name, text(given, name)]))
}

/** Unix time in seconds or, from the year 5138 on if they were seconds, in milliseconds. */
function timeOf(value: unknown): Date | undefined {
  const given = Number(text(value, 'timestamp'))
  const time = new Date(given < 1e11 ? given * 1000 : given)
  return Number.isNaN(time.getTime()) ? undefined : time
}

/** A member as text, numbers included; an empty text counts as missing. */
function text(value: unknown, name: string): string | undefined {
  const found = member(value, name)
  if (typeof found === 'number') return String(found)
  return textMember(value, name) || undefined
}

/** A value that is no list is the only one of it, so that a malformed body loses nothing. */
function listOf(value: unknown): unknown[] {
  return [value ?? []].flat()
}
