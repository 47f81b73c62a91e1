import {
  ApiError,
  type ClientOptions,
  createClient,
  type ErrorReason,
  isApiError,
} from '@kaleyra-reactions/client'
import { type CallbackEvent, parseCallback } from '@kaleyra-reactions/client/webhooks'

declare const process: { env: Record<string, string | undefined> }

const account = { sid: 'HXAP1600000097IN', apiKey: 'key', phoneNumber: '919000000001' }
const client = createClient({ ...account, baseUrl: process.env.KALEYRA_BASE_URL ?? '', fetch })

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

export function balanceOf(error: unknown): string | undefined {
  return error instanceof ApiError && error.kind === 'balance' ? error.body.error.balance : undefined
}

export const events: readonly CallbackEvent[] = parseCallback({})
// If the types were lost, the compiler would accept the lines that it is told to refuse.
// @ts-expect-error A number is not an emoji.
export const wrong = () => client.sendReaction({ to: '919000000002', messageId: 'wamid.x', emoji: 5 })
// @ts-expect-error A region or a base URL, not both.
export const both: ClientOptions = { ...account, region: 'in', baseUrl: 'https://localhost' }
// @ts-expect-error A region or a base URL, not neither.
export const neither: ClientOptions = account

reasonOf('wamid.WA202')
  .then(() => reasonOf('wamid.E110'))
  .then((reason) => console.log(reason))
