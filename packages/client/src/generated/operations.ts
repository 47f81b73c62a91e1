// Generated from the OpenAPI document; do not edit.
import type { CallOptions, OperationCall, Transport } from '../operation-call.ts'
import type { ApiResponse } from '../response.ts'
import type { SendReactionRequest, SendReactionResponse } from './types.ts'

export type * from './types.ts'

/** Parameters of {@link sendReaction}. */
export interface SendReactionParameters {
  /**
   * Account SID (Security Identifier).
   */
  sid: string
  /**
   * Your own WhatsApp business number, with country code.
   *
   * It must be a valid number. Kaleyra's page calls it the number of the end customer. But the page's WA401 says
   * that the number must belong to the account, so we read it as your own. The table shows it with a `+`, the
   * sample address without. Send digits only. We chose to accept both forms, and to require at least seven digits.
   */
  phone_number: string
  body: SendReactionRequest
}

/** The call that {@link sendReaction} sends. */
export function sendReactionCall(parameters: SendReactionParameters): OperationCall {
  return {
    operationId: 'sendReaction',
    method: 'POST',
    path: '/v2/{sid}/whatsapp/{phone_number}/messages',
    parameters: { sid: parameters['sid'], phone_number: parameters['phone_number'] },
    body: parameters.body,
  }
}

/**
 * Queues an emoji reaction to a message received from a WhatsApp user.
 *
 * A callback reports the outcome. It returns your `ref`, `ref1` and `ref2`, the only documented way to match a
 * callback to a call.
 *
 * The header `Content-Type` is mandatory. Its only allowed value is `application/json`.
 */
export function sendReaction(
  transport: Transport,
  parameters: SendReactionParameters,
  callOptions?: CallOptions,
): Promise<ApiResponse<SendReactionResponse>> {
  return transport(sendReactionCall(parameters), callOptions)
}
