import { afterAll, describe, expect, test } from 'vitest'
import { type MockOptions, startMock } from '../dist/index.mjs'
import {
  accepted,
  acceptedIdOf,
  invalid,
  keyHeader,
  path,
  pathWith,
  phoneNumber,
  reactionBody,
  responseCases,
  type Sending,
  send,
  sendOperation,
  sid,
  unknownKey,
  unknownNumber,
  withoutId,
} from './operation-calls.ts'

const lines: string[] = []
const mock = await startMock({ log: (line) => lines.push(line) })
afterAll(() => mock.close())

test.each(responseCases)('responds to $operationId with $name when asked for', async (each) => {
  const { operationId, name, status, body } = each
  mock.next(name)
  const response = await sendOperation(mock, operationId)
  expect(response.status).toBe(status)
  expect(withoutId(await response.json())).toEqual(withoutId(body))
})

test('every accepted request gets an id of its own, over the network and without it', async () => {
  const ids = []
  for (const fetch of [globalThis.fetch, mock.fetch]) {
    const response = await send(mock, {}, fetch)
    ids.push(acceptedIdOf(await response.json()))
    expect(mock.calls.at(-1)).toMatchObject({ reactionId: ids.at(-1), body: JSON.parse(reactionBody()) })
  }
  expect(ids).toEqual([expect.stringMatching(/^A[0-9A-F]{19}$/), expect.stringMatching(/^A[0-9A-F]{19}$/)])
  expect(ids[0]).not.toBe(ids[1])
})

describe('a refusal says what is wrong, where, and what is right', () => {
  test.each<[string, Sending, string]>([
    [
      'a capital letter',
      { body: reactionBody({ messaging_product: 'WhatsApp' }) },
      'messaging_product must be "whatsapp", in lower case',
    ],
    [
      'another value',
      { body: reactionBody({ type: 'text' }) },
      'messaging_object.type must be "reaction"; it is "text"',
    ],
    [
      'a missing field',
      { body: reactionBody({ to: undefined }) },
      'messaging_object.to is missing; for example "',
    ],
    [
      'a misspelt field',
      { extraInfo: { reff: 'a' } },
      'extra_info.reff is unknown: did you mean ref? Choose from ',
    ],
    ['another type', { body: reactionBody({ emoji: 5 }) }, 'reaction.emoji must be a string; it is a number'],
    ['another form', { body: reactionBody({ to: 'Anna' }) }, 'messaging_object.to must match the pattern '],
    [
      'a space after a comma',
      { body: reactionBody({ to: '+919000000002, +919000000003' }) },
      '; remove the space after the comma',
    ],
    ['a list', { body: '[]' }, 'the body must be an object; it is an array'],
    ['no body', { body: '' }, 'the body is missing'],
    ['no JSON', { body: '{"a":' }, 'the body is not JSON: '],
    ['a byte order mark', { body: '\ufeff{}' }, 'it begins with a byte order mark'],
    ['Latin-1', { body: Buffer.from(reactionBody({ ref: 'é' }), 'latin1') }, 'the body is not UTF-8'],
    ['a compressed body', { headers: { 'content-encoding': 'gzip' } }, 'the body is compressed'],
    [
      'another content type',
      { headers: { 'content-type': 'text/plain' } },
      'the content-type header must be "application/json"; it is "text/plain"',
    ],
    [
      'one of a kind of JSON',
      { headers: { 'content-type': 'application/vnd.example+json' } },
      'the content-type header must be',
    ],
    [
      'a number that is none',
      { target: path.replace(phoneNumber, 'abc') },
      'phone_number in the path must match pattern ',
    ],
  ])('%s', async (_, sending, sentence) => {
    mock.reset()
    lines.length = 0
    const response = await send(mock, sending)
    expect([response.status, await response.json()]).toMatchObject([invalid.status, { code: invalid.code }])
    expect(mock.calls).toMatchObject([
      { case: invalid.name, violations: [expect.stringContaining(sentence)] },
    ])
    expect(lines).toEqual([expect.stringContaining(`${invalid.status} ${invalid.name}; `)])
    const header: unknown = JSON.parse(response.headers.get('sl-violations') ?? '')
    expect(header).toMatchObject([{ severity: 'Error', message: mock.calls[0]?.violations[0] }])
  })

  test.each<[string, Sending, number, RegExp]>([
    ['no key', { headers: { [keyHeader]: '' } }, unknownKey.status ?? 0, /header is empty/],
    ['another path', { target: '/elsewhere' }, 404, /The path is unknown\. The document has \/\S+ \(POST\)/],
    ['no SID', { target: path.replace(sid, '') }, 404, /The path is unknown/],
  ])('%s', async (_, sending, status, reason) => {
    const response = await send(mock, sending)
    expect(response.status).toBe(status)
    expect(mock.calls.at(-1)?.violations).toEqual([expect.stringMatching(reason)])
  })

  test('another method, with those that the path takes', async () => {
    for (const method of ['PUT', 'PURGE']) {
      const response = await fetch(mock.url + path, { method })
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST'])
      expect(mock.calls.at(-1)?.violations).toEqual([`${method} is not a method of this path. Use POST.`])
    }
  })

  test('in ASCII, and short, whatever the request holds', async () => {
    const names = Array.from({ length: 5000 }, (_, index) => [`😀é-${index}`, 1])
    const response = await send(mock, { extraInfo: Object.fromEntries(names) })
    const header = response.headers.get('sl-violations') ?? ''
    expect(header).toMatch(/^[\x20-\x7e]{1,8192}$/)
    expect(JSON.parse(header)[0].message).toContain('😀é-0')
    expect(mock.calls.at(-1)?.violations.at(-1)).toMatch(/^and 49\d\d more violations$/)
  })
})

