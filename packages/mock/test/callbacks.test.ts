import { once } from 'node:events'
import type { OpenapiDocument } from '@kaleyra-reactions/model/document'
import { member, textMember } from '@kaleyra-reactions/model/member'
import { callbacksOf, examplesOf } from '@kaleyra-reactions/model/operations'
import bundled from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }
import { closedAddress, startServer, status } from '@kaleyra-reactions/test-support/servers'
import { describe, expect, test } from 'vitest'
import { type CallbackName, startMock } from '../dist/index.mjs'
import { failure, path, phoneNumber, reactionBody, refusal, send, tell } from './operation-calls.ts'

const document: OpenapiDocument = bundled
const documented = callbacksOf(document).flatMap(({ requestBody }) => examplesOf(requestBody))
// As JSON, since the model does not know the generated names.
const examples: { name: CallbackName; example: { value?: unknown } }[] = JSON.parse(
  JSON.stringify(documented),
)
const quiet = { log: () => undefined }

/** The first status of a callback's body. */
function statusOf(body: unknown): unknown {
  return member(member(member(member(body, 'meta_object'), 'value'), 'statuses'), '0')
}

/** The first message of a callback's body. */
function messageOf(body: unknown): unknown {
  return member(member(member(member(body, 'meta_object'), 'value'), 'messages'), '0')
}

describe('an accepted reaction is followed by', () => {
  test('its outcome, with what the call gave, and with ids and a time of its own', async () => {
    await using receiver = await startServer(status(204))
    await using mock = await startMock({
      ...quiet,
      callbackUrl: `${receiver.url}/callbacks`,
      callbackHeaders: { authorization: 'Bearer t' },
    })
    const before = Math.floor(Date.now() / 1000)
    const target = path.replace(phoneNumber, '%2B919111111111')
    const extraInfo = { ref: `${'a'.repeat(254)}😀b`, ref1: 'order-17' }
    for (let count = 0; count < 2; count += 1) await send(mock, { target, extraInfo })
    await mock.settled()
    expect(receiver.received).toMatchObject([
      { url: '/callbacks', headers: { authorization: 'Bearer t' } },
      {},
    ])
    const bodies = receiver.received.map(({ body }): unknown => JSON.parse(body))
    expect(mock.callbacks).toMatchObject(
      bodies.map((body, index) => ({ status: 204, body, reactionId: mock.calls[index]?.reactionId })),
    )
    for (const body of bodies) {
      expect(body).toMatchObject({
        meta_object: { value: { metadata: { display_phone_number: '919111111111' } } },
        extra_info: { ref: `${'a'.repeat(254)}😀`, ref1: 'order-17' },
      })
      expect(member(body, 'extra_info')).not.toHaveProperty('ref2')
      expect(member(member(body, 'extra_info'), 'message_id')).toBe(textMember(body, 'message_id'))
      const seconds = Number(textMember(statusOf(body), 'timestamp'))
      expect(seconds).toBeGreaterThanOrEqual(before)
      expect(seconds).toBeLessThanOrEqual(Date.now() / 1000)
    }
    const ids = bodies.flatMap((body) => [textMember(body, 'message_id'), textMember(statusOf(body), 'id')])
    expect(new Set(ids).size).toBe(4)
  })

  test('the failure that was asked for, late and twice in the same words', async () => {
    await using receiver = await startServer(status(204))
    await using mock = await startMock({ callbackUrl: receiver.url })
    mock.next({ case: failure.name, callback: { delay: 200, copies: 2 } })
    const start = performance.now()
    expect((await send(mock)).status).toBe(202)
    await mock.settled()
    expect(performance.now() - start).toBeGreaterThan(190)
    const [first, second] = receiver.received
    expect(first?.body).toContain(failure.code)
    expect(second?.body).toBe(first?.body)
  })

  test('one for each recipient, listed in the order of the calls, none of which waits for another', async () => {
    const others = new AbortController()
    await using receiver = await startServer(async (outgoing, call) => {
      if (call === 3) others.abort()
      if (call === 1) await once(others.signal, 'abort')
      outgoing.writeHead(204).end()
    })
    await using mock = await startMock({ callbackUrl: receiver.url })
    await send(mock, { body: reactionBody({ to: '+919000000002,919000000003,+919000000004' }) })
    await mock.settled()
    const recipients = mock.callbacks.map(({ body }) => textMember(statusOf(body), 'recipient_id'))
    expect(recipients).toEqual(['919000000002', '919000000003', '919000000004'])
  })

  test('its outcome where the response is lost, and nothing where it is refused', async () => {
    await using receiver = await startServer(status(204))
    await using mock = await startMock({ callbackUrl: receiver.url })
    mock.next('fault-reset', refusal.name)
    await expect(send(mock)).rejects.toThrow()
    await send(mock)
    await mock.settled()
    expect(receiver.received).toHaveLength(1)
  })
})

test.each([
  ['a receiver that is not there', closedAddress, 'ECONNREFUSED'],
  ['an address that cannot be called', async () => 'http://127.0.0.1:9', 'bad port'],
])('%s is told with the reason', async (_, addressOf, error) => {
  await using mock = await startMock({ callbackUrl: await addressOf() })
  expect((await send(mock)).status).toBe(202)
  await mock.settled()
  expect(mock.callbacks).toMatchObject([{ name: 'sent', error }])
})

