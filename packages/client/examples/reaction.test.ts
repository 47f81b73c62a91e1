import { createClient } from '@kaleyra-reactions/client'
import { startMock } from '@kaleyra-reactions/mock'
import { expect, test } from 'vitest'

test('a low balance is reported', async () => {
  await using mock = await startMock()
  const client = createClient({
    baseUrl: mock.url,
    fetch: mock.fetch,
    sid: 's',
    apiKey: 'k',
    phoneNumber: '919000000001',
  })
  const call = client.sendReaction({ to: '919000000002', messageId: 'wamid.E110', emoji: '👍' })
  await expect(call).rejects.toMatchObject({ reason: 'E110' })
})
