import { createHash, timingSafeEqual } from 'node:crypto'
import type { createClient } from '@kaleyra-reactions/client'
import { parseCallback } from '@kaleyra-reactions/client/webhooks'
import { Hono } from 'hono'

/** Reacts to every incoming message. `token` is the bearer token that is set in the callback profile. */
export function createApp(client: ReturnType<typeof createClient>, token: string): Hono {
  const app = new Hono()
  app.post('/callbacks', async (context) => {
    if (!isSame(context.req.header('authorization'), `Bearer ${token}`)) return context.body(null, 401)
    for (const event of parseCallback(await context.req.json().catch(() => undefined))) {
      if (event.type === 'status' && event.code) console.error(`${event.extraInfo.ref}: ${event.code}`)
      if (event.type !== 'message' || event.from === undefined) continue
      const { from: to, messageId } = event
      await client.sendReaction({ to, messageId, emoji: '👀' }).catch((error) => console.error(String(error)))
    }
    return context.body(null, 204)
  })
  return app
}

/** Compares in constant time. The digests have the same length, whatever was sent. */
function isSame(given = '', expected: string): boolean {
  const [left, right] = [given, expected].map((text) => createHash('sha256').update(text).digest())
  return left !== undefined && right !== undefined && timingSafeEqual(left, right)
}
