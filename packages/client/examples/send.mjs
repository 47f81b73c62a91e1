import { createClient } from '@kaleyra-reactions/client'

const client = createClient({
  region: 'in',
  sid: process.env.KALEYRA_SID,
  apiKey: process.env.KALEYRA_API_KEY,
  phoneNumber: process.env.KALEYRA_PHONE_NUMBER,
})
const [, , to, messageId] = process.argv
const sent = await client.sendReaction({ to, messageId, emoji: '👍', extraInfo: { ref: 'order-17' } })
console.log(`queued as ${sent.reactionId}`)
