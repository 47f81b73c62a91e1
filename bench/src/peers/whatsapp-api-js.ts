import { WhatsAppAPI } from 'whatsapp-api-js'
import { Reaction } from 'whatsapp-api-js/messages/reaction'
import { account, reaction } from '../sample.ts'
import type { Peer } from './peer.ts'

/** whatsapp-api-js: speaks to Meta, looks at no status, has no address to set. */
export const peer: Peer = {
  platform: 'browser',
  hasTimeoutAndRetries: false,
  takesBaseUrl: false,
  program: `
    import { WhatsAppAPI } from 'whatsapp-api-js'
    import { Reaction } from 'whatsapp-api-js/messages/reaction'
    const client = new WhatsAppAPI({ token: 'key', secure: false, v: 'v23.0' })
    await client.sendMessage('919000000001', { phone: '+919000000002' }, new Reaction('wamid.x', '😀'))`,
  connect() {
    const client = new WhatsAppAPI({ token: account.apiKey, secure: false, v: 'v23.0' })
    const { to, messageId, emoji } = reaction
    return () => client.sendMessage(account.phoneNumber, { phone: to }, new Reaction(messageId, emoji))
  },
}
