import {
  casesOf,
  examplesOf,
  type OpenapiDocument,
  type Operation,
  operationsOf,
  sampleOf,
} from '@kaleyra-reactions/spec/cases'
import bundled from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }
import { afterAll, describe, expect, test } from 'vitest'
import { startMock } from '../src/index.ts'

const mock = await startMock()
afterAll(() => mock.close())

const document: OpenapiDocument = bundled
const operations = operationsOf(document)
const answers = casesOf(document).filter(({ channel }) => channel === 'answer')
const [request] = examplesOf(
  operations.find(({ operationId }) => operationId === 'sendReaction')?.requestBody,
).map(([, example]): Record<string, object> => Object(example.value))

/** Sends an operation with the example values of the document. */
function call(operationId: string, headers: Record<string, string> = {}, body?: string): Promise<Response> {
  const operation = operations.find((each) => each.operationId === operationId)
  if (operation === undefined) throw new Error(`no operation ${operationId}`)
  const address = new URL(
    operation.path.replace(/{(.+?)}/g, (_, name) => String(exampleOf(operation, name))),
    mock.url,
  )
  for (const parameter of operation.parameters ?? []) {
    if (parameter.in === 'query') address.searchParams.set(parameter.name, String(sampleOf(parameter)))
  }
  const [sample] = examplesOf(operation.requestBody)
  const content = body ?? (sample && JSON.stringify(sample[1].value))
  return fetch(address, {
    method: operation.method.toUpperCase(),
    headers: { 'api-key': 'k', 'content-type': 'application/json', ...headers },
    ...(content === undefined ? {} : { body: content }),
  })
}

function exampleOf(operation: Operation, name: string): unknown {
  return operation.parameters?.filter((parameter) => parameter.name === name).map(sampleOf)[0]
}

test.each(answers)(
  'answers $operationId with $name when asked for',
  async ({ operationId, name, status, body }) => {
    const response = await call(operationId, { prefer: `code=${status}, example=${name}` })
    expect(response.status).toBe(status)
    expect(withoutId(await response.json())).toEqual(withoutId(body))
  },
)

describe('refuses', () => {
  const wrong = { ...request, messaging_object: { ...request?.['messaging_object'], type: 'text' } }
  test.each([
    ['an empty object', '{}'],
    ['a wrong constant', JSON.stringify(wrong)],
    ['malformed JSON', '{"a":'],
    ['an emoji as an unknown key', JSON.stringify({ ...request, '😀': 1 })],
    ['a list', '[]'],
  ])('%s with WA400', async (_, body) => {
    const response = await call('sendReaction', {}, body)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ code: 'WA400' })
  })

  test('a call without key with RBC001', async () => {
    const response = await call('sendReaction', { 'api-key': '' })
    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject({ code: 'RBC001' })
  })
})

test('its fetch answers like the server, without the network', async () => {
  const init = {
    method: 'POST',
    headers: { 'api-key': 'k', 'content-type': 'application/json' },
    body: JSON.stringify(request),
  }
  const address = `${mock.url}/v2/HXAP1600000097IN/whatsapp/919000000001/messages`
  const [direct, served] = await Promise.all([mock.fetch(address, init), fetch(address, init)])
  expect(direct.status).toBe(served.status)
  expect(withoutId(await direct.json())).toEqual(withoutId(await served.json()))
  expect((await mock.fetch(address, { ...init, body: '{' })).status).toBe(400)
  expect((await mock.fetch(address, { ...init, body: ' '.repeat(1_000_001) })).status).toBe(413)
})

test('every accepted request gets an id of its own', async () => {
  const answers = await Promise.all([call('sendReaction'), call('sendReaction')])
  const [first, second] = await Promise.all(
    answers.map(async (answer) => Object(await answer.json()).data.message_id),
  )
  expect(first).toMatch(/^A[0-9A-F]{19}$/)
  expect(second).not.toBe(first)
})

test('an unknown example name is refused with the known ones', async () => {
  const response = await call('sendReaction', { prefer: 'example=E999' })
  expect(response.status).toBe(400)
  expect(await response.text()).toMatch(/E999.*WA202, .*WA500/)
})

test.each([
  ['code=abc', 'The code abc is no status'],
  ['code=4010', 'The code 4010 is no status'],
  ['code=400, example=WA401', 'WA401 has status 401, not 400'],
])('Prefer: %s is refused with the reason', async (prefer, reason) => {
  const response = await call('sendReaction', { prefer })
  expect(response.status).toBe(400)
  expect(await response.text()).toContain(reason)
})

test('a method that the document does not have is 405 with Allow, an unknown path 404', async () => {
  const wrong = await fetch(`${mock.url}/v2/HXAP1600000097IN/whatsapp/919000000001/messages`, {
    method: 'PUT',
  })
  expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'POST'])
  expect((await fetch(`${mock.url}/elsewhere`, { method: 'POST' })).status).toBe(404)
})

/** The accepted id differs from call to call. */
function withoutId(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body), (key, value) => (key === 'message_id' ? 'id' : value))
}

test('a busy port is an error', async () => {
  const port = Number(new URL(mock.url).port)
  await expect(startMock({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
})
