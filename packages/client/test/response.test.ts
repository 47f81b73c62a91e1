import { setImmediate as turn } from 'node:timers/promises'
import { type Respond, startServer, status } from '@kaleyra-reactions/test-support/servers'
import { expect, test } from 'vitest'
import { createClient, type FetchResponse } from '../src/index.ts'
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

test.each<[string, Respond, object]>([
  ['a 400 that breaks off', breakOff(400, '{"code":'), { name: 'ApiError', status: 400, body: '{"code":' }],
  ['a 400 whose whole JSON came', breakOff(400, busy), { name: 'ApiError', code: 'X' }],
  ['a stalled 429', stall(429, ''), { name: 'ApiError', status: 429, mayHaveBeenAccepted: false }],
  ['a 202 that breaks off', breakOff(202, '{'), { name: 'UnreadableResponseError', status: 202, body: '{' }],
  ['a stalled 202', stall(202, '{"data"'), { name: 'UnreadableResponseError', status: 202, body: '{"data"' }],
  ['a 202 whose whole JSON came', stall(202, accepted), { status: 202, body: JSON.parse(accepted) }],
  ['a 202 of text', status(202, 'accepted'), { name: 'UnreadableResponseError', body: 'accepted' }],
])('%s keeps status, headers and what came of the body', async (_, respond, expected) => {
  await using server = await startServer(respond)
  const outcome = await outcomeOf(server, { timeout: 500, maxRetries: 0 })
  expect(outcome).toMatchObject({ ...expected, headers: expect.any(Headers) })
  await expect.poll(server.open).toBe(0)
})

test('a 202 that breaks off says so, and why', async () => {
  await using server = await startServer(breakOff(202, '{'))
  expect(await outcomeOf(server)).toMatchObject({
    message: expect.stringMatching(/^Response 202 broke off \(.+\); the reaction may have been accepted$/),
    cause: expect.any(Error),
  })
})

test('a character that arrives in two pieces is whole', async () => {
  const [message, bytes] = ['sent 👍', Buffer.from('{"code":"X","message":"sent 👍"}')]
  await using server = await startServer(async (outgoing) => {
    outgoing.writeHead(400).write(bytes.subarray(0, -4))
    await turn()
    setTimeout(() => outgoing.end(bytes.subarray(-4)), 50)
  })
  expect(await outcomeOf(server)).toMatchObject({ message: expect.stringContaining(message) })
})

const headers = new Headers({ 'x-trace': 't' })

test.each<[string, FetchResponse]>([
  ['no body', { status: 202, ok: true, headers, text: async () => accepted }],
  [
    'a body that is no stream',
    { status: 202, ok: true, headers, body: accepted, text: async () => accepted },
  ],
  [
    'a stream without async iteration',
    { status: 202, ok: true, headers, body: plainStream(accepted), text: () => Promise.reject('unused') },
  ],
])('a response with %s is read', async (_, response) => {
  const client = createClient({ ...settings, baseUrl: 'https://localhost', fetch: async () => response })
  const sent = await client.sendReaction(reaction)
  expect(sent).toMatchObject({ messageId: 'A1', status: 202 })
  expect(sent.headers.get('x-trace')).toBe('t')
})

function plainStream(text: string): object {
  const { body } = new Response(text)
  return { getReader: () => body?.getReader() }
}
