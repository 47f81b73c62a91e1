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
} from './reaction.ts'
import { createRequests, type RequestPreview } from './request.ts'
import type { ApiResponse } from './response.ts'
import { createTransport, type TransportOptions } from './transport.ts'
import { businessNumberOf, check, checkObject, tokenOf } from './validation.ts'

/** Settings of {@link createClient}: where the calls go, who sends, and how. */
export type ClientOptions = AccountOptions & (RegionOptions | AddressOptions)

/** Settings of every client. */
export interface AccountOptions extends Omit<TransportOptions, 'baseUrl'> {
  /** Account SID. Kaleyra checks it together with the key. */
  sid: string
  /** Your own WhatsApp business number, E.164, with or without `+`. */
  phoneNumber: string
}

/** Calls go to the address of a region. */
export interface RegionOptions {
  /** The region of the account, which Kaleyra calls its pod. */
  region: keyof typeof regions
  baseUrl?: undefined
}

/** Calls go to any other address. */
export interface AddressOptions {
  /** The address before the operation's path: of the mock, a proxy. */
  baseUrl: string
  region?: undefined
}

/** An accepted reaction. Accepted means queued: the outcome arrives by callback. Printed, it shows no headers and no body. */
export interface SentReaction extends Readonly<ApiResponse<SendReactionResponse>> {
  /** Kaleyra's id of the accepted reaction. */
  readonly reactionId: string
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
  /**
   * The request that `sendReaction` would send, after the same checks. Nothing is sent, and the key is not in it: add it
   * under the header that `keyHeader` of this package names.
   *
   * @throws {InvalidInputError} as `sendReaction` does.
   */
  previewReaction(reaction: ReactionOptions): Promise<RequestPreview>
  /**
   * The request that `removeReaction` would send, as `previewReaction` gives it.
   *
   * @throws {InvalidInputError} as `removeReaction` does.
   */
  previewRemoval(removal: RemovalOptions): Promise<RequestPreview>
}

/**
 * Makes a client.
 *
 * @throws {InvalidInputError} when a setting is missing or malformed.
 */
export function createClient(options: ClientOptions): Client {
  checkObject('options', options)
  const settings = { ...options, baseUrl: addressOf(options) }
  const transport = createTransport(settings)
  const requestOf = createRequests(settings)
  const sid = tokenOf('sid', options.sid)
  const phone_number = businessNumberOf(options.phoneNumber)

  return {
    async sendReaction(reaction, callOptions) {
      return send(reactionBody(reaction), callOptions)
    },
    async removeReaction(removal, callOptions) {
      return send(removalBody(removal), callOptions)
    },
    async previewReaction(reaction) {
      return preview(reactionBody(reaction))
    },
    async previewRemoval(removal) {
      return preview(removalBody(removal))
    },
  }

  function preview(body: SendReactionRequest): RequestPreview {
    return requestOf(callOf(body))
  }

  function callOf(body: SendReactionRequest): OperationCall {
    const parameters: Complete<SendReactionParameters> = { sid, phone_number, body }
    return { ...sendReactionCall(parameters), idPath }
  }

  async function send(body: SendReactionRequest, callOptions?: CallOptions): Promise<SentReaction> {
    const response = await transport<SendReactionResponse>(callOf(body), callOptions)
    return new AcceptedReaction(response.body.data[acceptedReactionId], response)
  }
}

/** Where the body of a success has its id. */
const idPath: readonly [keyof SendReactionResponse, keyof SendReactionResponse['data']] = [
  'data',
  acceptedReactionId,
]

/** @throws {InvalidInputError} unless exactly one of the two is given, and the region is a documented one. */
function addressOf({ region, baseUrl }: ClientOptions): string {
  const address = baseUrl ?? textMember(regions, String(region))
  const isOne = address !== undefined && (region === undefined || baseUrl === undefined)
  const known = Object.keys(regions)
  check(isOne, 'region', `must be one of ${known.join(', ')}, or baseUrl be given in its place`)
  return address
}

/** Keeps headers and body behind getters, so that printing does not print them. */
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
