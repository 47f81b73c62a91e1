import { createClient, isApiError } from '@kaleyra-reactions/client'

const client = createClient({
  region: '{{region}}', // the region of your API domain
  sid: process.env.KALEYRA_SID,
  apiKey: process.env.KALEYRA_API_KEY,
  phoneNumber: process.env.KALEYRA_PHONE_NUMBER, // your own WhatsApp business number
})

try {
  const { reactionId } = await client.removeReaction({
    to: '+919000000002',
    messageId: 'wamid.HBgLMxxx', // the id of the message, not of the reaction
  })
  console.log(reactionId)
} catch (error) {
  if (!isApiError(error)) throw error
  console.error(error.status, error.code, error.message)
  process.exitCode = 1
}
