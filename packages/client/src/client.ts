import { member, textMember } from '@kaleyra-reactions/model/member'
import { InvalidInputError, UnreadableResponseError } from './errors.ts'
import { regions } from './generated/cases.ts'
import { sendReaction } from './generated/operations.ts'
import type { ExtraInfo, SendReactionRequest, SendReactionResponse } from './generated/types.ts'
import type { CallOptions } from './operation-call.ts'
import type { ApiResponse } from './response.ts'
import { createTransport, type TransportOptions } from './transport.ts'
import { digitsOf, emojiOf, recipientsOf, tokenOf } from './validation.ts'

/** Settings of {@link createClient}. Calls go to the address of `region`, or to `baseUrl` where it is set. */
export interface ClientOptions extends Omit<TransportOptions, 'baseUrl'> {
  /** The region of the account, which Kaleyra calls its pod. */
  region?: keyof typeof regions | undefined
  /** Any other address: the mock, a proxy. */
  baseUrl?: string | undefined
  /** Account SID. Kaleyra checks it together with the key. */
  sid: string
  /** Your own WhatsApp business number, E.164, with or without `+`. */
  phoneNumber: string
}

/** The message that loses its reaction, and the user who wrote it. */
export interface RemovalOptions {
  /** Recipient in E.164, with or without `+`; several as an array or separated by commas. */
  to: string | readonly string[]
  /** WhatsApp id (`wamid.…`) of the received message. */
  messageId: string
  /** Passed to Kaleyra as it is; `ref` comes back in callbacks. */
  extraInfo?: ExtraInfo | undefined
}

/** A reaction to send. */
export interface ReactionOptions extends RemovalOptions {
  /** One emoji. */
  emoji: string
}

/** An accepted reaction. Accepted means queued: the outcome arrives by callback. */
export interface SentReaction extends ApiResponse<SendReactionResponse> {
  /** Kaleyra's id of the accepted reaction. */
  messageId: string
}

/** A client of one business number. */
export interface Client {
  /**
   * Sends a reaction to a received message.
   *
   * @throws {InvalidInputError} before anything is sent.
   * @throws {ApiError} when Kaleyra refuses the call.
   * @throws {ConnectionError | TimeoutError | RedirectError | UnreadableResponseError} without a usable response.
   */
  sendReaction(reaction: ReactionOptions, callOptions?: CallOptions): Promise<SentReaction>
  /**
   * Removes a reaction: sends an empty emoji, as Meta defines it. Kaleyra's page does not mention this.
   *
   * @throws the same errors as `sendReaction`.
   */
  removeReaction(removal: RemovalOptions, callOptions?: CallOptions): Promise<SentReaction>
}

/**
 * Makes a client.
 *
 * @throws {InvalidInputError} when a setting is missing or malformed.
 */
export function createClient(options: ClientOptions): Client {
  const { region, baseUrl = region && regions[region] } = options
  if (baseUrl === undefined) {
    throw new InvalidInputError(
      'region',
      `must be one of ${Object.keys(regions).join(', ')}, unless baseUrl is set`,
    )
  }
  const sid = tokenOf('sid', options.sid)
  const phone_number = digitsOf('phoneNumber', options.phoneNumber)
  const transport = createTransport({ ...options, baseUrl })

  return {
    async sendReaction(reaction, callOptions) {
      return react(reaction, emojiOf(reaction.emoji), callOptions)
    },
    async removeReaction(removal, callOptions) {
      return react(removal, '', callOptions)
    },
  }

  async function react(
    { to, messageId, extraInfo }: RemovalOptions,
    emoji: string,
    callOptions?: CallOptions,
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
    const response = await sendReaction(transport, { sid, phone_number, body }, callOptions)
    const id = textMember(member(response.body, 'data'), 'message_id')
    if (id) return { ...response, messageId: id }
    throw new UnreadableResponseError(response.status, 'has no message id')
  }
}
