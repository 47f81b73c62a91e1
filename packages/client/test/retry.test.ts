import { type Respond, startServer, status } from '@kaleyra-reactions/test-support/servers'
import { expect, test } from 'vitest'
import { createClient } from '../src/index.ts'
import { accepted, busy, outcomeOf, reaction, settings, testRuntime } from './sending.ts'

test('maxRetries 0 makes one attempt', async () => {
  await using server = await startServer(status(429, busy))
  await outcomeOf({ baseUrl: server.url, maxRetries: 0 })
  expect(server.received).toHaveLength(1)
})

test.each<[string, number[]]>([
  ['0', [375, 750]],
  ['7', [7000, 7000]],
  ['60', [60_000, 60_000]],
  ['61', []],
])('Retry-After %s gives the waits %j: never below the back-off, never shortened', async (asked, waits) => {
  await using server = await startServer(status(429, busy, { 'retry-after': asked }))
  const runtime = testRuntime()
  expect(await outcomeOf({ baseUrl: server.url }, runtime)).toMatchObject({
    status: 429,
    retryAfter: Number(asked),
  })
  expect(runtime.waits).toEqual(waits)
})

test('a date that has passed asks for no wait', async () => {
  await using server = await startServer(
    status(429, busy, { 'retry-after': 'Thu, 01 Jan 2015 00:00:00 GMT' }),
  )
  expect(await outcomeOf({ baseUrl: server.url, maxRetries: 0 })).toMatchObject({ retryAfter: 0 })
})

test.each(['Fri, 01 Jan 2027 00:00:09 GMT', 'Friday, 01-Jan-27 00:00:09 GMT'])(
  'Retry-After %s is a date',
  async (date) => {
    const headers = { date: 'Fri, 01 Jan 2027 00:00:00 GMT', 'retry-after': date }
    await using server = await startServer(status(429, busy, headers))
    expect(await outcomeOf({ baseUrl: server.url, maxRetries: 0 })).toMatchObject({ retryAfter: 9 })
  },
)

test.each([
  ...['1, 2', '120;', 'maybe 1', '-1', '1.5', '1e2', '0x10', '', 'Jan 1 2035', '2035-01-01T00:00:00Z'],
  ...['Fri, 01 Jan 2035 00:00:00 +0200', 'Foo, 99 Bar 2035 00:00:00 GMT', '00:00:00 GMT'],
])('Retry-After %j means nothing', async (asked) => {
  await using server = await startServer(status(429, busy, { 'retry-after': asked }))
  const runtime = testRuntime()
  expect(await outcomeOf({ baseUrl: server.url }, runtime)).toMatchObject({
    status: 429,
    retryAfter: undefined,
  })
  expect(runtime.waits).toEqual([375, 750])
})

test.each<[string, Respond]>([
  ['500', status(500)],
  ['a reset', (outgoing) => outgoing.destroy()],
  ['a stall', () => undefined],
  ['503', status(503)],
])('%s is repeated only when retryUncertain is set', async (_, respond) => {
  await using server = await startServer(respond)
  const runtime = testRuntime()
  await outcomeOf({ baseUrl: server.url, retryUncertain: true, timeout: 1000 }, runtime)
  expect(runtime.waits).toHaveLength(2)
})

test('a text in place of retryUncertain repeats nothing', async () => {
  await using server = await startServer(status(500, busy))
  await Reflect.apply(outcomeOf, undefined, [{ baseUrl: server.url, retryUncertain: 'false' }])
  expect(server.received).toHaveLength(1)
})

test.each([
  [0, [250, 500, 1000, 2000, 4000, 4000]],
  [0.999, [500, 1000, 2000, 4000, 8000, 8000]],
])(
  'the back-off doubles up to 8 s, with jitter from a half to the whole (chance %d)',
  async (random, expected) => {
    await using server = await startServer(status(429))
    const runtime = testRuntime(random)
    await outcomeOf({ baseUrl: server.url, maxRetries: 6 }, runtime)
    for (const [index, wait] of runtime.waits.entries()) {
      expect(wait / (expected[index] ?? 0)).toBeCloseTo(1, 2)
    }
    expect(runtime.waits).toHaveLength(6)
  },
)

test.each([
  ['timeout', [0, -1, Number.NaN, {}, '300', null]],
  ['maxRetries', [-1, Number.NaN, {}, '2']],
])('%s that is no sensible number is refused by name, and nothing is sent', async (name, values) => {
  await using server = await startServer(status(202, accepted))
  const client = createClient({ ...settings, baseUrl: server.url })
  for (const value of values) {
    const options = { ...settings, baseUrl: server.url, [name]: value }
    expect(() => Reflect.apply(createClient, undefined, [options])).toThrow(new RegExp(`^${name} `))
    const call = Reflect.apply(client.sendReaction, client, [reaction, { [name]: value }])
    await expect(call).rejects.toMatchObject({ name: 'InvalidInputError', field: name })
  }
  expect(server.received).toEqual([])
})
