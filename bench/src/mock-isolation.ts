import { startMock } from '../../packages/mock/dist/index.mjs'

/** How many responses were not those that a worker had asked for. */
export interface Isolation {
  /** Calls of both workers. */
  calls: number
  /** Wrong ones where both share the queue of the mock. */
  shared: number
  /** Wrong ones where each has a scope of its own. */
  scoped: number
}

const rounds = 40

/**
 * Two workers at once reset the mock, say what the next call gets, send it, and look at the journal now and then, 40 times
 * each.
 */
export async function measureIsolation(): Promise<Isolation> {
  return { calls: 2 * rounds, shared: await wrongOf(() => ''), scoped: await wrongOf((sid) => `?sid=${sid}`) }
}

async function wrongOf(queryOf: (sid: string) => string): Promise<number> {
  await using mock = await startMock()
  const work = async (sid: string, name: string, every: number) => {
    const addressOf = (action: string) => `${mock.url}/__mock/${action}${queryOf(sid)}`
    const tell = (action: string, body = '') => fetch(addressOf(action), { method: 'POST', body })
    let wrong = 0
    for (let round = 0; round < rounds; round += 1) {
      await tell('reset')
      await tell('next', JSON.stringify(name))
      const response = await fetch(`${mock.url}/v2/${sid}/whatsapp/919000000001/messages`, {
        method: 'POST',
        headers: { 'api-key': 'k', 'content-type': 'application/json' },
        body: JSON.stringify({
          messaging_object: {
            messaging_product: 'whatsapp',
            to: '+919000000002',
            type: 'reaction',
            reaction: { message_id: 'wamid.X', emoji: '👍' },
          },
        }),
      })
      const text = await response.text()
      if (!text.includes(`"${name}"`)) wrong += 1
      if (round % every === 0) await fetch(addressOf('calls'))
    }
    return wrong
  }
  const [first, second] = await Promise.all([work('HX1', 'E110', 2), work('HX2', 'WA401', 3)])
  return first + second
}
