import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { type CallOptions, createClient } from '../src/index.ts'
import {
  accepted,
  busy,
  closedAddress,
  type FaultServer,
  outcomeOf,
  type Respond,
  reaction,
  settings,
  startFaultServer,
  status,
  testRuntime,
} from './fault-server.ts'

const run = promisify(execFile)

function send(server: FaultServer, call?: CallOptions) {
  return createClient({ ...settings, baseUrl: server.url })
    .sendReaction(reaction, call)
    .catch((error: unknown) => error)
}

test.each<[string, Respond, object, number, number[]]>([
  ['403', status(403, busy), { name: 'ApiError', status: 403, code: 'X', reason: undefined }, 1, []],
  ['404 without body', status(404), { name: 'ApiError', status: 404, code: undefined, body: '' }, 1, []],
  ['429 without Retry-After', status(429, busy), { name: 'ApiError', status: 429 }, 3, [375, 750]],
  ['429 with seconds', status(429, busy, { 'retry-after': '7' }), { status: 429 }, 3, [7000, 7000]],
  [
    '429 with a date',
    status(429, busy, { 'retry-after': 'Thu, 01 Jan 2026 00:00:09 GMT' }),
    { status: 429 },
    3,
    [9000, 9000],
  ],
  [
    '429 with a past date',
    status(429, busy, { 'retry-after': 'Thu, 01 Jan 2015 00:00:00 GMT' }),
    { status: 429 },
    3,
    [0, 0],
  ],
  [
    '429 with an absurd delay',
    status(429, busy, { 'retry-after': '999999999' }),
    { status: 429 },
    3,
    [60_000, 60_000],
  ],
  ['429 with nonsense', status(429, busy, { 'retry-after': 'soon' }), { status: 429 }, 3, [375, 750]],
  ['500', status(500, busy), { name: 'ApiError', status: 500 }, 1, []],
  [
    '502 with HTML',
    status(502, '<html>', { 'content-type': 'text/html' }),
    { name: 'ApiError', status: 502, body: '<html>' },
    1,
    [],
  ],
  ['503', status(503), { name: 'ApiError', status: 503 }, 1, []],
  [
    '503 with Retry-After',
    status(503, '', { 'retry-after': '1' }),
    { name: 'ApiError', status: 503 },
    3,
    [1000, 1000],
  ],
  ['202 with an empty body', status(202), { name: 'UnreadableAnswerError', status: 202 }, 1, []],
  ['202 with truncated JSON', status(202, '{"data":'), { name: 'UnreadableAnswerError', status: 202 }, 1, []],
  [
    '202 with more than is read',
    (outgoing) => {
      outgoing.writeHead(202).write(`{"data":{"message_id":"A1"},"more":"${'x'.repeat(1_500_000)}"}`)
    },
    { name: 'UnreadableAnswerError', status: 202 },
    1,
    [],
  ],
  [
    '202 of another content type',
    status(202, accepted, { 'content-type': 'text/html' }),
    { status: 202 },
    1,
    [],
  ],
  [
    'reset before headers',
    (outgoing) => outgoing.destroy(),
    { name: 'ConnectionError', wasNeverMade: false },
    1,
    [],
  ],
  [
    'reset after headers',
    (outgoing) => {
      outgoing.writeHead(202, { 'content-length': '100' }).write('{')
      setTimeout(() => outgoing.destroy(), 20)
    },
    { name: 'ConnectionError', wasNeverMade: false },
    1,
    [],
  ],
  ['stall before headers', () => {}, { name: 'TimeoutError' }, 1, []],
  [
    'stall within the body',
    (outgoing) => {
      outgoing.writeHead(202).write('{')
    },
    { name: 'TimeoutError' },
    1,
    [],
  ],
])('%s', async (_, respond, expected, calls, waits) => {
  await using server = await startFaultServer(respond)
  const runtime = testRuntime()
  const outcome = await outcomeOf(server, { timeout: 1000 }, runtime)
  expect(outcome).toMatchObject(expected)
  expect(server.calls).toHaveLength(calls)
  expect(runtime.waits).toEqual(waits)
  await expect.poll(server.open).toBe(0)
})