test.each(['*/*', 'json', '', 'text/html'])('JSON is sent for the Accept header "%s"', async (accept) => {
  expect((await send(mock, { headers: { accept } })).status).toBe(202)
})

test('each call has one line, in which no credential stands, and the journal masks it', async () => {
  mock.reset()
  lines.length = 0
  await send(mock, { headers: { authorization: 'Bearer secret-key' }, query: '?from=test' })
  expect(lines).toEqual([`POST ${path}: ${accepted.status} ${accepted.name}`])
  expect(mock.calls).toMatchObject([{ method: 'POST', path, query: { from: 'test' }, outcome: 'sent' }])
  expect(JSON.stringify([mock.calls, lines])).not.toContain('secret-key')
})

describe('what the document admits and Kaleyra might refuse or change is a warning', () => {
  const target = (values: object) => pathWith({ sid, phone_number: phoneNumber, ...values })
  test.each<[string, Sending, string[]]>([
    ['an emoji', { body: reactionBody({ emoji: '👨‍👩‍👧‍👦' }) }, []],
    ['nothing, which removes a reaction', { body: reactionBody({ emoji: '' }) }, []],
    ['a keycap', { body: reactionBody({ emoji: '1️⃣' }) }, []],
    ['a flag', { body: reactionBody({ emoji: '🇮🇳' }) }, []],
    ['a question mark', { body: reactionBody({ emoji: '?' }) }, ['no-emoji']],
    ['two emoji', { body: reactionBody({ emoji: '👍👍' }) }, ['several-emoji']],
    ['an escape sequence as text', { body: reactionBody({ emoji: '\\ud83d\\ude00' }) }, ['escaped-twice']],
    ['half an emoji', { body: reactionBody({ emoji: '\ud83d' }) }, ['half-character']],
    ['a reference that is cut', { extraInfo: { ref: 'x'.repeat(256) } }, ['truncated']],
    ['an unknown source', { extraInfo: { wa_source: 'elsewhere' } }, ['unknown-value']],
    [
      'the number as recipient',
      { body: reactionBody({ to: `+919000000002,${phoneNumber}` }) },
      ['same-number'],
    ],
    ['a SID that is undefined', { target: target({ sid: 'undefined' }) }, ['placeholder']],
    ['a SID that is its placeholder', { target: target({ sid: '{sid}' }) }, ['placeholder']],
    ['a key that is None', { headers: { [keyHeader]: 'None' } }, ['placeholder']],
    ['a key like that of another API', { headers: { [keyHeader]: 'Bearer abc' } }, ['bearer-key']],
    ['a message id that is null', { messageId: 'null' }, ['placeholder']],
    ['an empty message id', { messageId: '' }, ['placeholder']],
    ['a message id of another kind', { messageId: 'HBgLMxxx' }, ['message-id']],
    ['a message id with a line break', { messageId: 'wamid.HBgLMxxx\n' }, ['message-id']],
    ['a misspelt fault', { messageId: 'wamid.fault-rest' }, ['near-scenario']],
    ['a case in other letters', { messageId: `wamid.${invalid.name.toLowerCase()}` }, ['near-scenario']],
    ['a delay that is none', { messageId: 'wamid.delay-2s' }, ['near-scenario']],
  ])('%s', async (_, sending, expected) => {
    mock.reset()
    lines.length = 0
    expect((await send(mock, sending)).status).toBe(202)
    expect(mock.calls[0]?.warnings.map(({ name }) => name)).toEqual(expected)
    const told = lines.filter((line) => line.includes('warning '))
    expect(told).toEqual(expected.map((name) => expect.stringContaining(`warning ${name}: `)))
  })

  test('an id that a response gave', async () => {
    mock.reset()
    const id = String(acceptedIdOf(await (await send(mock)).json()))
    await send(mock, { messageId: id })
    expect(mock.calls[1]?.warnings).toMatchObject([{ name: 'own-id' }])
  })
})

