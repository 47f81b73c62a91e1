import { account, reaction } from '../sample.ts'
import type { Peer } from './peer.ts'

/** The generator's stock typescript-fetch output over our document, bundled to one file by {@link prepareGenerated}. */
export const peer: Peer = {
  platform: 'browser',
  hasTimeoutAndRetries: false,
  takesBaseUrl: true,
  program: `
    import { Configuration, ReactionsApi } from '../../generated/index.mjs'
    const client = new ReactionsApi(new Configuration({ apiKey: 'key' }))
    await client.sendReaction({ sid: 'sid', phoneNumber: '919000000001', sendReactionRequest: { messagingObject: {
      messagingProduct: 'whatsapp', recipientType: 'individual', to: '+919000000002', type: 'reaction',
      reaction: { messageId: 'wamid.x', emoji: '😀' } } } })`,
  async connect(basePath) {
    const generated = new URL('../../generated/index.mjs', import.meta.url)
    const { Configuration, ReactionsApi } = await import(generated.href)
    const client = new ReactionsApi(new Configuration({ basePath, apiKey: account.apiKey }))
    const { to, messageId, emoji } = reaction
    const messagingObject = {
      messagingProduct: 'whatsapp',
      recipientType: 'individual',
      to,
      type: 'reaction',
      reaction: { messageId, emoji },
    }
    const { sid, phoneNumber } = account
    return () => client.sendReaction({ sid, phoneNumber, sendReactionRequest: { messagingObject } })
  },
}
