import { format, inspect } from 'node:util'
import { member, textMember } from '@kaleyra-reactions/model/member'
import { closedAddress, startServer } from '@kaleyra-reactions/test-support/servers'
import { expect, test } from 'vitest'
import { keyHeader } from '../src/generated/cases.ts'
import { type AccountOptions, createClient, type SentReaction } from '../src/index.ts'

const apiKey = 'secret-key-0123456789'
const phoneNumber = '918111111111'
const reaction = { to: '+918222222222, 918333333333', messageId: 'wamid.HBgLMTY1MDU1NTEyMzQ', emoji: '👍' }
const secrets = [apiKey, '918222222222', '918333333333', 'HBgLMTY1MDU1NTEyMzQ']

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
    for (const secret of secrets) expect(text).not.toContain(secret)
  }
}

const told = `No ${reaction.messageId} for ${secrets.join(' and +')}, amount 67000`

test.each<[string, number, string]>([
  ['an accepted call', 202, '{"data":{"message_id":"A1"}}'],
  ['an unreadable response', 202, '{'],
  ['an error that repeats the input', 400, JSON.stringify({ code: 'X', message: told })],
  ['a redirect', 302, ''],
])('%s shows no secret anywhere', async (_, status, body) => {
  await using server = await startServer((outgoing) =>
    outgoing.writeHead(status, { 'x-told': told }).end(body),
  )
  const events: unknown[] = []
  const onAttempt = (event: unknown) => events.push(event)
  const client = createClient({ apiKey, phoneNumber, sid: 's', baseUrl: server.url, onAttempt })
  const outcome: SentReaction | Error = await client.sendReaction(reaction).catch((error) => error)
  for (const thing of [client, outcome, ...events]) expectNoSecret(thing)
  expect(events).toHaveLength(2)
  expect(server.received[0]?.headers[keyHeader]).toBe(apiKey)
})

test.each([
  ['a refused connection', 'ConnectionError', { baseUrl: await closedAddress(), maxRetries: 0 }, {}],
  ['a timeout', 'TimeoutError', { timeout: 100 }, {}],
  ['a refused number', 'InvalidInputError', {}, { to: '918222222222 x' }],
  ['a refused emoji', 'InvalidInputError', {}, { emoji: apiKey }],
  ['a refused message id', 'InvalidInputError', {}, { messageId: `${reaction.messageId} x` }],
])('%s shows no secret', async (_, name, options, change) => {
  await using server = await startServer(() => undefined)
  const client = createClient({ apiKey, phoneNumber, sid: 's', baseUrl: server.url, ...options })
  const error = await client.sendReaction({ ...reaction, ...change }).catch((reason) => reason)
  expect(error).toMatchObject({ name })
  expectNoSecret(error)
})

/** The error of a call whose `fetch` gives this response, or throws this. */
function errorOf(
  outcome: Response | Error,
  { key = apiKey, messageId = reaction.messageId }: { key?: string; messageId?: string } = {},
): Promise<unknown> {
  const fetch: AccountOptions['fetch'] = async () => {
    if (outcome instanceof Error) throw outcome
    return outcome
  }
  const options = { apiKey: key, phoneNumber, sid: 's', baseUrl: 'https://localhost', fetch, maxRetries: 0 }
  const client = createClient(options)
  return client.sendReaction({ ...reaction, messageId }).catch((error: unknown) => error)
}

test('a message tells what the server said without the secrets, and nothing else is taken out', async () => {
  expect(await errorOf(Response.json({ code: 'X', message: told }, { status: 400 }))).toMatchObject({
    message:
      'Response 400: X No *** for *** and +*** and +*** and +***, amount 67000; the reaction may have been accepted',
  })
})

test('a cause tells what the runtime said without the secrets, and keeps no other members', async () => {
  const refused = Object.assign(new Error(told), { code: 'ECONNREFUSED', headers: { [keyHeader]: apiKey } })
  const error = await errorOf(new TypeError(`fetch failed ${told}`, { cause: refused }))
  expect(error).toMatchObject({
    message: expect.stringMatching(/^Connection failed: No \*{3} .* amount 67000; nothing was sent$/),
    cause: { name: 'TypeError', cause: { code: 'ECONNREFUSED' } },
  })
  expect(member(member(error, 'cause'), 'cause')).not.toHaveProperty('headers')
  expectNoSecret(error)
})

test('data stays as it came: code, body and headers', async () => {
  const body = { code: `X-${apiKey}`, message: told, data: { id: `A9C1${apiKey}77` } }
  const response = Response.json(body, { status: 400, headers: { 'x-told': told } })
  const error = await errorOf(response)
  expect(error).toMatchObject({ body, code: body.code })
  expect(member(error, 'headers')).toBe(response.headers)
})

test.each([
  ['a short key', { key: 'low' }],
  ['a short message id', { messageId: 'low' }],
  ['what follows wamid. in a short id', { messageId: 'wamid.balance' }],
])('%s, as tests have it, damages no words', async (_, given) => {
  const error = await errorOf(Response.json({ message: 'balance is low' }, { status: 400 }), given)
  expect(error).toMatchObject({ message: expect.stringContaining('balance is low') })
})

test('causes without end are told to a depth', async () => {
  const endless = new Error('round')
  endless.cause = endless
  expect(await errorOf(endless)).toMatchObject({ message: expect.stringContaining('round') })
})

test('an accepted reaction prints no headers and no body, and has both', async () => {
  const body = { data: { message_id: 'A1' }, told: 'the body' }
  const fetch = async () => Response.json(body, { status: 202, headers: { 'x-told': 'the header' } })
  const client = createClient({ apiKey, phoneNumber, sid: 's', baseUrl: 'https://localhost', fetch })
  const sent = await client.sendReaction(reaction)
  for (const printed of [
    inspect(sent, { showHidden: true }),
    JSON.stringify(sent),
    format('%o', { ...sent }),
  ])
    expect(printed).not.toContain('told')
  expect(sent.headers.get('x-told')).toBe('the header')
  expect(sent.body).toEqual(body)
})
