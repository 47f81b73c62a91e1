import { describe, expect, test } from 'vitest'
import { startMock } from '../src/index.ts'
import { keyHeader, path, phoneNumber, reactionBody, reactionCases, send } from './operation-calls.ts'

const errors = reactionCases.filter(({ error }) => error !== undefined)
const json = { 'content-type': 'application/json' }

/** The ways to ask for a case, beside a message id. */
const asking = ['next', 'always', 'Prefer', 'the query', 'the message id'] as const

describe.each(errors)('an invalid request does not get $name', ({ name, status }) => {
  test.each(asking)('when %s asks for it', async (way) => {
    await using mock = await startMock<string>()
    const messageId = way === 'the message id' ? `wamid.${name}` : 'wamid.x'
    const prefer = `code=${status}, example=${name}`
    const target = way === 'the query' ? `${path}?__code=${status}&__example=${name}` : path
    const withoutKey = { ...json, ...(way === 'Prefer' && { prefer }) }
    const headers = { ...withoutKey, [keyHeader]: 'k' }
    const invalid = reactionBody({ message_id: messageId, type: 'text' })
    const call = async (init: RequestInit) => {
      if (way === 'next') mock.next({ case: name })
      if (way === 'always') mock.always({ case: name })
      await fetch(mock.url + target, { method: 'POST', ...init })
      return mock.calls.at(-1)
    }
    const garbage = `garbage "message_id":"${messageId}"`
    for (const body of [invalid, garbage]) {
      expect(await call({ headers, body })).toMatchObject({ status: 400, case: 'WA400' })
    }
    const valid = reactionBody({ message_id: messageId })
    expect(await call({ headers: withoutKey, body: valid })).toMatchObject({ status: 401, case: 'RBC001' })
    expect(await call({ headers, body: valid })).toMatchObject({ status, case: name, violations: [] })
  })
})

describe('a body that is no UTF-8 is refused', () => {
  test.each<[string, string, RegExp]>([
    ['an emoji as CESU-8', '\xed\xa0\xbd\xed\xb8\x80', /0xED at offset \d+ .*CESU-8/],
    ['a letter in Latin-1', '\xe9', /0xE9 at offset \d+ /],
    ['half a character', '\xf0\x9f', /0xF0 at offset \d+ /],
  ])('%s', async (_, bytes, reason) => {
    await using mock = await startMock()
    for (const fetch of [mock.fetch, globalThis.fetch]) {
      const body = Buffer.from(reactionBody({}, { extra_info: { ref: '\u{1f600}\ufffd@@' } }))
      const at = body.indexOf('@@')
      const broken = Buffer.concat([
        body.subarray(0, at),
        Buffer.from(bytes, 'latin1'),
        body.subarray(at + 2),
      ])
      const headers = { ...json, [keyHeader]: 'k' }
      const response = await fetch(mock.url + path, { method: 'POST', headers, body: broken })
      expect(await response.json()).toMatchObject({ code: 'WA400' })
      const [violation = ''] = mock.calls.at(-1)?.violations ?? []
      expect(violation).toMatch(/^the body is not UTF-8: the byte /)
      expect(violation).toMatch(reason)
      expect(violation).toContain(`at offset ${at} `)
    }
  })
})

describe('a body in an encoding of two or four bytes is refused by the name of that encoding', () => {
  const wide = (text: string, size: 2 | 4, isBig: boolean) => {
    const characters = Array.from(text).map((character) => {
      const bytes = Buffer.alloc(size)
      bytes.writeUInt16LE(character.charCodeAt(0))
      return isBig ? bytes.reverse() : bytes
    })
    return Buffer.concat(characters)
  }
  test.each<[string, 2 | 4, boolean, string]>([
    ['', 2, false, 'UTF-16'],
    ['', 2, true, 'UTF-16'],
    ['\ufeff', 2, false, 'UTF-16'],
    ['\ufeff', 2, true, 'UTF-16'],
    ['', 4, false, 'UTF-32'],
    ['', 4, true, 'UTF-32'],
    ['\ufeff', 4, false, 'UTF-32'],
    ['\ufeff', 4, true, 'UTF-32'],
  ])('with the mark %j, %i bytes each, the highest first: %s', async (mark, size, isBig, name) => {
    await using mock = await startMock()
    const body = wide(mark + reactionBody({ emoji: 'a' }), size, isBig)
    const headers = { ...json, [keyHeader]: 'k' }
    const response = await fetch(mock.url + path, { method: 'POST', headers, body })
    expect(await response.json()).toMatchObject({ code: 'WA400' })
    const reason = `the body is not UTF-8: it seems to be ${name}; JSON is sent as UTF-8 without a byte order mark`
    expect(mock.calls[0]?.violations).toEqual([reason])
    const told = await fetch(`${mock.url}/__mock/next`, {
      method: 'POST',
      body: wide(`${mark}"E110"`, size, isBig),
    })
    expect([told.status, await told.text()]).toEqual([400, expect.stringContaining(name)])
  })
})