test('a message id that asks for a callback has a warning where no address is set for it', async () => {
  await using mock = await startMock(quiet)
  await send(mock, { messageId: `wamid.${failure.name}` })
  expect(mock.calls).toMatchObject([{ status: 202, warnings: [{ name: 'no-callback-address' }] }])
})

test('a reset stops callbacks that wait or are on their way', async () => {
  await using receiver = await startServer(() => undefined)
  await using mock = await startMock({ callbackUrl: receiver.url })
  await send(mock)
  mock.next({ callback: { delay: 600_000 } })
  await send(mock)
  await expect.poll(() => receiver.received).toHaveLength(1)
  mock.reset()
  await mock.settled()
  expect(mock.callbacks).toEqual([])
})

describe('on demand the mock posts', () => {
  test.each(examples)('$name, with fresh ids and times where it has them', async ({ name, example }) => {
    await using receiver = await startServer(status(200, 'taken'))
    await using mock = await startMock({ callbackUrl: receiver.url })
    const [first, second] = [await mock.callback(name), await mock.callback(name)]
    expect(first).toMatchObject({ name, status: 200, response: 'taken' })
    expect(receiver.received.map(({ body }): unknown => JSON.parse(body))).toEqual([first.body, second.body])
    const [fresh = '', again, original = ''] = [first.body, second.body, example.value].map((body) =>
      JSON.stringify(body),
    )
    const shapeOf = (text: string) => text.replaceAll(/wamid\.[\w=+/]+|"\d{10}"|[0-9a-f-]{32,}/g, '*')
    expect(shapeOf(fresh)).toBe(shapeOf(original))
    const hasIds = shapeOf(original) !== original
    expect(fresh !== again).toBe(hasIds)
    expect(mock.callbacks).toHaveLength(2)
    expect(mock.calls).toEqual([])
  })

  test('what a user does, with members set wherever they stand', async () => {
    await using receiver = await startServer(status(204))
    await using mock = await startMock()
    const { url } = receiver
    const text = { from: '919000000002', text: { body: 'Thanks' }, messages: [{ id: 'wamid.A' }] }
    const told = await tell(mock, 'callback', { name: 'text', url, set: text, headers: { 'x-a': 'b' } })
    expect(told).toMatchObject({ status: 200, body: { name: 'text', status: 204 } })
    await mock.callback('reactionRemoved', {
      url,
      set: { reaction: { emoji: '' }, extra_info: { ref: 'order-17' } },
    })
    const [message, removal] = receiver.received.map(({ body }): unknown => JSON.parse(body))
    expect(messageOf(message)).toMatchObject({
      id: 'wamid.A',
      from: '919000000002',
      text: { body: 'Thanks' },
    })
    expect(receiver.received[0]?.headers['x-a']).toBe('b')
    expect(member(messageOf(removal), 'reaction')).toMatchObject({ emoji: '' })
    expect(member(removal, 'extra_info')).toEqual({ ref: 'order-17' })
  })

  test('to another address without the credential of the usual one', async () => {
    await using usual = await startServer(status(204))
    await using other = await startServer(status(500, 'no'))
    const callbackHeaders = { authorization: 'Bearer t' }
    await using mock = await startMock({ callbackUrl: usual.url, callbackHeaders })
    expect(await mock.callback('sent', { url: other.url })).toMatchObject({ status: 500, response: 'no' })
    await mock.callback('sent')
    const received = [other, usual].map(({ received }) => received[0]?.headers.authorization)
    expect(received).toEqual([undefined, 'Bearer t'])
  })

  test.each<[string, unknown, number, RegExp]>([
    ['no callback', { name: 'txt' }, 400, /no callback \\"txt\\": did you mean text\?/],
    [
      'a member that is none',
      { name: 'text', set: { form: 'a' } },
      400,
      /the callback text has no member form: did you mean from\?/,
    ],
    [
      'a member of another type',
      { name: 'text', set: { from: 5 } },
      400,
      /from must be a string; it is a number/,
    ],
    ['an unknown setting', { name: 'text', urll: '' }, 400, /urll is unknown: did you mean url\?/],
    [
      'a password in the address',
      { name: 'text', url: 'http://a:secret@b' },
      400,
      /^(?!.*secret).*must not contain a user/,
    ],
    ['a receiver that is not there', { name: 'text', url: 'http://127.0.0.1:9' }, 502, /bad port/],
    ['no name', {}, 400, /no callback/],
    ['a bare name', 'text', 400, /it must be an object; it is a string/],
  ])('and refuses %s', async (_, told, expected, reason) => {
    await using mock = await startMock({ callbackUrl: 'http://127.0.0.1:9' })
    const { status, body } = await tell(mock, 'callback', told)
    expect([status, JSON.stringify(body)]).toEqual([expected, expect.stringMatching(reason)])
  })

  test('nothing without an address', async () => {
    await using mock = await startMock()
    await expect(mock.callback('text')).rejects.toThrow(/has no address: set "url", or start .*callbackUrl/)
  })
})