test.each<[string, MockOptions, Sending, string, string?]>([
  ['a key', { apiKeys: ['other'] }, {}, unknownKey.name, `${keyHeader} in the headers`],
  ['a SID', { sids: ['HX1'] }, {}, unknownKey.name, 'sid in the path'],
  [
    'a business number',
    { phoneNumbers: ['919111111111'] },
    {},
    unknownNumber.name,
    'phone_number in the path',
  ],
  [
    'an escaped one',
    { phoneNumbers: ['919111111111'] },
    { target: path.replace(phoneNumber, `%2B${phoneNumber}`) },
    unknownNumber.name,
    'phone_number in the path',
  ],
  ['nothing', { apiKeys: ['secret-key'], sids: [sid], phoneNumbers: [`+${phoneNumber}`] }, {}, accepted.name],
])('%s outside its list is refused by the documented case', async (_, options, sending, name, place) => {
  const told: string[] = []
  await using listed = await startMock({ ...options, log: (line) => told.push(line) })
  await send(listed, sending)
  const violations = place === undefined ? [] : [`${place} is not in the list that the mock accepts`]
  expect(listed.calls).toMatchObject([{ case: name, violations }])
  expect(told.join()).not.toContain('secret-key')
})

test.each<[string, object, RegExp]>([
  ['an unknown option', { apiKey: ['k'] }, /apiKey is unknown: did you mean apiKeys\?/],
  ['a text for a list', { apiKeys: 'secret' }, /apiKeys must be an array; it is a string/],
  ['an empty text in a list', { sids: [''] }, /sids\.0 must NOT have fewer than 1 characters/],
  ['a text for a switch', { strict: 'no' }, /strict must be a boolean; it is a string/],
  ['a port that is none', { port: 70_000 }, /port must be <= 65535/],
  ['an unknown warning', { allow: ['emoji'] }, /allow\.0 cannot be "emoji": /],
  ['an address as an object', { callbackUrl: new URL('http://a:secret@b') }, /plain JSON values/],
  ['headers as an object of a class', { callbackHeaders: new Headers({ a: 'secret' }) }, /plain JSON values/],
  [
    'another address',
    { callbackUrl: 'htps://host/?token=secret' },
    /callbackUrl must be an http or https address/,
  ],
  [
    'a password in an address',
    { callbackUrl: 'http://user:secret@127.0.0.1/' },
    /callbackUrl must not contain a user or a password/,
  ],
  [
    'a header that is none',
    { callbackUrl: 'http://a', callbackHeaders: { 'a b': 'secret' } },
    /callbackHeaders has/,
  ],
  ['headers without an address', { callbackHeaders: { a: 'secret' } }, /needs callbackUrl/],
  ['a busy port', { port: Number(new URL(mock.url).port) }, /address already in use/],
])('does not start with %s, and shows no credential', async (_, options, reason) => {
  await expect(startMock(options)).rejects.toThrow(reason)
  await expect(startMock(options)).rejects.not.toThrow('secret')
})