describe('a refusal says what is wrong, where, and what is right', () => {
  test.each<[string, string, string]>([
    [
      'a capital letter',
      reactionBody({ messaging_product: 'WhatsApp' }),
      'messaging_object.messaging_product must be "whatsapp", in lower case',
    ],
    [
      'another value',
      reactionBody({ type: 'text' }),
      'messaging_object.type must be "reaction"; it is "text"',
    ],
    [
      'a missing field',
      reactionBody({ to: undefined }),
      'messaging_object.to is missing; for example "+919000000002"',
    ],
    [
      'a misspelt field',
      reactionBody({ reaction: { message_id: 'wamid.x', emojy: '' } }),
      'messaging_object.reaction.emojy is unknown: did you mean emoji? (it takes message_id, emoji)',
    ],
    [
      'another type',
      reactionBody({ emoji: 5 }),
      'messaging_object.reaction.emoji must be a string; it is a number',
    ],
    ['another form', reactionBody({ to: 'Anna' }), 'messaging_object.to must match the pattern '],
    ['a list', '[]', 'the body must be an object; it is an array'],
    ['no body', '', 'the body is missing'],
    ['no JSON', '{"a":', 'the body is not JSON: '],
    ['a byte order mark', '\ufeff{}', 'the body is not JSON: it begins with a byte order mark'],
  ])('%s', async (_, body, sentence) => {
    const lines: string[] = []
    await using mock = await startMock({ log: (line) => lines.push(line) })
    const headers = { ...json, [keyHeader]: 'k' }
    const response = await fetch(mock.url + path, { method: 'POST', headers, body })
    expect(await response.json()).toMatchObject({ code: 'WA400' })
    expect(mock.calls[0]?.violations.join('\n')).toContain(sentence)
    expect(lines.join('\n')).toContain(sentence)
    const header: { location: string[]; severity: string; message: string }[] = JSON.parse(
      response.headers.get('sl-violations') ?? '',
    )
    expect(header.map(({ message }) => message)).toEqual(mock.calls[0]?.violations)
    for (const { location, severity } of header) expect([location[0], severity]).toEqual(['request', 'Error'])
  })

  test.each<[string, Record<string, string>, string, string]>([
    ['no key', { ...json }, path, `the ${keyHeader} header is missing`],
    ['an empty key', { ...json, [keyHeader]: ' ' }, path, `the ${keyHeader} header is empty`],
    [
      'a number that is none',
      { ...json, [keyHeader]: 'k' },
      path.replace(phoneNumber, 'abc'),
      'phone_number in the path must match pattern ',
    ],
    ['a compressed body', { ...json, [keyHeader]: 'k', 'content-encoding': 'gzip' }, path, 'compressed'],
  ])('%s', async (_, headers, target, sentence) => {
    await using mock = await startMock()
    await fetch(mock.url + target, { method: 'POST', headers, body: reactionBody() })
    expect(mock.calls[0]?.violations.join('\n')).toContain(sentence)
  })

  test('in ASCII, whatever the request holds', async () => {
    await using mock = await startMock()
    const response = await send(mock, { extraInfo: { '😀é': 1 } })
    const header = response.headers.get('sl-violations') ?? ''
    expect(header).toMatch(/^[\x20-\x7e]+$/)
    expect(JSON.parse(header)).toMatchObject([{ message: expect.stringContaining('😀é') }])
  })

  test('a body with a hundred thousand mistakes fits into the header and the journal', async () => {
    await using mock = await startMock()
    const names = Array.from({ length: 50_000 }, (_, index) => [`unknown-${index}`, 1])
    const response = await send(mock, { extraInfo: Object.fromEntries(names) })
    expect(response.headers.get('sl-violations')?.length).toBeLessThan(8192)
    expect(mock.calls[0]?.violations.at(-1)).toMatch(/^and 499\d\d more violations$/)
  })
})

