import { Client } from '@great-detail/whatsapp'
import type { Create } from './peer.ts'

export const create: Create = (baseUrl, fetch) => {
  const { message } = new Client({ baseUrl, request: { fetch, headers: { Authorization: 'Bearer K' } } })
  // Parsed, so that it has no type: the peer's types take a reaction for a medium, while it sends whatever it is given.
  const json = JSON.stringify({
    phoneNumberID: '919000000001',
    to: '919000000002',
    type: 'reaction',
    reaction: { message_id: 'wamid.X', emoji: '👍' },
  })
  const reaction = JSON.parse(json)
  return () => message.createMessage(reaction).json()
}
