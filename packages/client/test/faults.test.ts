import { runProgram } from '@kaleyra-reactions/test-support/programs'
import { type Respond, startServer, status, type TestServer } from '@kaleyra-reactions/test-support/servers'
import { expect, test } from 'vitest'
import { type AccountOptions, type CallOptions, createClient } from '../src/index.ts'
import { accepted, outcomeOf, reaction, settings, testRuntime } from './sending.ts'

function send(server: TestServer, callOptions?: CallOptions, options?: Partial<AccountOptions>) {
  return createClient({ ...settings, baseUrl: server.url, ...options })
    .sendReaction(reaction, callOptions)
    .catch((error: unknown) => error)
}

/** Sends the start of a response, and never the rest. */
const stallWithinBody: Respond = (outgoing) => {
  outgoing.writeHead(202).write('{')
}

test.each<[string, Respond, object]>([
  ['404 without body', status(404), { name: 'ApiError', status: 404, code: undefined, body: '' }],
  ['502 with HTML', status(502, '<html>'), { name: 'ApiError', status: 502, body: '<html>' }],
  ['202 with an empty body', status(202), { name: 'UnreadableResponseError', status: 202 }],
  [
    '202 with more than is read',
    (outgoing) => {
      outgoing.writeHead(202).write(`{"data":{"message_id":"A1"},"more":"${'x'.repeat(1_500_000)}"}`)
    },
    { name: 'UnreadableResponseError', status: 202 },
  ],
  ['202 of another content type', status(202, accepted, { 'content-type': 'text/html' }), { status: 202 }],
  ['reset', (outgoing) => outgoing.destroy(), { name: 'ConnectionError', mayHaveBeenAccepted: true }],
])('%s ends the call, and is not repeated', async (_, respond, expected) => {
  await using server = await startServer(respond)
  const runtime = testRuntime()
  expect(await outcomeOf({ baseUrl: server.url }, runtime)).toMatchObject(expected)
  expect(server.received).toHaveLength(1)
  expect(runtime.waits).toEqual([])
  await expect.poll(server.open).toBe(0)
})

test('a stall before the headers ends with the timeout, and is not repeated', async () => {
  await using server = await startServer(() => undefined)
  const runtime = testRuntime()
  const outcome = await outcomeOf({ baseUrl: server.url, timeout: 300 }, runtime)
  expect(outcome).toMatchObject({ name: 'TimeoutError', mayHaveBeenAccepted: true })
  expect(runtime.waits).toEqual([])
  await expect.poll(server.open).toBe(0)
})

test.each([
  ['an array', '[]'],
  ['no message id', '{"data":{}}'],
  ['null', 'null'],
])('202 with %s is an unreadable response that keeps the status', async (_, body) => {
  await using server = await startServer(status(202, body))
  expect(await send(server)).toMatchObject({ name: 'UnreadableResponseError', status: 202 })
  expect(server.received).toHaveLength(1)
})

test.each([301, 302, 303, 307, 308])('%d is refused, and nothing arrives at either place', async (code) => {
  await using other = await startServer(status(202, accepted))
  for (const target of ['/elsewhere', `${other.url}/elsewhere`]) {
    await using server = await startServer((outgoing) => {
      outgoing.writeHead(code, { location: target }).write('moved')
    })
    expect(await send(server)).toMatchObject({ name: 'RedirectError', status: code })
    expect(await send(server, { retryUncertain: true })).toMatchObject({ name: 'RedirectError' })
    expect(server.received).toHaveLength(2)
    await expect.poll(server.open).toBe(0)
  }
  expect(other.received).toHaveLength(0)
})

test('an unresolvable host is a connection that was never made', async () => {
  // No part of a name has more than 63 characters: no name server is asked for it.
  const baseUrl = `https://${'a'.repeat(64)}.invalid`
  expect(await outcomeOf({ baseUrl, maxRetries: 0 })).toMatchObject({
    name: 'ConnectionError',
    mayHaveBeenAccepted: false,
    cause: expect.any(Error),
  })
})

/** A moment of a call at which it is aborted. */
interface Moment {
  respond: Respond
  options?: Partial<AccountOptions>
}

// The time limit is shorter than the waits that an abort has to end: 30 s for the response, 50 s of back-off.
test.each<[string, (abort: () => void) => Moment]>([
  ['in flight', (abort) => ({ respond: abort })],
  [
    'within the body',
    (abort) => ({
      respond: stallWithinBody,
      options: {
        async fetch(address, init) {
          const response = await fetch(address, init)
          setImmediate(abort)
          return response
        },
      },
    }),
  ],
  [
    'during back-off',
    (abort) => ({
      respond: status(429, '', { 'retry-after': '50' }),
      options: {
        onAttempt({ retryIn }) {
          if (retryIn !== undefined) setImmediate(abort)
        },
      },
    }),
  ],
])(
  "an abort %s ends the call at once with the caller's own reason",
  { timeout: 20_000 },
  async (_, momentOf) => {
    const controller = new AbortController()
    const reason = new Error('no longer wanted')
    const { respond, options } = momentOf(() => controller.abort(reason))
    await using server = await startServer(respond)
    expect(await send(server, { signal: controller.signal }, options)).toBe(reason)
    expect(server.received).toHaveLength(1)
    await expect.poll(server.open).toBe(0)
  },
)

test('an abort before the call sends nothing', async () => {
  await using server = await startServer(status(202, accepted))
  const reason = new Error('never mind')
  expect(await send(server, { signal: AbortSignal.abort(reason) })).toBe(reason)
  expect(server.received).toHaveLength(0)
})

test('a timeout without end is none', async () => {
  // A timer that is too long for the runtime fires after 1 ms, and so before the one here.
  await using server = await startServer((outgoing) => {
    setTimeout(() => outgoing.writeHead(404).end(), 50)
  })
  expect(await outcomeOf({ baseUrl: server.url, timeout: Number.POSITIVE_INFINITY })).toMatchObject({
    status: 404,
  })
})

// The time limit is shorter than the timers of the calls, which would hold the process: 30 s and 50 s.
test('nothing keeps the process alive after a call', { timeout: 20_000 }, async () => {
  await using server = await startServer((outgoing, call, incoming) => {
    if (call === 1) status(202, accepted)(outgoing, call, incoming)
    else status(429, '', { 'retry-after': '50' })(outgoing, call, incoming)
  })
  const program = `
    import { createClient } from ${JSON.stringify(new URL('../dist/index.mjs', import.meta.url).href)}
    const controller = new AbortController()
    const client = createClient({
      ...${JSON.stringify({ ...settings, baseUrl: server.url })},
      onAttempt({ retryIn }) {
        if (retryIn !== undefined) setImmediate(() => controller.abort('enough'))
      },
    })
    const send = (callOptions) => client.sendReaction(${JSON.stringify(reaction)}, callOptions)
    await send()
    console.log(await send(controller).catch(String))`
  const ended = await runProgram(process.execPath, ['--input-type=module', '--eval', program])
  expect(ended).toEqual({ stdout: 'enough\n', stderr: '', code: 0 })
})
