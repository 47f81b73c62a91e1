import { InvalidInputError, UnreadableAnswerError } from './errors.ts'
import { regions } from './generated/cases.ts'
import { sendReaction } from './generated/operations.ts'
import type { ExtraInfo, SendReactionRequest } from './generated/types.ts'
import { createTransport, type TransportOptions } from './transport.ts'

/** Settings of {@link createClient}. Either `region` or `baseUrl` says where calls go. */
export interface ClientOptions extends Omit<TransportOptions, 'baseUrl'> {
  /** The vendor's pod that holds the account. */
  region?: keyof typeof regions | undefined
  /** Any other address: the mock, a proxy. */
  baseUrl?: string | undefined
  /** Account SID, checked by the vendor together with the key. */
  sid: string
  /** Your own WhatsApp business number, E.164, with or without `+`. */
  phoneNumber: string
}

/** What to remove a reaction from. */
export interface RemovalOptions {
  /** Recipient in E.164, with or without `+`; several as an array or separated by commas. */
  to: string | readonly string[]
  /** WhatsApp id (`wamid.…`) of the received message. */
  messageId: string
  /** Passed to the vendor as it is; `ref` comes back in callbacks. */
  extraInfo?: ExtraInfo | undefined
}

/** A reaction to send. */
export interface ReactionOptions extends RemovalOptions {
  /** One emoji. */
  emoji: string
}

/** An accepted reaction. Accepted means queued: the outcome arrives by callback. */
export interface SentReaction {
  /** Kaleyra's id of the accepted reaction. */
  messageId: string
  status: number
  headers: Headers
}

/** A client of one business number. */
export interface Client {
  /**
   * Sends a reaction to a received message.
   *
   * @throws {InvalidInputError} before anything is sent.
   * @throws {ApiError} when the server refuses the call.
   */
  sendReaction(options: ReactionOptions): Promise<SentReaction>
  /** Removes a reaction, by an empty emoji: Meta's definition, which the vendor's page does not repeat. */
  removeReaction(options: RemovalOptions): Promise<SentReaction>
}

/**
 * Makes a client.
 *
 * @throws {InvalidInputError} when a setting is missing or malformed.
 */
export function createClient(options: ClientOptions): Client {
  const baseUrl = options.baseUrl ?? (options.region && regions[options.region])
  if (!baseUrl)
    throw new InvalidInputError(
      'region',
      `must be one of ${Object.keys(regions).join(', ')}, or give baseUrl`,
    )
  if (!/^[\w-]+$/.test(options.sid)) throw new InvalidInputError('sid', 'must be the SID of the account')
  const path = { sid: options.sid, phone_number: digitsOf('phoneNumber', options.phoneNumber) }
  const transport = createTransport({ ...options, baseUrl })

  return {
    async sendReaction(reaction) {
      return react(reaction, checkedEmoji(reaction.emoji))
    },
    async removeReaction(removal) {
      return react(removal, '')
    },
  }

  async function react(target: RemovalOptions, emoji: string): Promise<SentReaction> {
    const { status, headers, body } = await sendReaction(transport, {
      ...path,
      body: requestOf(target, emoji),
    })
    const messageId: unknown = body?.data?.message_id
    if (typeof messageId !== 'string' || messageId === '') {
      throw new UnreadableAnswerError(status, 'its body holds no message id')
    }
    return { messageId, status, headers }
  }
}

function requestOf(target: RemovalOptions, emoji: string): SendReactionRequest {
  if (target.messageId.trim() === '') throw new InvalidInputError('messageId', 'must not be empty')
  const recipients = typeof target.to === 'string' ? target.to.split(',') : target.to
  if (recipients.length === 0) throw new InvalidInputError('to', 'must name a recipient')
  return {
    messaging_object: {
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: recipients.map((number) => `+${digitsOf('to', number)}`).join(','),
      type: 'reaction',
      reaction: { message_id: target.messageId, emoji },
    },
    ...(target.extraInfo === undefined ? {} : { extra_info: target.extraInfo }),
  }
}

function digitsOf(field: string, number: string): string {
  const match = /^\+?([1-9]\d{6,14})$/.exec(number.trim())
  if (match?.[1] === undefined) {
    throw new InvalidInputError(
      field,
      'must be a phone number in E.164: country code and number, 7 to 15 digits',
    )
  }
  return match[1]
}

// One emoji sequence by the grammar of UTS #51, on properties that do not age: https://unicode.org/reports/tr51/#EBNF_and_Regex
const element = String.raw`(?:\p{Extended_Pictographic}|\p{Emoji_Modifier})(?:\p{Emoji_Modifier}|\u{FE0F}\u{20E3}?|[\u{E0020}-\u{E007E}]+\u{E007F})?`
const emojiSequence = new RegExp(
  String.raw`^(?:\p{Regional_Indicator}{2}|[0-9#*]\u{FE0F}?\u{20E3}|${element}(?:\u{200D}${element})*)$`,
  'u',
)

function checkedEmoji(emoji: string): string {
  if (emojiSequence.test(emoji)) return emoji
  throw new InvalidInputError('emoji', 'must be one emoji; to take a reaction back, call removeReaction')
}
