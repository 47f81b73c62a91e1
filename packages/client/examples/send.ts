import { createClient, InvalidInputError, isApiError, KaleyraError, regions } from '@kaleyra-reactions/client'

const { KALEYRA_SID = '', KALEYRA_API_KEY = '', KALEYRA_PHONE_NUMBER = '' } = process.env
const { KALEYRA_REGION = '', KALEYRA_BASE_URL } = process.env
const servers: Record<string, string> = regions
const [to = '', messageId = ''] = process.argv.slice(2)

try {
  const client = createClient({
    baseUrl: KALEYRA_BASE_URL ?? servers[KALEYRA_REGION] ?? '', // set the former to use a mock
    sid: KALEYRA_SID,
    apiKey: KALEYRA_API_KEY,
    phoneNumber: KALEYRA_PHONE_NUMBER,
  })
  const sent = await client.sendReaction({ to, messageId, emoji: '👍', extraInfo: { ref: 'order-17' } })
  console.log(`queued as ${sent.reactionId}; the callback will carry ref order-17`)
} catch (error) {
  console.error(adviceFor(error))
  process.exitCode = 1
}

function adviceFor(error: unknown): string {
  if (error instanceof InvalidInputError) return `nothing was sent: ${error.message}`
  if (error instanceof KaleyraError && !error.mayHaveBeenAccepted && !isApiError(error)) return error.message
  if (!isApiError(error)) return `perhaps accepted, wait for the callback of order-17: ${error}`
  switch (error.reason) {
    case 'E110':
      return `top up the balance: ${error.body.error.balance}`
    case 'WA400':
      return `correct the request: ${error.body.error.payload}`
    case 'RBC001':
      return 'check the SID and the API key'
    case 'WA401':
    case 'WA-401-version':
      return `check the business number: ${error.body.error.phone_number}`
    case 'WA-401-account':
      return `have the API enabled: ${error.body.error.account}`
    case 'WA500':
      return `try again after ${error.retryDelayMinutes.join(', ')} minutes`
    default:
      return `${error.kind ?? 'undocumented'}: ${error.message}`
  }
}
