import { createClient } from '@kaleyra-reactions/client'
import { startMock } from '@kaleyra-reactions/mock'
import { expect, test } from 'vitest'

test('a low balance is reported', async () => {
  await using mock = await startMock()
  const settings = { baseUrl: mock.url, sid: 's', apiKey: 'k', phoneNumber: '919000000001' }
  const client = createClient({ ...settings, fetch: mock.fetch })
  const call = client.sendReaction({ to: '919000000002', messageId: 'wamid.E110', emoji: '👍' })
  await expect(call).rejects.toMatchObject({ reason: 'E110' })
})
