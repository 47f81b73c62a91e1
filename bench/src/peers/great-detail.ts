import { Client } from '@great-detail/whatsapp'
import type { Create } from './peer.ts'

export const create: Create = (baseUrl, fetch) => {
  const client = new Client({ baseUrl, request: { fetch, headers: { Authorization: 'Bearer K' } } })
  return () =>
    client.message
      .createMessage({
        phoneNumberID: '919000000001',
        to: '919000000002',
        type: 'reaction',
        reaction: { message_id: 'wamid.X', emoji: '👍' },
      })
      .json()
}
