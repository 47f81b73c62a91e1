import { WhatsAppClient } from '@kapso/whatsapp-cloud-api'
import { account, reaction } from '../sample.ts'
import type { Peer } from './peer.ts'

/** @kapso/whatsapp-cloud-api: speaks to Meta, checks its input with zod. */
export const peer: Peer = {
  platform: 'node',
  hasTimeoutAndRetries: false,
  takesBaseUrl: true,
  program: `
    import { WhatsAppClient } from '@kapso/whatsapp-cloud-api'
    const client = new WhatsAppClient({ accessToken: 'key' })
    await client.messages.sendReaction({ phoneNumberId: '919000000001', to: '+919000000002',
      reaction: { messageId: 'wamid.x', emoji: '😀' } })`,
  connect(baseUrl) {
    const client = new WhatsAppClient({ baseUrl, accessToken: account.apiKey })
    const { to, messageId, emoji } = reaction
    return () =>
      client.messages.sendReaction({ phoneNumberId: account.phoneNumber, to, reaction: { messageId, emoji } })
  },
}
