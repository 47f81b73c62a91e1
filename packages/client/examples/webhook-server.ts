import { createHash, timingSafeEqual } from 'node:crypto'
import type { Client } from '@kaleyra-reactions/client'
import { parseCallback } from '@kaleyra-reactions/client/webhooks'
import { Hono } from 'hono'

/** Reacts to every incoming message. `token` is the bearer token that is set in the callback profile. */
export function createApp(client: Client, token: string, log: (line: string) => void = console.error): Hono {
  const app = new Hono()
  app.post('/callbacks', async (context) => {
    if (!isSame(context.req.header('authorization'), `Bearer ${token}`)) return context.body(null, 401)
    for (const event of parseCallback(await context.req.json().catch(() => undefined))) {
      if (event.type === 'status')
        for (const { code, details } of event.errors) log(`${event.extraInfo.ref}: ${code} ${details ?? ''}`)
      if (event.type === 'unknown') log('a callback that is not understood')
      if (event.type !== 'message') continue
      const { from: to, userId, messageId } = event
      // A reaction goes to a number. That Kaleyra takes the id of a user without one is documented nowhere.
      if (to === undefined) log(`no reaction for ${userId}, who has no number`)
      else await client.sendReaction({ to, messageId, emoji: '👀' }).catch((error) => log(String(error)))
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
