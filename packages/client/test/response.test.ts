import { setImmediate as turn } from 'node:timers/promises'
import { type Respond, startServer, status } from '@kaleyra-reactions/test-support/servers'
import { expect, test } from 'vitest'
import { createClient } from '../src/index.ts'
import { accepted, busy, outcomeOf, reaction, settings } from './sending.ts'

/** Sends the headers and the start of a body, and breaks off. */
function breakOff(code: number, start: string): Respond {
  return (outgoing) => {
    outgoing
      .writeHead(code, { 'content-length': '1000', 'x-trace': 't' })
      .write(start, () => outgoing.destroy())
  }
}

/** Sends the headers and the start of a body, and then nothing more. */
function stall(code: number, start: string): Respond {
  return (outgoing) => {
    outgoing.writeHead(code, { 'x-trace': 't' }).write(start)
  }
}

test.concurrent.for<[string, Respond, object]>([
  ['a 400 that breaks off', breakOff(400, '{"code":'), { name: 'ApiError', status: 400, body: '{"code":' }],
  ['a 400 whose whole JSON came', breakOff(400, busy), { name: 'ApiError', code: 'X' }],
  [
    'a stalled 429',
    stall(429, ''),
    {
      name: 'ApiError',
      status: 429,
      mayHaveBeenAccepted: false,
      message: 'Response 429 broke off (timed out after 3000 ms)',
    },
  ],
  ['a 202 that breaks off', breakOff(202, '{'), { name: 'UnreadableResponseError', status: 202, body: '{' }],
  ['a stalled 202', stall(202, '{"data"'), { name: 'UnreadableResponseError', status: 202, body: '{"data"' }],
  ['a 202 whose whole JSON came', stall(202, accepted), { status: 202, body: JSON.parse(accepted) }],
  ['a 202 of text', status(202, 'accepted'), { name: 'UnreadableResponseError', body: 'accepted' }],
])('%s keeps status, headers and what came of the body', async ([_, respond, expected], { expect }) => {
  await using server = await startServer(respond)
  const outcome = await outcomeOf({ baseUrl: server.url, timeout: 3000, maxRetries: 0 })
  expect(outcome).toMatchObject({ ...expected, headers: expect.any(Headers) })
  await expect.poll(server.open).toBe(0)
})

test.each<[string, Respond, RegExp]>([
  ['drops', breakOff(400, '{'), /^Response 400 broke off \((other side closed|read ECONNRESET)\); /],
  [
    'is not compressed as it says',
    status(400, 'not compressed', { 'content-encoding': 'gzip' }),
    /\(incorrect header check\)/,
  ],
])('a response that %s names the cause that the runtime wraps', async (_, respond, message) => {
  await using server = await startServer(respond)
  expect(await outcomeOf({ baseUrl: server.url })).toMatchObject({ message: expect.stringMatching(message) })
})

test('a character that arrives in two pieces is whole', async () => {
  const [message, bytes] = ['sent 👍', Buffer.from('{"code":"X","message":"sent 👍"}')]
  await using server = await startServer(async (outgoing) => {
    outgoing.writeHead(400).write(bytes.subarray(0, -4))
    await turn()
    setTimeout(() => outgoing.end(bytes.subarray(-4)), 50)
  })
  expect(await outcomeOf({ baseUrl: server.url })).toMatchObject({
    message: expect.stringContaining(message),
  })
})

const headers = new Headers({ 'x-trace': 't' })

test.each<[string, object, object]>([
  [
    'a 400 whose body is locked',
    lockedResponse(400),
    {
      name: 'ApiError',
      status: 400,
      message: expect.stringMatching(/^Response 400 broke off \(.*locked.*\); /),
    },
  ],
  [
    'a redirect that the runtime hides',
    { status: 0, type: 'opaqueredirect', headers, body: null },
    { name: 'RedirectError', status: 0, mayHaveBeenAccepted: false },
  ],
])('%s in place of a response is read for what it is', async (_, response, expected) => {
  const fetch = () => Promise.resolve(response)
  const options = { ...settings, baseUrl: 'https://localhost', fetch, maxRetries: 0 }
  const client = Reflect.apply(createClient, undefined, [options])
  expect(await client.sendReaction(reaction).catch((error: unknown) => error)).toMatchObject(expected)
})

test('a response in place of a cause, as msw gives it, is not what the message tells', async () => {
  const failure = new TypeError('Failed to fetch', { cause: Response.error() })
  const options = { ...settings, baseUrl: 'https://localhost', fetch: () => Promise.reject(failure) }
  await expect(createClient(options).sendReaction(reaction)).rejects.toThrow(
    /^Connection failed: Failed to fetch; /,
  )
})

function lockedResponse(code: number): Response {
  const response = new Response(busy, { status: code })
  response.body?.getReader()
  return response
}

test.each<[string, Respond, string]>([
  ['An error that breaks off', breakOff(400, '{'), String.raw`Response 400 broke off \(.+\); the reaction`],
  ['A 202 without a body', status(202), 'Response 202 has no body; the reaction'],
])('%s says so', async (_, respond, message) => {
  await using server = await startServer(respond)
  const outcome = await outcomeOf({ baseUrl: server.url, maxRetries: 0 })
  expect(outcome).toMatchObject({ message: expect.stringMatching(`^${message}`) })
})

test.each<[string, unknown]>([
  ['the failure of fetch', { code: 'ECONNREFUSED' }],
  ['its cause', Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } })],
])('a bare code is kept where it is %s', async (_, failure) => {
  const fetch = () => Promise.reject(failure)
  const call = createClient({ ...settings, baseUrl: 'https://localhost', fetch, maxRetries: 0 }).sendReaction(
    reaction,
  )
  await expect(call).rejects.toMatchObject({
    message: 'Connection failed: ECONNREFUSED; nothing was sent',
    mayHaveBeenAccepted: false,
  })
})
