import { account, requestBody } from '../sample.ts'
import type { Peer } from './peer.ts'

/** Bare `fetch`: the base line, and the least that has to be done. */
export const peer: Peer = {
  platform: 'browser',
  hasTimeoutAndRetries: false,
  takesBaseUrl: true,
  program: `
    const response = await fetch('https://api.in.kaleyra.io/v2/sid/whatsapp/919000000001/messages', {
      method: 'POST',
      headers: { 'api-key': 'key', 'content-type': 'application/json' },
      body: JSON.stringify({ messaging_object: { messaging_product: 'whatsapp', recipient_type: 'individual',
        to: '+919000000002', type: 'reaction', reaction: { message_id: 'wamid.x', emoji: '😀' } } }),
    })
    if (!response.ok) throw new Error('refused: ' + response.status)
    await response.json()`,
  connect: (baseUrl) => async (signal) => {
    const response = await fetch(`${baseUrl}/v2/${account.sid}/whatsapp/${account.phoneNumber}/messages`, {
      method: 'POST',
      headers: { 'api-key': account.apiKey, 'content-type': 'application/json' },
      body: JSON.stringify(requestBody),
      ...(signal && { signal }),
    })
    if (!response.ok) throw new Error(`refused: ${response.status}`)
    return response.json()
  },
}
