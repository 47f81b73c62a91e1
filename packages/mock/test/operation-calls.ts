import type { Case as ModelCase } from '@kaleyra-reactions/model/cases'
import { member, textMember } from '@kaleyra-reactions/model/member'
import { modelOf, type Operation } from '@kaleyra-reactions/model/model'
import { fillPath } from '@kaleyra-reactions/model/path-template'
import bundled from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }
import { expect } from 'vitest'
// The built package: what is published is tested.
import type { Call, CaseName, Mock } from '../dist/index.mjs'

/** A documented case, by its generated name. */
type Case = ModelCase & { name: CaseName }

const model = modelOf(bundled)
// As JSON, since the model does not know the generated names.
const cases: Case[] = JSON.parse(JSON.stringify(model.cases))
const sendReaction = operationNamed('sendReaction')
const { sampleParameters } = sendReaction

/** The documented responses of every operation. */
export const responseCases: Case[] = cases.filter(({ channel }) => channel === 'response')

/** The documented responses of `sendReaction`. */
export const reactionCases: Case[] = responseCases.filter(({ operationId }) => operationId === 'sendReaction')

/** The documented refusals of `sendReaction`. */
export const refusals: Case[] = reactionCases.filter(({ error }) => error !== undefined)

/** The case of an accepted reaction. */
export const accepted: Case = caseWith(({ error }) => error === undefined)

/** The case that answers an invalid request. */
export const invalid: Case = caseWith(({ error }) => error?.invalidRequest === true)

/** The case that answers an unknown key, and the one that answers an unknown business number. */
export const unknownKey: Case = caseWith(({ error }) => error?.unknown?.includes(model.keyScheme) === true)
export const unknownNumber: Case = caseWith(({ error }) => error?.unknown?.includes('phone_number') === true)

/** Two more refusals, which the mock gives only where they are asked for. */
const [firstRefusal, secondRefusal] = plainRefusals()
export const refusal: Case = firstRefusal
export const otherRefusal: Case = secondRefusal

/** A callback that reports a failure. */
export const failure: Case = caseWith(({ channel }) => channel === 'callback', cases)

/** The header that carries the key. */
export const keyHeader: string = model.keyHeader

/** The SID of the document's sample. */
export const sid: string = String(sampleParameters['sid'])

/** The business number of the document's sample. */
export const phoneNumber: string = String(sampleParameters['phone_number'])

/** The path of `sendReaction` with the document's sample values. */
export const path: string = fillPath(sendReaction.path, sampleParameters)

/** The path of `sendReaction` with these values. */
export function pathWith(values: Readonly<Record<string, string>>): string {
  return fillPath(sendReaction.path, values)
}

function caseWith(isMeant: (each: Case) => boolean, from: readonly Case[] = reactionCases): Case {
  const found = from.find(isMeant)
  if (found === undefined) throw new Error('The document has no such case')
  return found
}

function plainRefusals(): [Case, Case] {
  const [first, second] = refusals.filter((each) => ![invalid, unknownKey, unknownNumber].includes(each))
  if (first === undefined || second === undefined) throw new Error('The document has too few refusals')
  return [first, second]
}

function operationNamed(operationId: string): Operation {
  const found = model.operations.find((operation) => operation.operationId === operationId)
  if (found === undefined) throw new Error(`The document has no operation ${operationId}`)
  return found
}

/** The id in the body of a success response of `sendReaction`. */
export function acceptedIdOf(body: unknown): unknown {
  return sendReaction.idPath?.reduce<unknown>(member, body)
}

/**
 * The document's sample request of `sendReaction`, in JSON.
 *
 * @param replaced values for members of these names, wherever they stand.
 * @param added members beside those of the sample; they replace those of the same name.
 */
export function reactionBody(replaced: Record<string, unknown> = {}, added: object = {}): string {
  const sample = JSON.stringify(sendReaction.body?.samples[0]?.example.value)
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
  /** Another body, whole. */
  body?: string | Uint8Array<ArrayBuffer>
  signal?: AbortSignal
}

/** Sends the document's sample of `sendReaction` to the mock, by the network or by another `fetch`. */
export function send(
  mock: Pick<Mock, 'url'>,
  { query = '', target = path, ...sending }: Sending = {},
  fetch: typeof globalThis.fetch = globalThis.fetch,
): Promise<Response> {
  return fetch(mock.url + target + query, reactionInit(sending))
}

/** The document's sample of `sendReaction` as `fetch` takes it. */
export function reactionInit({ headers, messageId, extraInfo, body, signal }: Sending = {}): RequestInit {
  const replaced = messageId === undefined ? {} : { message_id: messageId }
  const added = extraInfo === undefined ? {} : { extra_info: extraInfo }
  const init = initOf(sendReaction, body ?? reactionBody(replaced, added), headers)
  return signal === undefined ? init : { ...init, signal }
}

/** Sends any operation with the document's sample values, by the network. */
export function sendOperation(mock: Pick<Mock, 'url'>, operationId: string): Promise<Response> {
  const operation = operationNamed(operationId)
  const address = new URL(fillPath(operation.path, operation.sampleParameters), mock.url)
  const given: Record<string, string> = {}
  for (const { name, place, examples } of operation.parameters) {
    for (const value of examples.flat()) {
      if (place === 'query') address.searchParams.append(name, String(value))
      if (place === 'header') given[name] = String(value)
    }
  }
  const sample = operation.body?.samples[0]?.example.value
  return fetch(address, initOf(operation, JSON.stringify(sample), given))
}

function initOf(
  { method }: Operation,
  body: string | Uint8Array<ArrayBuffer> | undefined,
  headers: Record<string, string> = {},
): RequestInit {
  return {
    method: method.toUpperCase(),
    headers: { [keyHeader]: 'secret-key', 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body }),
  }
}

/** Tells the mock something by its reserved path, as a suite in another language does. */
export async function tell(
  { url }: Pick<Mock, 'url'>,
  action: string,
  value?: unknown,
): Promise<{ status: number; body: unknown }> {
  const init = value === undefined ? {} : { method: 'POST', body: JSON.stringify(value) }
  const response = await fetch(`${url}/__mock/${action}`, init)
  const text = await response.text()
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
}

/** What a call ends with: its response, or the name and code of its error. */
export async function outcomeOf(call: Promise<Response>): Promise<unknown> {
  try {
    const response = await call
    const text = await response.text()
    return { status: response.status, type: response.headers.get('content-type'), text }
  } catch (error) {
    return textMember(member(error, 'cause'), 'code') ?? textMember(error, 'name')
  }
}

/** A body whose id is replaced: the mock gives each accepted call an id of its own. */
export function withoutId(body: unknown): unknown {
  const name = sendReaction.idPath?.at(-1)
  return JSON.parse(JSON.stringify(body), (key, value: unknown) => (key === name ? 'id' : value))
}

/** Waits until that many calls are in the journal. */
export async function waitForCalls(mock: { calls: readonly Call[] }, count: number): Promise<void> {
  await expect.poll(() => mock.calls.length).toBe(count)
}
