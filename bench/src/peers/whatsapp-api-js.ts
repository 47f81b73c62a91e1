import { WhatsAppAPI } from 'whatsapp-api-js'
import { Reaction } from 'whatsapp-api-js/messages'
import type { Create } from './peer.ts'

/** It takes no address: its own is replaced in `fetch`. */
export const create: Create = (baseUrl, fetch) => {
  const redirected: typeof fetch = (input, init) =>
    fetch(String(input).replace('https://graph.facebook.com', baseUrl), init)
  const api = new WhatsAppAPI({ token: 'K', secure: false, v: 'v24.0', ponyfill: { fetch: redirected } })
  return () => api.sendMessage('919000000001', '919000000002', new Reaction('wamid.X', '👍'))
}
