import { createClient } from '../../../packages/client/dist/index.mjs'
import type { Create } from './peer.ts'

export const create: Create = (baseUrl, fetch) => {
  const client = createClient({ baseUrl, sid: 'S', apiKey: 'K', phoneNumber: '919000000001', fetch })
  return () => client.sendReaction({ to: '919000000002', messageId: 'wamid.X', emoji: '👍' })
}
