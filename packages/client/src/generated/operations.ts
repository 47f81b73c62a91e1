// Generated from the OpenAPI document; do not edit. Inputs: 95f11072c3120228
import type { CallOptions, OperationCall, Transport } from '../operation-call.ts'
import type { ApiResponse } from '../response.ts'
import type { SendReactionRequest, WA202 } from './types.ts'

/** Parameters of {@link sendReaction}. */
export interface SendReactionParameters {
  /**
   * Account SID (Security Identifier). It is checked together with the API key.
   */
  sid: string
  /**
   * Your own WhatsApp business number, in E.164 digits. Valid phone numbers only.
   *
   * The page calls it the number of the end customer, yet its WA401 answer says that the number must belong to
   * the account: we read it as your own. The table shows it with a `+`, the sample address without: digits only
   * is what clients should send; both are accepted here.
   */
  phone_number: string
  body: SendReactionRequest
}

/**
 * Queues an emoji reaction to a message received from a WhatsApp user. The outcome arrives by callback; `ref` is
 * the only documented value by which a callback can be matched to a call.
 *
 * The header `Content-Type` is mandatory; its only allowed value is `application/json`.
 */
export function sendReaction(
  transport: Transport,
  { body, ...parameters }: SendReactionParameters,
  callOptions?: CallOptions,
): Promise<ApiResponse<WA202>> {
  const operationCall: OperationCall = {
    method: 'POST',
    path: '/v2/{sid}/whatsapp/{phone_number}/messages',
    parameters,
    body,
  }
  return transport(operationCall, callOptions)
}
