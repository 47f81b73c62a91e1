import { createClient, type ErrorReason, isApiError } from '@kaleyra-reactions/client'
import { type CallbackEvent, parseCallback } from '@kaleyra-reactions/client/webhooks'

declare const process: { env: Record<string, string | undefined> }

const client = createClient({
  baseUrl: process.env.KALEYRA_BASE_URL,
  sid: 'HXAP1600000097IN',
  apiKey: 'key',
  phoneNumber: '919000000001',
})

async function reasonOf(messageId: string): Promise<ErrorReason | undefined> {
  try {
    await client.sendReaction({ to: '919000000002', messageId, emoji: '👍', extraInfo: { wa_source: 'api' } })
    return undefined
  } catch (error) {
    if (!isApiError(error, 'E110')) throw error
    const balance: string = error.body.error.balance
    return balance ? error.reason : undefined
  }
}

export const events: readonly CallbackEvent[] = parseCallback({})
// @ts-expect-error A number is not an emoji. If the types were lost, the compiler would accept the next line.
export const wrong = () => client.sendReaction({ to: '919000000002', messageId: 'wamid.x', emoji: 5 })

reasonOf('wamid.WA202')
  .then(() => reasonOf('wamid.E110'))
  .then((reason) => console.log(reason))
