import { createClient } from '../../../packages/client/dist/index.mjs'
import { account, reaction } from '../sample.ts'
import type { Peer } from './peer.ts'

/** `@kaleyra-reactions/client`, as built. */
export const peer: Peer = {
  platform: 'browser',
  hasTimeoutAndRetries: true,
  takesBaseUrl: true,
  program: `
    import { createClient } from '../../../packages/client/dist/index.mjs'
    const client = createClient({ region: 'in', sid: 'sid', apiKey: 'key', phoneNumber: '919000000001' })
    await client.sendReaction({ to: '+919000000002', messageId: 'wamid.x', emoji: '😀' })`,
  connect(baseUrl) {
    const client = createClient({ baseUrl, ...account })
    return (signal) => client.sendReaction(reaction, { signal })
  },
}
