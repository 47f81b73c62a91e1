import Client from '@great-detail/whatsapp'
import { account, reaction } from '../sample.ts'
import type { Peer } from './peer.ts'

/** @great-detail/whatsapp: speaks to Meta through ky, which has a timeout and retries, though not for a POST. */
export const peer: Peer = {
  platform: 'browser',
  hasTimeoutAndRetries: true,
  takesBaseUrl: true,
  program: `
    import Client from '@great-detail/whatsapp'
    const client = new Client({ request: { headers: { Authorization: 'Bearer key' } } })
    await client.message.createMessage({ phoneNumberID: '919000000001', to: '+919000000002', type: 'reaction',
      reaction: { message_id: 'wamid.x', emoji: '😀' } }).json()`,
  connect(baseUrl) {
    const client = new Client({ baseUrl, request: { headers: { Authorization: `Bearer ${account.apiKey}` } } })
    const { to, messageId, emoji } = reaction
    return () =>
      client.message
        .createMessage({
          phoneNumberID: account.phoneNumber,
          to,
          type: 'reaction',
          reaction: { message_id: messageId, emoji },
        })
        .json()
  },
}