test.each([
  ['an array', '[]'],
  ['no message id', '{"data":{}}'],
  ['null', 'null'],
])('202 with %s is an unreadable answer that keeps the status', async (_, body) => {
  await using server = await startFaultServer(status(202, body))
  expect(await send(server)).toMatchObject({ name: 'UnreadableAnswerError', status: 202 })
  expect(server.calls).toHaveLength(1)
})

test.each([301, 302, 303, 307, 308])('%d is refused, and nothing arrives at either place', async (code) => {
  await using other = await startFaultServer(status(202, accepted))
  for (const target of ['/elsewhere', `${other.url}/elsewhere`]) {
    await using server = await startFaultServer((outgoing) => {
      outgoing.writeHead(code, { location: target }).write('moved')
    })
    expect(await send(server)).toMatchObject({ name: 'RedirectError', status: code })
    expect(await send(server, { retryUncertain: true })).toMatchObject({ name: 'RedirectError' })
    expect(server.calls).toHaveLength(2)
    await expect.poll(server.open).toBe(0)
  }
  expect(other.calls).toHaveLength(0)
})

test('a connection refused is tried again, since nothing was sent', async () => {
  await using server = await startFaultServer(status(202))
  const runtime = testRuntime()
  const baseUrl = await closedAddress()
  expect(await outcomeOf(server, { baseUrl }, runtime)).toMatchObject({
    name: 'ConnectionError',
    wasNeverMade: true,
  })
  expect(runtime.waits).toHaveLength(2)
})

test('an unresolvable host is a connection that was never made', async () => {
  await using server = await startFaultServer(status(202))
  const outcome = outcomeOf(server, { baseUrl: 'https://nowhere.invalid', maxRetries: 0 })
  expect(await outcome).toMatchObject({
    name: 'ConnectionError',
    wasNeverMade: true,
    cause: expect.any(Error),
  })
})

test.each<[string, Respond, number]>([
  ['in flight', () => {}, 30],
  [
    'within the body',
    (outgoing) => {
      outgoing.writeHead(202).write('{')
    },
    50,
  ],
  ['during back-off', status(429, '', { 'retry-after': '50' }), 80],
])("an abort %s ends the call at once with the caller's own reason", async (_, respond, after) => {
  await using server = await startFaultServer(respond)
  const controller = new AbortController()
  const reason = new Error('no longer wanted')
  setTimeout(() => controller.abort(reason), after)
  expect(await send(server, { signal: controller.signal })).toBe(reason)
  expect(server.calls).toHaveLength(1)
  await expect.poll(server.open).toBe(0)
})

test('an abort before the call sends nothing', async () => {
  await using server = await startFaultServer(status(202, accepted))
  const reason = new Error('never mind')
  expect(await send(server, { signal: AbortSignal.abort(reason) })).toBe(reason)
  expect(server.calls).toHaveLength(0)
})

test('a timeout without end is none', async () => {
  await using server = await startFaultServer((outgoing) =>
    setTimeout(() => outgoing.writeHead(404).end(), 50),
  )
  expect(await outcomeOf(server, { timeout: Number.POSITIVE_INFINITY })).toMatchObject({ status: 404 })
})

test('nothing keeps the process alive after a call', async () => {
  await using server = await startFaultServer((outgoing, call, incoming) => {
    if (call === 1) status(202, accepted)(outgoing, call, incoming)
    else status(429, '', { 'retry-after': '50' })(outgoing, call, incoming)
  })
  const program = `
    import { createClient } from ${JSON.stringify(new URL('../dist/index.mjs', import.meta.url).href)}
    const client = createClient(${JSON.stringify({ ...settings, baseUrl: server.url })})
    const send = (call) => client.sendReaction(${JSON.stringify(reaction)}, call)
    await send()
    const controller = new AbortController()
    setTimeout(() => controller.abort('enough'), 100)
    console.log(await send(controller).catch(String))`
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program], {
    timeout: 20_000,
  })
  expect(stdout).toBe('enough\n')
}, 30_000)