test.each<[string, object, RegExp | undefined]>([
  ['an emoji', { emoji: '👨‍👩‍👧‍👦' }, undefined],
  ['nothing, which removes a reaction', { emoji: '' }, undefined],
  ['a keycap', { emoji: '1️⃣' }, undefined],
  ['a flag', { emoji: '🇮🇳' }, undefined],
  ['a word', { emoji: 'thumbs up' }, /reaction\.emoji holds no emoji/],
  ['two emoji', { emoji: '👍👍' }, /reaction\.emoji holds more than one character/],
  ['an escape sequence as text', { emoji: '\\ud83d\\ude00' }, /reaction\.emoji holds the text \\ud83d/],
  ['half an emoji', { emoji: '\ud83d' }, /half of a character/],
  ['a doubled backslash in a reference', { ref: 'a\\u00e9' }, /extra_info\.ref holds the text \\u00e9/],
  ['a reference that is cut', { ref: 'x'.repeat(256) }, /extra_info\.ref is longer than 255 characters/],
  ['an unknown source', { wa_source: 'elsewhere' }, /extra_info\.wa_source has a value .* known: api, /],
])('%s is accepted, and what Kaleyra might do with it is a warning', async (_, replaced, warning) => {
  const lines: string[] = []
  await using mock = await startMock({ log: (line) => lines.push(line) })
  const headers = { ...json, [keyHeader]: 'k' }
  const response = await fetch(mock.url + path, {
    method: 'POST',
    headers,
    body: reactionBody({ ...replaced }),
  })
  expect(response.status).toBe(202)
  const expected = warning === undefined ? [] : [expect.stringMatching(warning)]
  expect(mock.calls[0]?.warnings).toEqual(expected)
  expect(lines).toEqual(expected.length === 0 ? [] : [expect.stringContaining('warning: ')])
})

test.each<[string, string, string[]]>([
  ['utf-8', '"type":"reaction"', []],
  ['"UTF-8"; version=1', '"type":"reaction"', []],
  ['iso-8859-1', '"type":"reaction"', ['the content-type header names the charset iso-8859-1']],
  ['utf-8', '"type":"text","type":"reaction"', ['messaging_object.type is given more than once']],
  ['utf-8', '"\\u0074ype":"text","type":"reaction"', ['messaging_object.type is given more than once']],
])('a body with the charset %s and %s has warnings as due', async (charset, member, warnings) => {
  await using mock = await startMock()
  const body = reactionBody().replace('"type":"reaction"', member)
  const headers = { 'content-type': `application/json; charset=${charset}`, [keyHeader]: 'k' }
  await fetch(mock.url + path, { method: 'POST', headers, body })
  const expected = warnings.map((warning) => expect.stringContaining(warning))
  expect(mock.calls).toMatchObject([{ status: 202, warnings: expected }])
})

test.each(['*', 'json', ',', '', 'text/html, *; q=.2', 'application/json;;', '*/*;q'])(
  'the Accept header "%s" is tolerated',
  async (accept) => {
    await using mock = await startMock()
    for (const fetch of [mock.fetch, globalThis.fetch]) {
      expect((await send(mock, { headers: { accept } }, fetch)).status).toBe(202)
    }
  },
)

test('an Accept header without JSON is refused with 406', async () => {
  await using mock = await startMock()
  expect((await send(mock, { headers: { accept: 'text/html' } })).status).toBe(406)
})

test.each([
  ['dynamic=true', /dynamic.*codes that are documented nowhere/],
  ['dynamic', /dynamic.*codes that are documented nowhere/],
  ['code=401; example=WA401', /by a comma/],
])('Prefer: %s is refused with the reason', async (prefer, reason) => {
  await using mock = await startMock()
  const response = await send(mock, { headers: { prefer } })
  expect(response.status).toBe(400)
  expect(await response.text()).toMatch(reason)
  expect(mock.calls[0]?.violations).toEqual([expect.stringMatching(reason)])
})

test('a made-up response is refused in the query, too', async () => {
  await using mock = await startMock()
  expect((await send(mock, { query: '?__dynamic=true' })).status).toBe(400)
})

test.each<[string, RegExp | undefined]>([
  ['wamid.fault-rest', /wamid\.fault-rest asks for nothing: did you mean wamid\.fault-reset\?/],
  ['wamid.e110', /did you mean wamid\.E110\?/],
  ['wamid.status-999', /wamid\.status-999 asks for nothing/],
  ['wamid.delay-2s', /wamid\.delay-2s asks for nothing/],
  ['wamid.WA-401', /did you mean wamid\.WA401\?/],
  ['wamid.E10', /wamid\.E10 asks for nothing: did you mean wamid\.E110\?/],
  ['wamid.E1110', /did you mean wamid\.E110\?/],
  ['wamid.HBgLMxxx', undefined],
  ['wamid.x', undefined],
  ['wamid.E110', undefined],
])('the message id %s has a warning where it nearly asks for something', async (messageId, warning) => {
  await using mock = await startMock()
  await send(mock, { messageId })
  const expected = warning === undefined ? [] : [expect.stringMatching(warning)]
  expect(mock.calls[0]?.warnings).toEqual(expected)
})
