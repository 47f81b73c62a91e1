import { member, memberNames, textMember } from '@kaleyra-reactions/model/member'
import type { CallbackExtraInfo, StatusCallback } from './generated/types.ts'

/** What every understood event carries. */
interface EventFrame {
  /** The values that Kaleyra adds. `ref` comes from the call: the only documented way to match the two. */
  extraInfo: CallbackExtraInfo
  /** The time of the event, by the sender's clock. */
  sentAt: Date | undefined
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
  /** WhatsApp id of the reaction itself, which cannot be reacted to. */
  reactionId: string
  /** WhatsApp id of the message reacted to. */
  messageId: string
  /** The emoji; `undefined` when the reaction was taken back. */
  emoji: string | undefined
}

/** What became of an accepted reaction. Reactions are never reported as delivered or read. */
export interface StatusReceived extends EventFrame {
  type: 'status'
  /** Always in lower case with blanks, such as `not sent`. */
  status: StatusCallback['status']
  /** An id of the message. Which of its ids this is, is documented nowhere. */
  messageId: string | undefined
  /** Number of the recipient, digits only. */
  recipient: string | undefined
  /** The code of the failure: `131009`, `WAV2101`, … */
  code: string | undefined
  /** Kaleyra's or Meta's text for the failure. */
  reason: string | undefined
}

/** Anything else, unchanged. */
export interface UnknownReceived {
  type: 'unknown'
  body: unknown
}

/** One event of a callback. */
export type CallbackEvent = MessageReceived | ReactionReceived | StatusReceived | UnknownReceived

/**
 * Reads the parsed JSON body of a callback. It ignores unknown fields, and throws for no value.
 *
 * @returns every event of the body, usually one. A body that is not understood is one event of type `unknown`.
 */
export function parseCallback(body: unknown): CallbackEvent[] {
  const value = member(member(body, 'meta_object'), 'value')
  const extraInfo = extraInfoOf(body)
  const messages = listOf(member(value, 'messages')).flatMap((message) => messageEvent(message, extraInfo))
  const statuses = listOf(member(value, 'statuses')).flatMap((status) => statusEvent(status, body, extraInfo))
  const events = [...messages, ...statuses]
  if (events.length > 0) return events
  const bare = statusEvent(body, body, extraInfo)
  return bare.length > 0 ? bare : [{ type: 'unknown', body }]
}

function messageEvent(message: unknown, extraInfo: CallbackExtraInfo): CallbackEvent[] {
  const id = text(message, 'id')
  const messageType = text(message, 'type')
  if (id === undefined || messageType === undefined) return []
  const frame = { extraInfo, from: text(message, 'from'), sentAt: timeOf(message) }
  if (messageType !== 'reaction') return [{ ...frame, type: 'message', messageId: id, messageType }]
  const reaction = member(message, 'reaction')
  const messageId = text(reaction, 'message_id')
  if (messageId === undefined) return []
  return [{ ...frame, type: 'reaction', reactionId: id, messageId, emoji: text(reaction, 'emoji') }]
}

function statusEvent(status: unknown, body: unknown, extraInfo: CallbackExtraInfo): CallbackEvent[] {
  const name = text(status, 'status')
  if (name === undefined) return []
  const [failure] = listOf(member(status, 'errors'))
  const recipient = text(status, 'recipient_id')
  return [
    {
      type: 'status',
      status: name.toLowerCase().replace(/[-_\s]+/g, ' '),
      messageId: text(status, 'id') ?? text(body, 'message_id') ?? extraInfo.message_id,
      recipient,
      code: text(failure, 'code') ?? text(body, 'code'),
      reason: text(failure, 'title') ?? text(failure, 'message') ?? text(body, 'reason'),
      extraInfo,
      sentAt: timeOf(status),
    },
  ]
}

function extraInfoOf(body: unknown): CallbackExtraInfo {
  const given = member(body, 'extra_info')
  const names = memberNames(given).filter((name) => text(given, name) !== undefined)
  return Object.fromEntries(names.map((name) => [name, text(given, name)]))
}

function timeOf(value: unknown): Date | undefined {
  const time = new Date(Number(text(value, 'timestamp')) * 1000)
  return Number.isNaN(time.getTime()) ? undefined : time
}

/** A member as text, numbers included; an empty text counts as missing. */
function text(value: unknown, name: string): string | undefined {
  const found = member(value, name)
  if (typeof found === 'number') return String(found)
  return textMember(value, name) || undefined
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}
