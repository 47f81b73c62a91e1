import { serve } from '@hono/node-server'
import { createClient } from '@kaleyra-reactions/client'
import { createApp } from './webhook-server.ts'

const {
  KALEYRA_SID: sid = '',
  KALEYRA_API_KEY: apiKey = '',
  KALEYRA_PHONE_NUMBER: phoneNumber = '',
} = process.env
const client = createClient({ region: 'in', sid, apiKey, phoneNumber })
const app = createApp(client, process.env['CALLBACK_TOKEN'] ?? '')
serve({ fetch: app.fetch, port: 3000 })
