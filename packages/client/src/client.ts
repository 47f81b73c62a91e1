import { InvalidInputError, UnreadableAnswerError } from './errors.ts'
import { regions } from './generated/cases.ts'
import { sendReaction } from './generated/operations.ts'
import type { ExtraInfo, SendReactionRequest, WA202 } from './generated/types.ts'
import { type Answer, type CallOptions, createTransport, type TransportOptions } from './transport.ts'
import { digitsOf, emojiOf, recipientsOf, tokenOf } from './validation.ts'

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
export interface SentReaction extends Answer<WA202> {
  /** Kaleyra's id of the accepted reaction. */
  messageId: string
}

/** A client of one business number. */
export interface Client {
  /**
   * Sends a reaction to a received message.
   *
   * @throws {InvalidInputError} before anything is sent.
   * @throws {ApiError} when the server refuses the call.
   * @throws {ConnectionError | TimeoutError | RedirectError | UnreadableAnswerError} without a usable answer.
   */
  sendReaction(options: ReactionOptions, call?: CallOptions): Promise<SentReaction>
  /** Removes a reaction, by an empty emoji: Meta's definition, which the vendor's page does not repeat. */
  removeReaction(options: RemovalOptions, call?: CallOptions): Promise<SentReaction>
}

/**
 * Makes a client.
 *
 * @throws {InvalidInputError} when a setting is missing or malformed.
 */
export function createClient(options: ClientOptions): Client {
  const { region, baseUrl = region && regions[region] } = options
  if (baseUrl === undefined) {
    throw new InvalidInputError('region', `must be ${Object.keys(regions)}; or give baseUrl`)
  }
  const sid = tokenOf('sid', options.sid)
  const phone_number = digitsOf('phoneNumber', options.phoneNumber)
  const transport = createTransport({ ...options, baseUrl })

  return {
    async sendReaction(reaction, call) {
      return react(reaction, emojiOf(reaction.emoji), call)
    },
    async removeReaction(removal, call) {
      return react(removal, '', call)
    },
  }

  async function react(
    { to, messageId, extraInfo }: RemovalOptions,
    emoji: string,
    call?: CallOptions,
  ): Promise<SentReaction> {
    const body: SendReactionRequest = {
      messaging_object: {
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        to: recipientsOf(to),
        type: 'reaction',
        reaction: { message_id: tokenOf('messageId', messageId), emoji },
      },
      extra_info: extraInfo,
    }
    const answer = await sendReaction(transport, { sid, phone_number, body }, call)
    const id: unknown = answer.body?.data?.message_id
    if (id && typeof id === 'string') return { ...answer, messageId: id }
    throw new UnreadableAnswerError(answer.status, 'has no message id')
  }
}
