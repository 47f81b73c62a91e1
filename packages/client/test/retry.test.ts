import { expect, test } from 'vitest'
import {
  accepted,
  busy,
  outcomeOf,
  type Respond,
  startFaultServer,
  status,
  testRuntime,
} from './fault-server.ts'

test('maxRetries 0 calls once', async () => {
  await using server = await startFaultServer(status(429, busy))
  await outcomeOf(server, { maxRetries: 0 })
  expect(server.calls).toHaveLength(1)
})

test('what is safe to repeat succeeds when the server does', async () => {
  await using server = await startFaultServer((outgoing, call, incoming) =>
    status(call < 3 ? 429 : 202, accepted)(outgoing, call, incoming),
  )
  expect(await outcomeOf(server)).toMatchObject({ status: 202 })
})

test.each<[string, Respond]>([
  ['500', status(500)],
  ['a reset', (outgoing) => outgoing.destroy()],
  ['a stall', () => {}],
])('%s is repeated only when retryUncertain is set', async (_, respond) => {
  await using server = await startFaultServer(respond)
  await outcomeOf(server, { retryUncertain: true, timeout: 100 })
  expect(server.calls).toHaveLength(3)
})

test.each([
  [0, [250, 500, 1000, 2000, 4000, 4000]],
  [0.999, [500, 1000, 2000, 4000, 8000, 8000]],
])(
  'the back-off doubles up to 8 s, with jitter from a half to the whole (chance %d)',
  async (random, expected) => {
    await using server = await startFaultServer(status(429))
    const runtime = testRuntime(random)
    await outcomeOf(server, { maxRetries: 6 }, runtime)
    for (const [index, wait] of runtime.waits.entries())
      expect(wait / (expected[index] ?? 0)).toBeCloseTo(1, 2)
    expect(runtime.waits).toHaveLength(6)
  },
)

test('maxRetries that is no number means none', async () => {
  await using server = await startFaultServer(status(429))
  await outcomeOf(server, { maxRetries: Number.NaN })
  expect(server.calls).toHaveLength(1)
})
