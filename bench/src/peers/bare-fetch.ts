import type { Create } from './peer.ts'

export const create: Create = (baseUrl, fetch) => async () => {
  const response = await fetch(`${baseUrl}/v2/S/whatsapp/919000000001/messages`, {
    method: 'POST',
    headers: { 'api-key': 'K', 'content-type': 'application/json' },
    body: JSON.stringify({
      messaging_object: {
        messaging_product: 'whatsapp',
        to: '+919000000002',
        type: 'reaction',
        reaction: { message_id: 'wamid.X', emoji: '👍' },
      },
    }),
  })
  if (!response.ok) throw new Error(`status ${response.status}`)
  return response.json()
}
