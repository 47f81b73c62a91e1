import document from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }
import { afterAll, describe, expect, test } from 'vitest'
import { startMock } from '../src/index.ts'

const mock = await startMock()
afterAll(() => mock.close())

const operation = document.paths['/v2/{sid}/whatsapp/{phone_number}/messages'].post
const request = operation.requestBody.content['application/json'].examples.reaction.value
const cases = Object.entries(operation.responses).flatMap(([status, answer]) =>
  Object.entries(answer.content['application/json'].examples).map(([name, example]) => ({
    name,
    status,
    body: example.value,
  })),
)

function post(body: string, headers: Record<string, string> = {}): Promise<Response> {
  const address = `${mock.url}/v2/HXAP1600000097IN/whatsapp/919000000001/messages`
  return fetch(address, {
    method: 'POST',
    headers: { 'api-key': 'k', 'content-type': 'application/json', ...headers },
    body,
  })
}

test.each(cases)('answers $name when it is asked for', async ({ name, status, body }) => {
  const response = await post(JSON.stringify(request), { prefer: `code=${status}, example=${name}` })
  expect(response.status).toBe(Number(status))
  expect(await response.json()).toEqual(body)
})

describe('refuses', () => {
  const wrong = { ...request, messaging_object: { ...request.messaging_object, type: 'text' } }
  test.each([
    ['an empty object', '{}'],
    ['a wrong constant', JSON.stringify(wrong)],
    ['malformed JSON', '{"a":'],
    ['an emoji as an unknown key', JSON.stringify({ ...request, '😀': 1 })],
    ['a list', '[]'],
  ])('%s with WA400', async (_, body) => {
    const response = await post(body)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ code: 'WA400' })
  })

  test('a call without key with RBC001', async () => {
    const response = await post(JSON.stringify(request), { 'api-key': '' })
    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject({ code: 'RBC001' })
  })
})

test('a busy port is an error', async () => {
  const port = Number(new URL(mock.url).port)
  await expect(startMock({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
})
