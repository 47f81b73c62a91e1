import { textMember } from '@kaleyra-reactions/model/member'
import { regions } from './generated/cases.ts'
import { type SendReactionParameters, sendReactionCall } from './generated/operations.ts'
import { acceptedReactionId } from './generated/requests.ts'
import type { SendReactionRequest, SendReactionResponse } from './generated/types.ts'
import type { CallOptions, OperationCall } from './operation-call.ts'
import {
  type Complete,
  type ReactionOptions,
  type RemovalOptions,
  reactionBody,
  removalBody,
  secretsOf,
} from './reaction.ts'
import { createRequests, type RequestPreview } from './request.ts'
import type { ApiResponse } from './response.ts'
import { createTransport, type TransportOptions } from './transport.ts'
import { businessNumberOf, check, textOf, tokenOf } from './validation.ts'

/** Settings of {@link createClient}: where the calls go, which account makes them, and how. */
export type ClientOptions = AccountOptions & (RegionOptions | AddressOptions)

/** Settings of every client. */
export interface AccountOptions extends Omit<TransportOptions, 'baseUrl'> {
  /** Account SID. Kaleyra checks it together with the key. */
  sid: string
  /** Your own WhatsApp business number in E.164, with or without `+`. */
  phoneNumber: string
}

/** Calls go to the address of a region. */
export interface RegionOptions {
  /** The region of the account, which Kaleyra calls its pod: `in`, `sg`, … Case is ignored. */
  region: keyof typeof regions | (string & {})
  baseUrl?: undefined
}

/** Calls go to your `baseUrl`. */
export interface AddressOptions {
  /** The address without the operation's path, such as the mock's. */
  baseUrl: string
  region?: undefined
}

/** An accepted reaction. It is only queued: a callback reports the outcome. Printing it shows neither headers nor body. */
export interface SentReaction extends Readonly<ApiResponse<SendReactionResponse>> {
  /** Kaleyra's id of the accepted reaction. */
  readonly reactionId: string
}

/** A client for one business number. */
export interface Client {
  /**
   * Sends a reaction to a received message.
   *
   * @throws {InvalidInputError} if the input is refused; nothing is sent.
   * @throws {ApiError} if the server responds with an error.
   * @throws {ConnectionError | TimeoutError | RedirectError | UnreadableResponseError} if no usable response arrives.
   */
  sendReaction(reaction: ReactionOptions, callOptions?: CallOptions): Promise<SentReaction>
  /**
   * Takes a reaction back by sending an empty emoji, as Meta documents. Kaleyra's page does not mention this.
   *
   * @throws the same errors as `sendReaction`.
   */
  removeReaction(removal: RemovalOptions, callOptions?: CallOptions): Promise<SentReaction>
  /**
   * Makes the same checks as `sendReaction` and gives the request, without sending it and without the key.
   *
   * @throws {InvalidInputError} as `sendReaction` does.
   */
  previewReaction(reaction: ReactionOptions): Promise<RequestPreview>
  /**
   * Like `previewReaction`, but for `removeReaction`.
   *
   * @throws {InvalidInputError} as `removeReaction` does.
   */
  previewRemoval(removal: RemovalOptions): Promise<RequestPreview>
}

/**
 * Creates a client.
 *
 * @throws {InvalidInputError} if a setting is missing or malformed, and in a browser as {@link createTransport} does.
 */
export function createClient(options: ClientOptions): Client {
  const settings = { ...options, baseUrl: addressOf(options) }
  const transport = createTransport(settings)
  const requestOf = createRequests(settings)
  check(!/^\.\.?$/.test(options.sid), 'sid', 'must not be . or ..')
  const account: Complete<Omit<SendReactionParameters, 'body'>> = {
    sid: tokenOf('sid', options.sid),
    phone_number: businessNumberOf(options.phoneNumber),
  }

  return {
    async sendReaction(reaction, callOptions) {
      return send(reactionBody(reaction), callOptions)
    },
    async removeReaction(removal, callOptions) {
      return send(removalBody(removal), callOptions)
    },
    async previewReaction(reaction) {
      return requestOf(callOf(reactionBody(reaction)))
    },
    async previewRemoval(removal) {
      return requestOf(callOf(removalBody(removal)))
    },
  }

  function callOf(body: SendReactionRequest): OperationCall {
    const ref = body.extra_info?.ref
    const call = sendReactionCall({ ...account, body })
    return { ...call, idPath, ref, secrets: () => secretsOf(body) }
  }

  async function send(body: SendReactionRequest, callOptions?: CallOptions): Promise<SentReaction> {
    const response = await transport<SendReactionResponse>(callOf(body), callOptions)
    return new AcceptedReaction(response.body.data[acceptedReactionId], response)
  }
}

/** Where the body of a success holds its id. */
const idPath: readonly [keyof SendReactionResponse, keyof SendReactionResponse['data']] = [
  'data',
  acceptedReactionId,
]

/** @throws {InvalidInputError} unless one of the two is given, and the region is a documented one. */
function addressOf({ region, baseUrl }: ClientOptions): string {
  if (region === undefined && baseUrl !== undefined) return baseUrl
  check(baseUrl === undefined, 'region', 'cannot be combined with baseUrl: give one of them')
  const known = Object.keys(regions).join(', ')
  check(region !== undefined, 'region', `is missing: give one of ${known}, or baseUrl for the mock`)
  const address = textMember(regions, textOf('region', region).toLowerCase())
  check(address !== undefined, 'region', `${region} is unknown: use one of ${known}`)
  return address
}

/** Keeps headers and body behind getters, so that printing does not show them. */
class AcceptedReaction implements SentReaction {
  readonly reactionId: string
  readonly status: number
  readonly #response: ApiResponse<SendReactionResponse>

  constructor(reactionId: string, response: ApiResponse<SendReactionResponse>) {
    this.reactionId = reactionId
    this.status = response.status
    this.#response = response
  }

  get headers(): Headers {
    return this.#response.headers
  }

  get body(): SendReactionResponse {
    return this.#response.body
  }
}
