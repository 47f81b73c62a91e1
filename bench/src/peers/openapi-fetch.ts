import createClient from 'openapi-fetch'
import { account, requestBody } from '../sample.ts'
import type { Peer } from './peer.ts'

/** What openapi-typescript would write for our document, as far as the call below needs it. */
interface Paths {
  '/v2/{sid}/whatsapp/{phone_number}/messages': {
    post: {
      parameters: { path: { sid: string; phone_number: string } }
      requestBody: { content: { 'application/json': typeof requestBody } }
      responses: { 202: { content: { 'application/json': { data: { message_id: string } } } } }
    }
  }
}

/** openapi-fetch: returns errors of the server instead of throwing them. */
export const peer: Peer = {
  platform: 'browser',
  hasTimeoutAndRetries: false,
  takesBaseUrl: true,
  program: `
    import createClient from 'openapi-fetch'
    const client = createClient({ baseUrl: 'https://api.in.kaleyra.io', headers: { 'api-key': 'key' } })
    const { error } = await client.POST('/v2/{sid}/whatsapp/{phone_number}/messages', {
      params: { path: { sid: 'sid', phone_number: '919000000001' } },
      body: { messaging_object: { messaging_product: 'whatsapp', recipient_type: 'individual',
        to: '+919000000002', type: 'reaction', reaction: { message_id: 'wamid.x', emoji: '😀' } } },
    })
    if (error) throw error`,
  connect(baseUrl) {
    const client = createClient<Paths>({ baseUrl, headers: { 'api-key': account.apiKey } })
    const path = { sid: account.sid, phone_number: account.phoneNumber }
    return async () => {
      const { data, error } = await client.POST('/v2/{sid}/whatsapp/{phone_number}/messages', {
        params: { path },
        body: requestBody,
      })
      if (error) throw error
      return data
    }
  },
}
