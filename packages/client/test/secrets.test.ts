import { format, inspect } from 'node:util'
import { member, textMember } from '@kaleyra-reactions/model/member'
import { closedAddress, startServer } from '@kaleyra-reactions/test-support/servers'
import { expect, test } from 'vitest'
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
