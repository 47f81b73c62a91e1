import { startServer, status } from '@kaleyra-reactions/test-support/servers'
import { expect, test } from 'vitest'
import { errorCases } from '../src/generated/cases.ts'
import { type AttemptEvent, createClient } from '../src/index.ts'
import { accepted, pathTemplate, reaction, settings } from './sending.ts'

test('each attempt has an event at its start and at its end, which name the call', async () => {
  const { code, key, status: refused } = errorCases.E110
  const low = JSON.stringify({ code, message: 'low', data: {}, error: { [key]: 'low' } })
  const responses = [status(429, accepted), status(202, accepted), status(refused, low)]
  await using server = await startServer((outgoing, call, incoming) =>
    responses[call - 1]?.(outgoing, call, incoming),
  )
  const events: AttemptEvent[] = []
  const client = createClient({ ...settings, baseUrl: server.url, onAttempt: (event) => events.push(event) })
  await client.sendReaction({ ...reaction, extraInfo: { ref: 'order-17' } })
  await client.sendReaction(reaction).catch(() => undefined)
  const [first, second] = [
    { callId: 1, ref: 'order-17' },
    { callId: 2, ref: undefined },
  ]
  expect(events).toMatchObject([
    { ...first, phase: 'start', attempt: 1, duration: 0, path: pathTemplate },
    { ...first, phase: 'end', attempt: 1, status: 429, error: 'ApiError', code: 'WA202', reason: undefined },
    { ...first, phase: 'start', attempt: 2 },
    { ...first, phase: 'end', attempt: 2, status: 202 },
    { ...second, phase: 'start', attempt: 1 },
    { ...second, phase: 'end', attempt: 1, status: refused, code, reason: 'E110' },
  ])
  expect(events[1]?.retryIn).toBeGreaterThan(0)
})

test.each([
  [
    'throws',
    () => {
      throw new Error('observer')
    },
  ],
  ['rejects', () => Promise.reject(new Error('observer'))],
])('an observer that %s changes nothing', async (_, onAttempt) => {
  await using server = await startServer(status(202, accepted))
  const client = createClient({ ...settings, baseUrl: server.url, onAttempt })
  await expect(client.sendReaction(reaction)).resolves.toMatchObject({ status: 202 })
})

test('a duration is the time of the attempt', async () => {
  await using server = await startServer((outgoing) => {
    setTimeout(() => outgoing.writeHead(202).end(accepted), 100)
  })
  const durations: number[] = []
  const onAttempt = ({ phase, duration }: AttemptEvent) => {
    if (phase === 'end') durations.push(duration)
  }
  const start = performance.now()
  await createClient({ ...settings, baseUrl: server.url, onAttempt }).sendReaction(reaction)
  const [duration = 0] = durations
  expect(duration).toBeGreaterThan(90)
  expect(duration).toBeLessThanOrEqual(performance.now() - start)
})

test('a success without its id ends its attempt with the error that the call throws', async () => {
  await using server = await startServer(status(202, '{}'))
  const ends: AttemptEvent[] = []
  const onAttempt = (event: AttemptEvent) => {
    if (event.phase === 'end') ends.push(event)
  }
  const call = createClient({ ...settings, baseUrl: server.url, onAttempt }).sendReaction(reaction)
  await expect(call).rejects.toMatchObject({ name: 'UnreadableResponseError' })
  expect(ends).toMatchObject([{ status: 202, error: 'UnreadableResponseError', attempt: 1 }])
})
