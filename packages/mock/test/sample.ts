import {
  type Case,
  casesOf,
  examplesOf,
  type OpenapiDocument,
  operationsOf,
} from '@kaleyra-reactions/spec/cases'
import bundled from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }
import type { Mock } from '../src/index.ts'

const document: OpenapiDocument = bundled
const [, sample] =
  examplesOf(
    operationsOf(document).find(({ operationId }) => operationId === 'sendReaction')?.requestBody,
  )[0] ?? []
/** The documented answers of the operation. */
export const answers: Case[] = casesOf(document).filter(
  ({ operationId, channel }) => operationId === 'sendReaction' && channel === 'answer',
)
export const path: string = '/v2/HXAP1600000097IN/whatsapp/919000000001/messages'

/** What differs from the document's sample. */
export interface Sending {
  messageId?: string | undefined
  headers?: Record<string, string> | undefined
  query?: string
  target?: string
  extraInfo?: object | undefined
  signal?: AbortSignal
}

/** Sends the document's sample to the mock, over the network or not. */
export function send(
  mock: Mock,
  { messageId, headers, query = '', target = path, extraInfo, signal }: Sending = {},
  fetch: typeof globalThis.fetch = globalThis.fetch,
): Promise<Response> {
  const call = callOf({ headers, messageId, extraInfo })
  return fetch(mock.url + target + query, { ...call, ...(signal ? { signal } : {}) })
}

/** The document's sample as a call of `fetch`. */
export function callOf({ headers, messageId, extraInfo }: Sending = {}): RequestInit {
  const body = structuredClone(Object(sample?.value))
  if (messageId !== undefined) body.messaging_object.reaction.message_id = messageId
  if (extraInfo !== undefined) body.extra_info = extraInfo
  return {
    method: 'POST',
    headers: { 'api-key': 'secret-key', 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  }
}

/** What a call ends with: its answer, or the name of its error. */
export async function outcome(call: Promise<Response>): Promise<unknown> {
  try {
    const response = await call
    const text = await response.text()
    return { status: response.status, type: response.headers.get('content-type'), text }
  } catch (error) {
    return Object(error).name
  }
}
