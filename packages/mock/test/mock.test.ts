import { modelOf } from '@kaleyra-reactions/model/model'
import bundled from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }
import { afterAll, describe, expect, test } from 'vitest'
import { type MockOptions, startMock } from '../src/index.ts'
import {
  acceptedIdOf,
  keyHeader,
  path,
  phoneNumber,
  reactionBody,
  reactionInit,
  responseCases,
  sendOperation,
  withoutId,
} from './operation-calls.ts'

const mock = await startMock()
afterAll(() => mock.close())

test.each(responseCases)(
  'responds to $operationId with $name when asked for',
  async ({ operationId, name, status, body }) => {
    const response = await sendOperation(mock, operationId, { prefer: `code=${status}, example=${name}` })
    expect(response.status).toBe(status)
    expect(withoutId(await response.json())).toEqual(withoutId(body))
  },
)

describe('refuses', () => {
  test.each([
    ['an empty object', '{}'],
    ['a wrong constant', reactionBody({ type: 'text' })],
    ['malformed JSON', '{"a":'],
    ['an emoji as an unknown key', reactionBody({}, { '😀': 1 })],
    ['a list', '[]'],
  ])('%s with WA400', async (_, body) => {
    const response = await sendOperation(mock, 'sendReaction', {}, body)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ code: 'WA400' })
  })

  test('a call without key with RBC001', async () => {
    const response = await sendOperation(mock, 'sendReaction', { [keyHeader]: '' })
    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject({ code: 'RBC001' })
  })
})

test.each<[string, string, RegExp]>([
  [
    'an unknown option',
    '{"apiKey":["k"]}',
    /"apiKey" is no member of the options of the mock: did you mean apiKeys\?/,
  ],
  ['a text for a list', '{"apiKeys":"secret"}', /"apiKeys" takes a list of texts/],
  ['an empty text in a list', '{"apiKeys":[""]}', /"apiKeys" takes a list of texts that are not empty/],
  ['an empty host', '{"host":""}', /"host" takes an address as a text, not ""/],
  ['no object', 'null', /the options of the mock are an object, not null/],
  ['a text', '"4010"', /the options of the mock are an object, not '4010'/],
  ['a number in a list', '{"phoneNumbers":[919000000001]}', /"phoneNumbers" takes a list of texts/],
  ['a text for a switch', '{"strict":"no"}', /"strict" takes true or false, not "no"/],
  ['a text for the port', '{"port":"4010"}', /"port" takes a whole number from 0 to 65535, not "4010"/],
])('does not start with %s', async (_, options, reason) => {
  await expect(startMock(JSON.parse(options))).rejects.toThrow(reason)
})

test.each<[string, object, RegExp]>([
  [
    'a key in the place of a list',
    { apiKeys: 'secret' },
    /"apiKeys" takes a list of texts .*, not this text\.$/,
  ],
  ['a list of lists', { apiKeys: [['secret']] }, /"apiKeys" takes .*, not this list\.$/],
  [
    'an address as an object',
    { callbackUrl: new URL('http://a:secret@b') },
    /"callbackUrl" .*, not this object\./,
  ],
  ['headers as a list', { callbackHeaders: [['a', 'secret']] }, /"callbackHeaders" .*, not this list\.$/],
  [
    'headers as an object of another kind',
    { callbackHeaders: new Headers({ a: 'secret' }) },
    /not this object\.$/,
  ],
])('does not show the credential where it refuses %s', async (_, options, reason) => {
  await expect(startMock(options)).rejects.toThrow(reason)
  await expect(startMock(options)).rejects.not.toThrow('secret')
})

const numberPattern = modelOf(bundled)
  .operations.flatMap(({ parameters }) => parameters)
  .flatMap(({ name, type }) => (name === 'phone_number' && type.kind === 'string' ? [type.pattern] : []))
  .at(0)

test.each<[string, MockOptions, string]>([
  [
    'a number of another form than the document has',
    { phoneNumbers: [phoneNumber, 'abc'] },
    `phoneNumbers (--phone-numbers): no valid call can have value 2 of the list: it must match pattern "${numberPattern}"; for example "${phoneNumber}".`,
  ],
  [
    'a number with blanks',
    { phoneNumbers: ['+91 9000 000 001'] },
    'value 1 of the list: it must match pattern',
  ],
  [
    'a key in two lines',
    { apiKeys: ['k', 'a\nb'] },
    'apiKeys (--api-keys): no call can have key 2 of the list',
  ],
  ['a key with a blank', { apiKeys: ['k '] }, 'no call can have key 1 of the list'],
  ['a key beyond Latin-1', { apiKeys: ['k😀'] }, 'no call can have key 1 of the list'],
])('does not start with %s, which no call could have', async (_, options, reason) => {
  await expect(startMock(options)).rejects.toThrow(reason)
})

test.each([phoneNumber, `+${phoneNumber}`])('starts with the number %s of the document', async (number) => {
  await using started = await startMock({ phoneNumbers: [number], sids: ['any SID'], apiKeys: ['k é'] })
  expect(started.url).toMatch(/^http:/)
})

test('its fetch responds like the server, without the network', async () => {
  const init = reactionInit()
  const address = mock.url + path
  const [direct, served] = await Promise.all([mock.fetch(address, init), fetch(address, init)])
  expect(direct.status).toBe(served.status)
  expect(withoutId(await direct.json())).toEqual(withoutId(await served.json()))
  expect((await mock.fetch(address, { ...init, body: '{' })).status).toBe(400)
  expect((await mock.fetch(address, { ...init, body: ' '.repeat(1_000_001) })).status).toBe(413)
})

test('every accepted request gets an id of its own', async () => {
  const accept = async () => {
    const response = await sendOperation(mock, 'sendReaction')
    return acceptedIdOf(await response.json())
  }
  const [first, second] = await Promise.all([accept(), accept()])
  expect(first).toMatch(/^A[0-9A-F]{19}$/)
  expect(second).toMatch(/^A[0-9A-F]{19}$/)
  expect(second).not.toBe(first)
})

test('an unknown example name is refused with the known ones', async () => {
  const response = await sendOperation(mock, 'sendReaction', { prefer: 'example=E999' })
  expect(response.status).toBe(400)
  expect(await response.text()).toMatch(/E999.*WA202, .*WA500/)
})

test.each([
  ['code=abc', 'The code abc is no status'],
  ['code=4010', 'The code 4010 is no status'],
  ['code=400, example=WA401', 'WA401 has status 401, not 400'],
])('Prefer: %s is refused with the reason', async (prefer, reason) => {
  const response = await sendOperation(mock, 'sendReaction', { prefer })
  expect(response.status).toBe(400)
  expect(await response.text()).toContain(reason)
})

test('a method that the document does not have is 405 with Allow, an unknown path 404', async () => {
  const wrong = await fetch(mock.url + path, { method: 'PUT' })
  expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'POST'])
  expect((await fetch(`${mock.url}/elsewhere`, { method: 'POST' })).status).toBe(404)
})

test('a busy port is an error', async () => {
  const port = Number(new URL(mock.url).port)
  await expect(startMock({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
})
