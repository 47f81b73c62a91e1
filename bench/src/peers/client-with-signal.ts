import { createClient } from '../../../packages/client/dist/index.mjs'
import type { Create } from './peer.ts'

/** Every call listens to one signal, as in a server that is told to stop: nothing may pile up on it. */
export const create: Create = (baseUrl, fetch) => {
  const client = createClient({ baseUrl, sid: 'S', apiKey: 'K', phoneNumber: '919000000001', fetch })
  const { signal } = new AbortController()
  return () => client.sendReaction({ to: '919000000002', messageId: 'wamid.X', emoji: '👍' }, { signal })
}
