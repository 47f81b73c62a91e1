// Sends every emoji of emojis.json, to a response that is already there.
import { readFileSync } from 'node:fs'
import { createClient } from '@kaleyra-reactions/client'

const client = createClient({
  region: 'in',
  sid: 'S',
  apiKey: 'K',
  phoneNumber: '919000000001',
  fetch: async () => new Response('{"data":{"message_id":"A1"}}', { status: 202 }),
})
const emojis = JSON.parse(readFileSync('emojis.json', 'utf8'))
for (const emoji of emojis) await client.sendReaction({ to: '919000000002', messageId: 'wamid.x', emoji })
console.log(emojis.length)
