import { createHash, timingSafeEqual } from 'node:crypto'
import type { Client } from '@kaleyra-reactions/client'
import { type CallbackEvent, parseCallback } from '@kaleyra-reactions/client/webhooks'
import { Hono } from 'hono'

/** Reacts once to every incoming message. The callback profile must set the header `Authorization: Bearer <token>`. */
export function createApp(client: Client, token: string, log: (line: string) => void = console.error): Hono {
  if (!token) throw new Error('The token of the callbacks is empty: set CALLBACK_TOKEN')
  const app = new Hono()
  // A callback may arrive twice. With several processes, use a database table with a unique key instead.
  const seen = new Set<string>()

  app.post('/callbacks', async (context) => {
    if (!isSame(context.req.header('authorization'), `Bearer ${token}`)) return context.body(null, 401)
    const events = parseCallback(await context.req.json().catch(() => undefined))
    // Answer Kaleyra first. In Cloudflare Workers, use context.executionCtx.waitUntil(handle(events)).
    setTimeout(() => handle(events).catch((error) => log(String(error))))
    return context.body(null, 204)
  })

  async function handle(events: CallbackEvent[]): Promise<void> {
    for (const event of events) {
      if (event.type === 'unknown') log(`not understood: ${event.problem}`)
      if (event.type === 'status' && ['failed', 'not sent'].includes(event.status)) {
        const { extraInfo, statusId, status, code, reason } = event
        log([extraInfo.ref ?? statusId, status, code, reason].filter(Boolean).join(', '))
      }
      if (event.type !== 'message' || seen.has(event.messageId)) continue
      remember(event.messageId)
      const { from: to, userId, messageId } = event
      const reaction = { messageId, emoji: '👀', extraInfo: { ref: messageId } }
      // A reaction goes to a number. Kaleyra does not document reactions to users without one.
      if (to === undefined) log(`no reaction for ${userId}, who has no number`)
      else await client.sendReaction({ ...reaction, to }).catch((error) => log(`${messageId}: ${error}`))
    }
  }

  function remember(messageId: string): void {
    const [oldest = ''] = seen
    if (seen.size === 10_000) seen.delete(oldest)
    seen.add(messageId)
  }

  return app
}

/** Compares in constant time, since the digests always have the same length. */
function isSame(given = '', expected: string): boolean {
  const digestOf = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digestOf(given), digestOf(expected))
}
