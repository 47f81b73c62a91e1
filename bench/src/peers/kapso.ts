import { WhatsAppClient } from '@kapso/whatsapp-cloud-api'
import type { Create } from './peer.ts'

export const create: Create = (baseUrl, fetch) => {
  const client = new WhatsAppClient({ accessToken: 'K', baseUrl, fetch })
  const reaction = { messageId: 'wamid.X', emoji: '👍' }
  return () => client.messages.sendReaction({ phoneNumberId: '919000000001', to: '919000000002', reaction })
}
