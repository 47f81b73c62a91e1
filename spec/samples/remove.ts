import { createClient, isApiError, regions } from '@kaleyra-reactions/client'

const { KALEYRA_SID = '', KALEYRA_API_KEY = '', KALEYRA_PHONE_NUMBER = '' } = process.env
const { KALEYRA_REGION = '', KALEYRA_BASE_URL } = process.env
const servers: Record<string, string> = regions // in, sg, eu: the console shows the API domain of the key
const client = createClient({
  baseUrl: KALEYRA_BASE_URL ?? servers[KALEYRA_REGION] ?? '', // the first where it is set: the mock
  sid: KALEYRA_SID,
  apiKey: KALEYRA_API_KEY,
  phoneNumber: KALEYRA_PHONE_NUMBER,
})

try {
  const { reactionId } = await client.removeReaction({
    to: '+919000000002',
    messageId: 'wamid.HBgLMxxx',
    extraInfo: { ref: 'order-17' }, // comes back in the callback
  })
  console.log(reactionId)
} catch (error) {
  if (!isApiError(error)) throw error
  console.error(error.reason, error.message)
  process.exitCode = 1
}
