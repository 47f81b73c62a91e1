import { format, inspect } from 'node:util'
import { member, textMember } from '@kaleyra-reactions/model/member'
import { closedAddress, startServer } from '@kaleyra-reactions/test-support/servers'
import { describe, expect, test } from 'vitest'
import { keyHeader } from '../src/generated/cases.ts'
import { createClient, type SentReaction } from '../src/index.ts'

const secrets = {
  apiKey: 'secret-key-0123456789',
  phoneNumber: '918111111111',
  to: '918222222222',
  messageId: 'wamid.HBgLMTY1MDU1NTEyMzQ',
}

function expectNoSecret(thing: unknown): void {
  const spread = typeof thing === 'object' ? { ...thing } : thing
  const cause = member(thing, 'cause')
  const texts = [thing, spread, cause, member(cause, 'cause')].flatMap((value) => [
    inspect(value, { depth: 10, showHidden: true }),
    JSON.stringify(value) ?? '',
    format('%s %o %j', value, value, value),
    textMember(value, 'stack') ?? String(value),
  ])
  for (const text of texts) {
    for (const secret of Object.values(secrets)) expect(text).not.toContain(secret)
  }
}

const echo = JSON.stringify({
  code: 'X',
  message: `No ${secrets.messageId} for +${secrets.to} of ${secrets.phoneNumber}`,
})

test.each<[string, number, string]>([
  ['an accepted call', 202, '{"data":{"message_id":"A1"}}'],
  ['an unreadable response', 202, '{'],
  ['an error that repeats the input', 400, echo],
  ['an error that is retried', 429, echo],
  ['a redirect', 302, ''],
])('%s shows no secret anywhere', async (_, status, body) => {
  await using server = await startServer((outgoing) =>
    outgoing.writeHead(status, { 'retry-after': '0' }).end(body),
  )
  const events: unknown[] = []
  const client = createClient({
    ...secrets,
    sid: 's',
    baseUrl: server.url,
    onAttempt(event) {
      events.push(event)
    },
  })
  const outcome: SentReaction | Error = await client
    .sendReaction({ to: secrets.to, messageId: secrets.messageId, emoji: '👍' })
    .catch((error) => error)
  for (const thing of [client, outcome, ...events]) expectNoSecret(thing)
  expect(server.received[0]?.headers[keyHeader]).toBe(secrets.apiKey)
})

test.each([
  ['a refused connection', 'ConnectionError', { baseUrl: await closedAddress() }],
  ['an unresolvable host', 'ConnectionError', { baseUrl: 'https://nowhere.invalid' }],
  ['a timeout', 'TimeoutError', { timeout: 300 }],
])('%s shows no secret', async (_, name, options) => {
  await using server = await startServer(() => undefined)
  const client = createClient({ ...secrets, sid: 's', baseUrl: server.url, maxRetries: 0, ...options })
  const error = await client
    .sendReaction({ to: secrets.to, messageId: secrets.messageId, emoji: '👍' })
    .catch((reason) => reason)
  expect(error).toMatchObject({ name })
  expectNoSecret(error)
})

test('refused input shows no secret', async () => {
  const client = createClient({ ...secrets, sid: 's', baseUrl: 'http://127.0.0.1:1' })
  for (const change of [
    { to: `${secrets.to}99999999` },
    { emoji: secrets.to },
    { messageId: `${secrets.messageId} x` },
  ]) {
    const target = { to: secrets.to, messageId: secrets.messageId, emoji: '👍', ...change }
    expectNoSecret(await client.sendReaction(target).catch((error) => error))
  }
})

/** The texts in which a server or a runtime may repeat what it was given. */
const spellings: [string, string][] = [
  ['the key', secrets.apiKey],
  ['the key in capitals', secrets.apiKey.toUpperCase()],
  ['the key as an address escapes it', '%73ecret%2Dkey-0123456789'],
  ['the key as JSON escapes it', String.raw`\u0073ecret-key-0123456789`],
  ['the key as an address escapes it twice', '%2573ecret%252Dkey-0123456789'],
  ['a number grouped by other marks', '91/8222,22:2222'],
  ['a number with +', `+${secrets.to}`],
  ['a grouped number', '+91 (82) 2222-22 22'],
  ['a number without country code', '8222222222'],
  ['a number of an address', '%2B918222222222'],
  ['the own number', secrets.phoneNumber],
  ['the message id', secrets.messageId],
  ['the message id without its prefix', secrets.messageId.replace('wamid.', '')],
]

/** What is left of a secret, without its case, its separators and its escapes. */
function essenceOf(text: string): string {
  return decodeURIComponent(JSON.parse(`"${text}"`))
    .toLowerCase()
    .replaceAll(/[^a-z\d]/g, '')
    .slice(-8)
}

describe.each(spellings)('%s', (_, spelling) => {
  const told = `No ${spelling} here, amount 67000, order 20261127`

  test('is masked where the server repeats it, and other digits stay', async () => {
    const body = JSON.stringify({ code: `X ${spelling}`, message: told }).replaceAll('\\\\u', '\\u')
    const error = await errorOf({ status: 400, body, headers: { 'x-told': told } })
    expect(error).toMatchObject({
      code: expect.stringContaining('***'),
      message: expect.stringMatching(/amount 67000, order 20261127/),
    })
    for (const text of [String(error), textMember(error, 'code') ?? '', headerOf(error, 'x-told')]) {
      expect(text).toContain('***')
      expect(text.toLowerCase().replaceAll(/[^a-z\d]/g, '')).not.toContain(essenceOf(spelling))
    }
    expect(headerOf(error, 'x-told')).toContain('amount 67000, order 20261127')
  })

  test('is masked where the runtime repeats it', async () => {
    const bytes = Object.assign(new Error(told), { data: Buffer.from(spelling), path: spelling, code: told })
    const error = await errorOf(Object.assign(new TypeError(`fetch failed ${told}`), { cause: bytes }))
    expect(error).toMatchObject({ name: 'ConnectionError', cause: { name: 'TypeError' } })
    const shown = inspect(error, { depth: 10, showHidden: true })
    expect(shown).toContain('amount 67000, order 20261127')
    expect(shown.toLowerCase().replaceAll(/[^a-z\d]/g, '')).not.toContain(essenceOf(spelling))
    expect(shown).not.toContain('Buffer')
  })
})

