import { expect, test } from 'vitest'
import { createClient } from '../src/index.ts'
import { accepted, outcomeOf, settings, startFaultServer, status } from './fault-server.ts'

test('the exact address, headers and body on the wire', async () => {
  await using server = await startFaultServer(status(202, accepted))
  await createClient({
    ...settings,
    phoneNumber: '+91 90000-00001',
    baseUrl: `${server.url}/prefix/`,
  }).sendReaction({
    to: ['+919000000002', ' 919000000003 '],
    messageId: 'wamid.HBgLMxxx',
    emoji: '👍',
    extraInfo: { ref: 'order-17' },
  })
  const [call] = server.calls
  expect(call).toMatchObject({
    method: 'POST',
    url: '/prefix/v2/HXAP1600000097IN/whatsapp/919000000001/messages',
    headers: {
      'api-key': 'secret-key',
      'content-type': 'application/json',
      accept: 'application/json',
      'user-agent': expect.stringMatching(/^@kaleyra-reactions\/client\/\d/),
    },
  })
  expect(JSON.parse(call?.body ?? '')).toEqual({
    messaging_object: {
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: '+919000000002,+919000000003',
      type: 'reaction',
      reaction: { message_id: 'wamid.HBgLMxxx', emoji: '👍' },
    },
    extra_info: { ref: 'order-17' },
  })
})

test('a key given by a function is asked for before each attempt', async () => {
  await using server = await startFaultServer(status(429))
  const keys = ['first', 'second', 'third'].values()
  await outcomeOf(server, { apiKey: async () => keys.next().value ?? 'none' })
  expect(server.calls.map(({ headers }) => headers['api-key'])).toEqual(['first', 'second', 'third'])
})

test('the hook is told of each attempt, and what it throws changes nothing', async () => {
  await using server = await startFaultServer((outgoing, call, incoming) =>
    status(call === 1 ? 429 : 202, accepted)(outgoing, call, incoming),
  )
  const events: object[] = []
  const outcome = await outcomeOf(server, {
    onAttempt(event) {
      events.push(event)
      throw new Error('observer')
    },
  })
  expect(outcome).toMatchObject({ status: 202 })
  expect(events).toMatchObject([
    {
      attempt: 1,
      status: 429,
      error: 'ApiError',
      retryIn: 375,
      path: '/v2/{sid}/whatsapp/{phone_number}/messages',
    },
    { attempt: 2, status: 202 },
  ])
})
