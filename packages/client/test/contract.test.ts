import { startMock } from '@kaleyra-reactions/mock'
import { member } from '@kaleyra-reactions/model/member'
import { modelOf } from '@kaleyra-reactions/model/model'
import { fieldsOf } from '@kaleyra-reactions/model/types'
import bundled from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }
import { afterAll, describe, expect, test } from 'vitest'
import { keyHeader } from '../src/generated/cases.ts'
import * as operations from '../src/generated/operations.ts'
import { acceptedReactionId } from '../src/generated/requests.ts'
import { createClient, createTransport, isApiError, type Transport } from '../src/index.ts'

const mock = await startMock()
afterAll(() => mock.close())

const model = modelOf(bundled)
const responses = model.cases.filter(({ channel }) => channel === 'response')
const own = responses.filter(({ operationId }) => operationId === 'sendReaction')
/** What answers a body that the document does not admit, and a call without key. */
const refusals = {
  body: own.find(({ error }) => error?.invalidRequest)?.name,
  key: own.find(({ error }) => error?.unknown?.includes(model.keyScheme))?.name,
}
const reaction = {
  to: '+919000000002',
  messageId: 'wamid.HBgLMxxx',
  emoji: '😀',
  extraInfo: { ref: 'customer1' },
}
const settings = { sid: 'HXAP1600000097IN', apiKey: 'key', phoneNumber: '+919000000001', baseUrl: mock.url }

test('a reaction is accepted with the documented id', async () => {
  const { reactionId } = await createClient(settings).sendReaction(reaction)
  expect(reactionId).toMatch(/^A.{19}$/)
})

test('a removal is accepted', async () => {
  await expect(createClient(settings).removeReaction(reaction)).resolves.toMatchObject({ status: 202 })
})

test.each(responses)('the response $name of $operationId arrives as its case', async (documented) => {
  const { operationId, name, status, code, error, body } = documented
  await fetch(`${mock.url}/__mock/always`, { method: 'POST', body: JSON.stringify(name) })
  const response = send(operationId, createTransport(settings), inputOf(operationId))
  if (error === undefined) {
    expect(withoutId(await response)).toMatchObject({ status, body: withoutId(body) })
    return
  }
  const { kind, scope, mayHaveBeenAccepted } = error
  const thrown = await response.catch((reason: unknown) => reason)
  expect(isApiError(thrown)).toBe(true)
  expect(thrown).toMatchObject({ reason: name, status, code, body, kind, scope, mayHaveBeenAccepted })
})

describe('a request that breaks the schema is refused by the mock as such', () => {
  const { body } = model.sending
  const message = body && fieldsOf(body.type).find(({ name }) => name === 'messaging_object')
  const required = message === undefined ? [] : fieldsOf(message.type).filter((field) => field.isRequired)

  test.each(required)('without $name', async ({ name }) => {
    const input = structuredClone(inputOf('sendReaction'))
    const message = member(input['body'], 'messaging_object')
    if (!(message instanceof Object)) throw new Error('The sample body has no messaging_object')
    Reflect.deleteProperty(message, name)
    const response = send('sendReaction', createTransport(settings), input)
    await expect(response).rejects.toMatchObject({ name: 'ApiError', reason: refusals.body })
  })
})

/** The value with every message id replaced: the mock gives each accepted request an id of its own. */
function withoutId(value: unknown): object {
  return JSON.parse(JSON.stringify(value), (name, value) => (name === acceptedReactionId ? 'id' : value))
}

/** Sends by the generated function of an operation, with input that its types may forbid. */
async function send(operationId: string, transport: Transport, input: object): Promise<unknown> {
  const operation = member(operations, operationId)
  if (typeof operation !== 'function') throw new Error(`There is no function for ${operationId}`)
  return Reflect.apply(operation, undefined, [transport, input])
}

/** The document's sample parameters and sample body of an operation. */
function inputOf(operationId: string): Record<string, unknown> {
  const operation = model.operations.find((each) => each.operationId === operationId)
  const body = operation?.body?.samples[0]?.example.value
  return { ...operation?.sampleParameters, ...(body === undefined ? {} : { body }) }
}

test('a reaction without key is refused as the document says', async () => {
  const fetchWithoutKey: typeof fetch = (address, init) => {
    const headers = new Headers(init?.headers)
    headers.delete(keyHeader)
    return fetch(address, { ...init, headers })
  }
  const client = createClient({ ...settings, fetch: fetchWithoutKey })
  await expect(client.sendReaction(reaction)).rejects.toMatchObject({ reason: refusals.key })
})