test('a success without its id keeps headers without secrets', async () => {
  const told = `No ${secrets.messageId} for +${secrets.to} of ${secrets.phoneNumber} with ${secrets.apiKey}`
  const error = await errorOf({ status: 202, body: '{"data":{}}', headers: { 'x-told': told } })
  expect(error).toMatchObject({ name: 'UnreadableResponseError', body: { data: {} } })
  expect(headerOf(error, 'x-told')).toContain('***')
  for (const secret of Object.values(secrets)) expect(headerOf(error, 'x-told')).not.toContain(secret)
})

test.each([
  ['an id of the older form', 'gBEGkYiEB1VXAglK1ZEqA1YKPrU', 'gBEGkYiEB1VXAglK1ZEqA1YKPrU'],
  ['an id with a slash that JSON escapes', 'wamid.HBgL/MTIz+NDU2', String.raw`HBgL\/MTIz+NDU2`],
])('%s is masked', async (_, messageId, told) => {
  const error = await errorOf(
    { status: 400, body: JSON.stringify({ message: `No ${told}.` }) },
    { messageId },
  )
  expect(error).toMatchObject({ message: expect.stringMatching(/: No .*\*{3}\.; the reaction/) })
  expect(String(error)).not.toContain(told)
})

test('a key with quotes is masked where JSON escapes them', async () => {
  const apiKey = 'A1"b2/c3"d4'
  const error = await errorOf(
    { status: 400, body: `not JSON`, headers: { 'x-told': JSON.stringify(apiKey) } },
    { apiKey },
  )
  expect(headerOf(error, 'x-told')).toBe('"***"')
})

test('what follows a masked number stays', async () => {
  const error = await errorOf({
    status: 400,
    body: JSON.stringify({ message: `(${secrets.to}): not found` }),
  })
  expect(error).toMatchObject({ message: expect.stringContaining('(***): not found') })
})

test.each(['9', '-', '\\', '%25', '8 ', '9-'])(
  'a long text of %s is masked in no long time',
  async (part) => {
    const start = performance.now()
    await errorOf({ status: 400, body: JSON.stringify({ message: part.repeat(900_000 / part.length) }) })
    expect(performance.now() - start).toBeLessThan(5000)
  },
)

test('a short key masks no letters of a message', async () => {
  const error = await errorOf({ status: 400, body: '{"code":"X","message":"a bad key"}' }, { apiKey: 'a' })
  expect(error).toMatchObject({ message: expect.stringContaining('a bad key') })
})

test.each(['WA400', 'RBC001'])(
  'the short message id wamid.%s, as a mock understands it, masks no code',
  async (code) => {
    await using server = await startServer((outgoing) =>
      outgoing.writeHead(400).end(JSON.stringify({ code })),
    )
    const client = createClient({ ...secrets, sid: 's', baseUrl: server.url })
    const call = client.sendReaction({ to: secrets.to, messageId: `wamid.${code}`, emoji: '👍' })
    await expect(call).rejects.toMatchObject({ code, message: expect.stringContaining(code) })
  },
)

test('causes without end are told to a depth', async () => {
  const endless = new Error('round')
  endless.cause = endless
  expect(await errorOf(endless)).toMatchObject({ message: expect.stringContaining('round') })
})

test('an accepted reaction prints no headers and no body, and has both', async () => {
  await using server = await startServer((outgoing) =>
    outgoing.writeHead(202, { 'x-told': 'the header' }).end('{"data":{"message_id":"A1"},"told":"the body"}'),
  )
  const sent = await createClient({ ...secrets, sid: 's', baseUrl: server.url }).sendReaction({
    ...{ to: secrets.to, messageId: secrets.messageId, emoji: '👍' },
  })
  for (const printed of [
    inspect(sent, { showHidden: true }),
    JSON.stringify(sent),
    format('%o', { ...sent }),
  ])
    expect(printed).not.toContain('told')
  expect(sent.headers.get('x-told')).toBe('the header')
  expect(sent.body).toMatchObject({ told: 'the body' })
})

interface Told {
  status: number
  body: string
  headers?: Record<string, string>
}

/** The error of a call that gets this response, or whose `fetch` throws this. */
function errorOf(
  outcome: Told | Error,
  { messageId = secrets.messageId, ...options }: { apiKey?: string; messageId?: string } = {},
): Promise<unknown> {
  const fetch = async () => {
    if (outcome instanceof Error) throw outcome
    return new Response(outcome.body, outcome)
  }
  const client = createClient({ ...secrets, sid: 's', baseUrl: 'https://localhost', fetch, ...options })
  return client.sendReaction({ to: secrets.to, messageId, emoji: '👍' }).catch((error: unknown) => error)
}

function headerOf(error: unknown, name: string): string {
  const headers = member(error, 'headers')
  return headers instanceof Headers ? (headers.get(name) ?? '') : ''
}
