import { startMock } from '@kaleyra-reactions/mock'
import { modelOf } from '@kaleyra-reactions/model/model'
import bundled from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }
import { startServer, status } from '@kaleyra-reactions/test-support/servers'
import { afterAll, describe, expect, test } from 'vitest'
import { adviceFor } from '../examples/handle-errors.ts'
import { fetchWithHeaders } from '../examples/headers.ts'
import { createApp } from '../examples/webhook-server.ts'
import { createClient, type Fetch } from '../src/index.ts'
import { accepted } from './sending.ts'

const mock = await startMock()
afterAll(() => mock.close())

const refused = modelOf(bundled).errorCases.filter(({ operationId }) => operationId === 'sendReaction')
const settings = { baseUrl: mock.url, sid: 's', apiKey: 'k', phoneNumber: '919000000001' }
const reactionTo = (to: string) => ({ to, messageId: 'wamid.HBgLMxxx', emoji: '👍' })

test.each(refused)('there is advice for $name', async ({ name, error }) => {
  const call = createClient(settings).sendReaction({
    ...reactionTo('919000000002'),
    messageId: `wamid.${name}`,
  })
  const advice = adviceFor(await call.catch((thrown: unknown) => thrown))
  for (const minutes of error.retry.delayMinutes ?? []) expect(advice).toContain(String(minutes))
  expect(advice).not.toMatch(/^(not documented|not accepted|perhaps accepted,)/)
})

test.each<[string, object, RegExp]>([
  ['refused input', { messageId: '' }, /^not accepted: messageId is empty$/],
  ['a response that is not documented', { messageId: 'wamid.status-418' }, /^not documented: /],
  ['a lost response', { messageId: 'wamid.fault-reset' }, /^perhaps accepted, wait for the callback: /],
])('there is advice for %s', async (_, change, advice) => {
  const call = createClient(settings).sendReaction({ ...reactionTo('919000000002'), ...change })
  expect(adviceFor(await call.catch((thrown: unknown) => thrown))).toMatch(advice)
})

describe('the webhook server', () => {
  const sent: object[] = []
  let answer = () => {}
  const fetch: Fetch = (_, init) => {
    sent.push(JSON.parse(init.body))
    return new Promise((resolve) => {
      answer = () => resolve(Response.json({}, { status: 500 }))
    })
  }
  const lines: string[] = []
  const app = createApp(createClient({ ...settings, fetch }), 'the-token', (line) => lines.push(line))
  const message = { id: 'wamid.1', type: 'text', from: '16505551234' }
  const post = (body: unknown, token = 'the-token') =>
    app.request('/callbacks', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    })
  const postMessage = (change: object = {}) =>
    post({ meta_object: { value: { messages: [{ ...message, ...change }] } } })

  test('answers first, and reacts afterwards', async () => {
    expect((await postMessage()).status).toBe(204)
    expect(sent).toEqual([])
    await expect
      .poll(() => sent)
      .toMatchObject([{ messaging_object: { to: '+16505551234', reaction: { emoji: '👀' } } }])
    answer()
    await expect.poll(() => lines).toEqual([expect.stringMatching(/^wamid\.1: .*Response 500/)])
  })

  test('reacts to the next message, and not to one that is delivered again', async () => {
    sent.length = 0
    expect((await postMessage()).status).toBe(204)
    expect((await postMessage({ id: 'wamid.2' })).status).toBe(204)
    await expect
      .poll(() => sent)
      .toMatchObject([{ messaging_object: { reaction: { message_id: 'wamid.2' } } }])
    answer()
  })

  test.each<[object, string]>([
    [
      {
        meta_object: { value: { messages: [{ ...message, id: 'wamid.3', from: '', from_user_id: 'US.1' }] } },
      },
      'no reaction for US.1, who has no number',
    ],
    [
      { status: 'not sent', code: 'X1', reason: 'Limit', extra_info: { ref: 'order-17' } },
      'order-17, not sent, X1, Limit',
    ],
    [{ status: 'failed', message_id: 'A1' }, 'A1, failed'],
    [[], 'not understood: The body is an array. Pass each callback separately.'],
  ])('tells of %j', async (body, line) => {
    lines.length = 0
    expect((await post(body)).status).toBe(204)
    await expect.poll(() => lines).toEqual([line])
  })

  test('reacts to what a user writes, and not to a reaction that is taken back, as the mock sends both', async () => {
    sent.length = 0
    await using server = await startServer(async (outgoing) => {
      const { headers, body = '' } = server.received.at(-1) ?? {}
      const { authorization = '' } = headers ?? {}
      const init = { method: 'POST', headers: { authorization }, body }
      outgoing.writeHead((await app.request('/callbacks', init)).status).end()
    })
    const receiver = { url: server.url, headers: { authorization: 'Bearer the-token' } }
    const set = { from: '919000000002', messages: [{ id: 'wamid.text' }] }
    expect(await mock.callback('reactionRemoved', receiver)).toMatchObject({ status: 204 })
    expect(await mock.callback('text', { ...receiver, set })).toMatchObject({ status: 204 })
    const reaction = { message_id: 'wamid.text' }
    await expect.poll(() => sent).toMatchObject([{ messaging_object: { to: '+919000000002', reaction } }])
    answer()
  })

  test('is silent about a reaction that did not fail', async () => {
    lines.length = 0
    for (const status of ['sent', 'delivered', 'read'])
      expect((await post({ status, extra_info: { ref: 'order-17' } })).status).toBe(204)
    expect((await post([])).status).toBe(204)
    await expect.poll(() => lines).toEqual([expect.stringMatching(/^not understood: /)])
  })

  test('does not start without a token', () => {
    expect(() => createApp(createClient(settings), '')).toThrow('token')
  })

  test('refuses another token, and sends nothing', async () => {
    sent.length = 0
    expect((await post(message, 'the-tokem')).status).toBe(401)
    expect(sent).toEqual([])
  })
})

describe('the recipes', () => {
  test('add headers and the name of a program', async () => {
    await using server = await startServer(status(202, accepted))
    const client = createClient({ ...settings, baseUrl: server.url, fetch: fetchWithHeaders })
    await client.sendReaction(reactionTo('919000000002'))
    expect(server.received[0]?.headers).toMatchObject({
      'user-agent': expect.stringMatching(/^@kaleyra-reactions\/client\/\S+ shop\/1\.4$/),
      'x-request-id': expect.stringMatching(/^[\da-f-]{36}$/),
      'content-type': 'application/json',
    })
  })
})
