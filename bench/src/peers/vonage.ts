import { Auth } from '@vonage/auth'
import { Messages, WhatsAppReaction } from '@vonage/messages'
import { account, reaction } from '../sample.ts'
import type { Peer } from './peer.ts'

/** @vonage/messages with a key and a secret, the cheaper of its ways to sign in. Its timeout is off by default. */
export const peer: Peer = {
  platform: 'node',
  hasTimeoutAndRetries: false,
  takesBaseUrl: true,
  program: `
    import { Auth } from '@vonage/auth'
    import { Messages, WhatsAppReaction } from '@vonage/messages'
    const client = new Messages(new Auth({ apiKey: 'key', apiSecret: 'secret' }))
    await client.send(new WhatsAppReaction({ from: '919000000001', to: '919000000002',
      reaction: { action: 'react', emoji: '😀' }, context: { messageUUID: 'wamid.x' } }))`,
  connect(apiHost) {
    const client = new Messages(new Auth({ apiKey: account.apiKey, apiSecret: 'secret' }), { apiHost })
    const { to, messageId, emoji } = reaction
    return () =>
      client.send(
        new WhatsAppReaction({
          from: account.phoneNumber,
          to,
          reaction: { action: 'react', emoji },
          context: { messageUUID: messageId },
        }),
      )
  },
}
