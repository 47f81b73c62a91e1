import { Auth } from '@vonage/auth'
import { Messages, WhatsAppReaction } from '@vonage/messages'
import type { Create } from './peer.ts'

/** It takes no `fetch`, and keeps to its own address: both are replaced in the global one. */
export const create: Create = (baseUrl, fetch) => {
  globalThis.fetch = (input, init) => fetch(String(input).replace('https://api.nexmo.com', baseUrl), init)
  const client = new Messages(new Auth({ apiKey: 'K', apiSecret: 'S' }))
  const reaction = { action: 'react', emoji: '👍' } as const
  // Its types leave `messageUUID` out, which its program needs.
  const parameters = { to: '919000000002', from: '919000000001', messageUUID: 'wamid.X', reaction }
  return () => client.send(new WhatsAppReaction(parameters))
}
