import { createClient, isApiError } from '@kaleyra-reactions/client'

const { KALEYRA_SID = '', KALEYRA_API_KEY = '', KALEYRA_PHONE_NUMBER = '', KALEYRA_BASE_URL } = process.env
const [, , to = '', messageId = ''] = process.argv

const client = createClient({
  region: 'in',
  baseUrl: KALEYRA_BASE_URL, // where it is set: a mock
  sid: KALEYRA_SID,
  apiKey: KALEYRA_API_KEY,
  phoneNumber: KALEYRA_PHONE_NUMBER,
})

try {
  const sent = await client.sendReaction({ to, messageId, emoji: '👍', extraInfo: { ref: 'order-17' } })
  console.log(`queued as ${sent.messageId}; the callback will carry ref order-17`)
} catch (error) {
  if (!isApiError(error)) throw error
  process.exitCode = 1
  switch (error.reason) {
    case 'E110':
      console.error(`out of balance: ${error.body.error.balance}`)
      break
    case 'WA500':
      console.error(
        `not now; the vendor says to try again after ${error.retryDelayMinutes.join(', ')} minutes`,
      )
      break
    case undefined:
      console.error(`an undocumented answer: ${error.status} ${error.code ?? ''}`)
      break
    default:
      console.error(`${error.reason} (${error.kind}): ${error.message}`)
  }
}
