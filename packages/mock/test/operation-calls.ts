import { type Case, responseCasesOf } from '@kaleyra-reactions/model/cases'
import type { OpenapiDocument } from '@kaleyra-reactions/model/document'
import { textMember } from '@kaleyra-reactions/model/member'
import {
  keyHeaderOf,
  operationOf,
  type PlacedOperation,
  sampleBodyOf,
  sampleOf,
  sampleParametersOf,
} from '@kaleyra-reactions/model/operations'
import { fillPath } from '@kaleyra-reactions/model/path-template'
import bundled from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }
import { expect } from 'vitest'
import type { Mock } from '../src/index.ts'

const document: OpenapiDocument = bundled
const sendReaction = operationOf(document, 'sendReaction')
const parameters = sampleParametersOf(sendReaction)

/** The documented responses of every operation. */
export const responseCases: Case[] = responseCasesOf(document)

/** The documented responses of `sendReaction`. */
export const reactionCases: Case[] = responseCases.filter(({ operationId }) => operationId === 'sendReaction')

/** The header that carries the key. */
export const keyHeader: string = keyHeaderOf(document)

/** The SID of the document's sample. */
export const sid: string = String(parameters['sid'])

/** The business number of the document's sample. */
export const phoneNumber: string = String(parameters['phone_number'])

/** The path of `sendReaction` with the document's sample values. */
export const path: string = fillPath(sendReaction.path, parameters)

/** The path of `sendReaction` with these values. */
export function pathWith(values: Readonly<Record<string, string>>): string {
  return fillPath(sendReaction.path, values)
}

/**
 * The document's sample request of `sendReaction`, in JSON.
 *
 * @param replaced values for members of these names, wherever they stand.
 * @param added members beside those of the sample; they replace those of the same name.
 */
export function reactionBody(replaced: Record<string, unknown> = {}, added: object = {}): string {
  const sample = JSON.stringify(sampleBodyOf(sendReaction))
  const body = JSON.parse(sample, (name, value: unknown) =>
    Object.hasOwn(replaced, name) ? replaced[name] : value,
  )
  return JSON.stringify({ ...body, ...added })
}

/** What differs from the document's sample. */
export interface Sending {
  messageId?: string | undefined
  headers?: Record<string, string> | undefined
  query?: string
  target?: string
  extraInfo?: object | undefined
  signal?: AbortSignal
}

/** Sends the document's sample of `sendReaction` to the mock, by the network or by another `fetch`. */
export function send(
  mock: Mock,
  { messageId, headers, query = '', target = path, extraInfo, signal }: Sending = {},
  fetch: typeof globalThis.fetch = globalThis.fetch,
): Promise<Response> {
  const init = reactionInit({ headers, messageId, extraInfo })
  return fetch(mock.url + target + query, { ...init, ...(signal && { signal }) })
}

/** The document's sample of `sendReaction` as `fetch` takes it. */
export function reactionInit({ headers, messageId, extraInfo }: Sending = {}): RequestInit {
  const replaced = messageId === undefined ? {} : { message_id: messageId }
  const added = extraInfo === undefined ? {} : { extra_info: extraInfo }
  return initOf(sendReaction, reactionBody(replaced, added), headers)
}

/** Sends any operation with the document's sample values, by the network. */
export function sendOperation(
  mock: Mock,
  operationId: string,
  headers: Record<string, string> = {},
  body?: string,
): Promise<Response> {
  const operation = operationOf(document, operationId)
  const address = new URL(fillPath(operation.path, sampleParametersOf(operation)), mock.url)
  for (const parameter of operation.parameters) {
    if (parameter.in === 'query') address.searchParams.set(parameter.name, String(sampleOf(parameter)))
  }
  return fetch(address, initOf(operation, body ?? JSON.stringify(sampleBodyOf(operation)), headers))
}

function initOf(
  { method }: PlacedOperation,
  body: string | undefined,
  headers: Record<string, string> = {},
): RequestInit {
  return {
    method: method.toUpperCase(),
    headers: { [keyHeader]: 'secret-key', 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body }),
  }
}

/** What a call ends with: its response, or the name of its error. */
export async function outcomeOf(call: Promise<Response>): Promise<unknown> {
  try {
    const response = await call
    const text = await response.text()
    return { status: response.status, type: response.headers.get('content-type'), text }
  } catch (error) {
    return textMember(error, 'name')
  }
}

/** A body whose message id is replaced: the mock gives each accepted call an id of its own. */
export function withoutId(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body), (key, value: unknown) => (key === 'message_id' ? 'id' : value))
}

/** Waits until that many calls are in the journal. */
export async function waitForCalls(mock: Mock, count: number): Promise<void> {
  await expect.poll(() => mock.calls.length).toBe(count)
}
