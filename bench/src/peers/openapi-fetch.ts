import createClient from 'openapi-fetch'
import type { Create } from './peer.ts'

interface Paths {
  '/v2/{sid}/whatsapp/{phone_number}/messages': {
    post: {
      parameters: { path: { sid: string; phone_number: string } }
      requestBody: { content: { 'application/json': object } }
      responses: { 202: { content: { 'application/json': object } } }
    }
  }
}

export const create: Create = (baseUrl, fetch) => {
  const client = createClient<Paths>({ baseUrl, fetch, headers: { 'api-key': 'K' } })
  return async () => {
    const { data, error } = await client.POST('/v2/{sid}/whatsapp/{phone_number}/messages', {
      params: { path: { sid: 'S', phone_number: '919000000001' } },
      body: {
        messaging_object: {
          messaging_product: 'whatsapp',
          to: '+919000000002',
          type: 'reaction',
          reaction: { message_id: 'wamid.X', emoji: '👍' },
        },
      },
    })
    if (error) throw error
    return data
  }
}
