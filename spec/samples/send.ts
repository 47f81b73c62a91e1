import { createClient, isApiError } from '@kaleyra-reactions/client'

const { KALEYRA_SID = '', KALEYRA_API_KEY = '', KALEYRA_PHONE_NUMBER = '', KALEYRA_BASE_URL } = process.env
const client = createClient({
  region: 'in',
  baseUrl: KALEYRA_BASE_URL, // where it is set: the mock
  sid: KALEYRA_SID,
  apiKey: KALEYRA_API_KEY,
  phoneNumber: KALEYRA_PHONE_NUMBER,
})

try {
  const { messageId } = await client.sendReaction({
    to: '+919000000002',
    messageId: 'wamid.HBgLMxxx',
    emoji: '👍',
    extraInfo: { ref: 'order-17' }, // comes back in the callback
  })
  console.log(messageId)
} catch (error) {
  if (!isApiError(error)) throw error
  console.error(error.reason, error.message)
  process.exitCode = 1
}
