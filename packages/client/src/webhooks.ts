import type {
  CallbackExtraInfo,
  Contact,
  IncomingMessage,
  IncomingMessageCallback,
  IncomingMessageChange,
  IncomingMessageValue,
  IncomingReaction,
  MessageStatus,
  StatusCallback,
  StatusChange,
  StatusError,
  StatusErrorData,
  StatusValue,
} from './generated/types.ts'

/** What every event keeps of the callback, unchanged. */
interface Received {
  /** The message or the status of the event; if there is neither, the whole body. */
  raw: unknown
  /** The whole body of the callback. */
  body: unknown
}

/** What every event has, except one of type `unknown`. */
interface EventFrame extends Received {
  /**
   * The values that Kaleyra adds. `ref`, `ref1` and `ref2` come from your call: no other way to match the callback to it
   * is documented.
   */
  extraInfo: CallbackExtraInfo
  /** The time of the event, as the callback gives it. */
  sentAt: Date | undefined
  /** Meta's id of the user for your business. It also identifies users without a number. */
  userId: string | undefined
}

/** A user sent you a message. Its `messageId` lets you react to it. */
export interface MessageReceived extends EventFrame {
  type: 'message'
  /** Number of the user, digits only; may be missing for users with a username. */
  from: string | undefined
  /** WhatsApp id (`wamid.…`) of the message. It may contain the user's number. */
  messageId: string
  /** Kind of the message: `text`, `image`, … */
  messageType: string
}

/** A user reacted to a message, or took a reaction back. */
export interface ReactionReceived extends EventFrame {
  type: 'reaction'
  /** Number of the user, digits only; may be missing for users with a username. */
  from: string | undefined
  /** WhatsApp id of the message that the user reacted to. */
  targetMessageId: string
  /** WhatsApp id of the reaction itself. You cannot react to it. */
  incomingReactionId: string
  /** The emoji; `undefined` if the user took the reaction back. */
  emoji: string | undefined
}

/** The outcome of an accepted reaction. According to Meta, a reaction is never reported as delivered or read. */
export interface StatusReceived extends EventFrame {
  type: 'status'
  /** Always in lower case with spaces, such as `not sent`. */
  status: StatusCallback['status']
  /** The id in the status. Kaleyra does not document whether it equals `reactionId`, so match by `extraInfo.ref`. */
  statusId: string | undefined
  /** Number of the recipient, digits only; may be missing for users with a username. */
  recipient: string | undefined
  /** Why the reaction failed or was not sent, in the order of the callback. Empty if the callback gives no reason. */
  errors: StatusFailure[]
  /** The code of the first of `errors`: `131009`, `WAV2101`, … */
  code: string | undefined
  /** Kaleyra's or Meta's text for that error. */
  reason: string | undefined
}

/** One reason why a reaction failed or was not sent. */
export interface StatusFailure {
  code: string | undefined
  /** Kaleyra's or Meta's text. */
  reason: string | undefined
  /** A longer text. */
  details: string | undefined
}

/** A callback, or a message or status in it, that `parseCallback` does not understand. */
export interface UnknownReceived extends Received {
  type: 'unknown'
  /** Why `parseCallback` does not understand it, with the remedy if there is one. */
  problem: string
}

/** One event of a callback. */
export type CallbackEvent = MessageReceived | ReactionReceived | StatusReceived | UnknownReceived

/**
 * Turns the parsed JSON body of a callback into events. It ignores unknown fields, accepts any value and never throws.
 *
 * @returns one event for each message and each status in the body, but at least one. Anything that it does not understand
 * becomes an event of type `unknown`.
 */
export function parseCallback(body: unknown): CallbackEvent[] {
  const { meta_object, extra_info } = fieldsOf<IncomingMessageCallback | StatusCallback>(body)
  const { value } = fieldsOf<IncomingMessageChange | StatusChange>(meta_object)
  const { messages, contacts } = fieldsOf<IncomingMessageValue>(value)
  const { statuses } = fieldsOf<StatusValue>(value)
  const frame = { extraInfo: textsOf(extra_info), body }
  const events = [
    ...listOf(messages).map((message) => messageEvent(message, listOf(contacts), frame)),
    ...listOf(statuses).map((status) => statusEvent(status, frame)),
  ]
  // The callback for a reaction that was not sent has no object of Meta's.
  return events.length > 0 ? events : [statusEvent(body, frame)]
}

type Frame = Pick<EventFrame, 'extraInfo' | 'body'>

/** Messages that report a change: a new number, an opened chat, an edited or deleted message. */
const writtenByNobody = ['system', 'request_welcome', 'edit', 'revoke']

