import { getEventListeners } from 'node:events'
import { startServer, status } from '@kaleyra-reactions/test-support/servers'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { type AccountOptions, type AttemptEvent, createClient } from '../src/index.ts'
import { realRuntime } from '../src/retry.ts'
import { accepted, reaction, settings } from './sending.ts'

/** A promise that never ends. */
const never = () => new Promise<never>(() => undefined)

/** Each step of an attempt, stuck: whoever waits for it without a limit waits for ever. */
const stuck: [string, Partial<AccountOptions>, object][] = [
  ['the key', { apiKey: never }, { name: 'TimeoutError', mayHaveBeenAccepted: false }],
  ['a fetch that ignores its signal', { fetch: never }, { name: 'TimeoutError', mayHaveBeenAccepted: true }],
  [
    'a stream that ignores its signal',
    { fetch: async () => new Response(new ReadableStream({ pull: never }), { status: 202 }) },
    { name: 'UnreadableResponseError', status: 202 },
  ],
]

describe.each(stuck)('%s that never comes', (_, options, expected) => {
  const client = createClient({ ...settings, baseUrl: 'https://localhost', maxRetries: 0, ...options })

  test('ends with the timeout', async () => {
    await expect(client.sendReaction(reaction, { timeout: 50 })).rejects.toMatchObject(expected)
  })

  test('ends with an abort, by its own reason', async () => {
    const controller = new AbortController()
    const call = client.sendReaction(reaction, controller)
    setImmediate(() => controller.abort('enough'))
    await expect(call).rejects.toBe('enough')
  })
})

test.each([
  ['at its start', (event: AttemptEvent) => event.phase === 'start', 0],
  ['at its end', (event: AttemptEvent) => event.phase === 'end', 1],
])('an abort by the observer of an attempt, %s, ends the call at once', async (_, isMoment, requests) => {
  await using server = await startServer(status(429, '', { 'retry-after': '50' }))
  const controller = new AbortController()
  const phases: string[] = []
  const client = createClient({
    ...settings,
    baseUrl: server.url,
    onAttempt(event) {
      phases.push(event.phase)
      if (isMoment(event)) controller.abort('enough')
    },
  })
  await expect(client.sendReaction(reaction, controller)).rejects.toBe('enough')
  expect(server.received).toHaveLength(requests)
  expect(phases).toEqual(['start', 'end'])
})

test('an abort before the wait of a back-off ends the wait', async () => {
  const controller = new AbortController()
  const waiting = realRuntime.wait(60_000, controller.signal)
  controller.abort()
  await waiting
  expect(getEventListeners(controller.signal, 'abort')).toEqual([])
})

test('a call leaves no listener on its signal, however it ends', async () => {
  await using server = await startServer((outgoing, call, incoming) =>
    status(call < 3 ? 429 : 202, accepted)(outgoing, call, incoming),
  )
  const { signal } = new AbortController()
  const client = createClient({ ...settings, baseUrl: server.url })
  await client.sendReaction(reaction, { signal })
  await client.sendReaction({ ...reaction, emoji: 'x' }, { signal }).catch(() => undefined)
  expect(getEventListeners(signal, 'abort')).toEqual([])
})

describe('a clock that a test tool installs after the client was made', () => {
  afterEach(() => vi.useRealTimers())

  test('ends an attempt', async () => {
    const client = createClient({ ...settings, baseUrl: 'https://localhost', fetch: never })
    vi.useFakeTimers()
    const call = expect(client.sendReaction(reaction)).rejects.toMatchObject({ name: 'TimeoutError' })
    await vi.advanceTimersByTimeAsync(30_000)
    await call
    expect(vi.getTimerCount()).toBe(0)
  })

  test('ends a wait, and tells how long a date is away', async () => {
    let requests = 0
    const retryAfter = 'Mon, 01 Jan 2035 00:00:30 GMT'
    const client = createClient({
      ...settings,
      baseUrl: 'https://localhost',
      async fetch() {
        requests += 1
        return new Response('', { status: 429, headers: { 'retry-after': retryAfter } })
      },
    })
    vi.useFakeTimers({ now: new Date('2035-01-01T00:00:00Z') })
    const call = client.sendReaction(reaction, { maxRetries: 1 }).catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(29_999)
    expect(requests).toBe(1)
    await vi.advanceTimersByTimeAsync(1000)
    expect(await call).toMatchObject({ status: 429, retryAfter: 0 })
    expect(requests).toBe(2)
  })
})
