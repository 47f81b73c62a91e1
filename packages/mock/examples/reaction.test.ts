import { startMock } from '@kaleyra-reactions/mock'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'

const mock = await startMock() // on a free port, ready for calls
beforeEach(() => mock.reset())
afterEach(() => mock.verify({ strict: true })) // fails after invalid requests, warnings, unused scenarios, lost callbacks
afterAll(() => mock.close())

// Your own code. Its base URL is configurable.
async function react(baseUrl: string, emoji: string): Promise<string> {
  const reaction = { message_id: 'wamid.HBgLMxxx', emoji }
  const message = { messaging_product: 'whatsapp', to: '+919000000002', type: 'reaction', reaction }
  const response = await fetch(`${baseUrl}/v2/HXAP1600000097IN/whatsapp/919000000001/messages`, {
    method: 'POST',
    headers: { 'api-key': 'k', 'content-type': 'application/json' },
    body: JSON.stringify({ messaging_object: message }),
  })
  return response.ok ? 'sent' : 'not sent'
}

test('a reaction is sent', async () => {
  expect(await react(mock.url, '👍')).toBe('sent')
  mock.verify({ matching: { body: { messaging_object: { reaction: { emoji: '👍' } } } }, times: 1 })
})

test('a low balance is reported', async () => {
  mock.next('E110')
  expect(await react(mock.url, '👍')).toBe('not sent')
})