function messageEvent(raw: unknown, contacts: unknown[], frame: Frame): CallbackEvent {
  const message = fieldsOf<IncomingMessage>(raw)
  const [id, messageType, from] = [textOf(message.id), textOf(message.type), textOf(message.from)]
  const unknown = (problem: string): UnknownReceived => ({ type: 'unknown', problem, raw, body: frame.body })
  if (id === undefined || messageType === undefined) return unknown('The message has no id or no type.')
  if (writtenByNobody.includes(messageType))
    return unknown(`Type ${messageType} reports a change. It is not a message to react to.`)
  const userId = textOf(message.from_user_id) ?? userIdOf(from, contacts)
  const sender = { ...frame, raw, sentAt: timeOf(message.timestamp), from, userId }
  if (messageType !== 'reaction') return { ...sender, type: 'message', messageId: id, messageType }
  const reaction = fieldsOf<IncomingReaction>(message.reaction)
  const targetMessageId = textOf(reaction.message_id)
  if (targetMessageId === undefined) return unknown('The reaction does not name its message.')
  const emoji = textOf(reaction.emoji)
  return { ...sender, type: 'reaction', targetMessageId, incomingReactionId: id, emoji }
}

/** The id of the user with that number. If no user has it, the id of the only user. */
function userIdOf(from: string | undefined, contacts: unknown[]): string | undefined {
  const users = contacts.map((contact) => fieldsOf<Contact>(contact))
  const found = users.find(({ wa_id }) => from !== undefined && textOf(wa_id) === from)
  return textOf((found ?? (users.length === 1 ? users[0] : undefined))?.user_id)
}

function statusEvent(raw: unknown, { extraInfo, body }: Frame): CallbackEvent {
  const status = fieldsOf<MessageStatus>(raw)
  const name = textOf(status.status)
  if (name === undefined) return { type: 'unknown', problem: problemOf(raw, body), raw, body }
  const errors = failuresOf(status.errors, body)
  return {
    ...{ extraInfo, body, raw },
    type: 'status',
    status: name.toLowerCase().replace(/[-_\s]+/g, ' '),
    statusId: textOf(status.id) ?? textOf(fieldsOf<StatusCallback>(body).message_id) ?? extraInfo.message_id,
    sentAt: timeOf(status.timestamp),
    recipient: textOf(status.recipient_id),
    userId: textOf(status.recipient_user_id),
    errors,
    code: errors[0]?.code,
    reason: errors[0]?.reason,
  }
}

/** Why there is neither a message nor a status. */
function problemOf(raw: unknown, body: unknown): string {
  if (raw !== body) return 'The status has no name.'
  if (typeof body === 'string') return 'The body is a string. Pass it through JSON.parse first.'
  if (Array.isArray(body)) return 'The body is an array. Pass each callback separately.'
  if (typeof body !== 'object' || body === null) return 'The body is not a JSON object.'
  if ('entry' in body) return 'The body is a webhook from Meta, not a callback from Kaleyra.'
  return 'The body has neither a message nor a status.'
}

/** Meta's list of errors, or else Kaleyra's code and reason beside the status. */
function failuresOf(errors: unknown, body: unknown): StatusFailure[] {
  const failures = listOf(errors).map((each) => {
    const error = fieldsOf<StatusError & StatusErrorData>(each)
    const { details = error.details } = fieldsOf<StatusErrorData>(error.error_data)
    const reason = textOf(error.title) ?? textOf(error.message)
    return { code: textOf(error.code), reason, details: textOf(details) }
  })
  const { code, reason } = fieldsOf<StatusCallback>(body)
  const failure = { code: textOf(code), reason: textOf(reason), details: undefined }
  if (failures.length > 0 || (failure.code === undefined && failure.reason === undefined)) return failures
  return [failure]
}

function textsOf(extraInfo: unknown): CallbackExtraInfo {
  const entries = Object.entries(fieldsOf<Record<string, unknown>>(extraInfo))
  const texts = entries.map(([name, value]) => [name, textOf(value)])
  return Object.fromEntries(texts.filter(([, text]) => text !== undefined))
}

/** Unix time, in seconds. */
function timeOf(value: unknown): Date | undefined {
  const time = new Date(Number(textOf(value)) * 1000)
  return Number.isNaN(time.getTime()) ? undefined : time
}

/** A value as text, numbers included; an empty text counts as missing. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** The fields of a value, under their documented names. Their values can be anything. */
type Fields<Type> = { readonly [Name in keyof Type]?: unknown }

function fieldsOf<Type>(value: unknown): Fields<Type> {
  return typeof value === 'object' && value !== null ? value : {}
}

/** A value that is not a list becomes a list of one, so that a malformed body loses nothing. */
function listOf(value: unknown): unknown[] {
  return [value ?? []].flat()
}
