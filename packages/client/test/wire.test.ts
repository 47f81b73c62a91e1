import { fillPath } from '@kaleyra-reactions/model/path-template'
import { startServer, status } from '@kaleyra-reactions/test-support/servers'
import { expect, test } from 'vitest'
import {
  type AttemptEvent,
  createClient,
  createTransport,
  InvalidInputError,
  keyHeader,
} from '../src/index.ts'
import { headersOf, queryOf } from '../src/operation-call.ts'
import { accepted, outcomeOf, path, pathTemplate, reaction, settings } from './sending.ts'

test('the exact address, headers and body on the wire', async () => {
  await using server = await startServer(status(202, accepted))
  await createClient({
    ...settings,
    phoneNumber: '+91 90000-00001',
    baseUrl: `${server.url}/prefix/`,
  }).sendReaction({
    to: ['+919000000002', ' 919000000003 '],
    messageId: 'wamid.HBgLMxxx',
    emoji: '👍',
    extraInfo: { ref: 'order-17' },
  })
  const [request] = server.received
  expect(request).toMatchObject({
    method: 'POST',
    url: `/prefix${path}`,
    headers: {
      [keyHeader]: 'secret-key',
      'content-type': 'application/json',
      'user-agent': expect.stringMatching(/^@kaleyra-reactions\/client\/\d/),
    },
  })
  expect(JSON.parse(request?.body ?? '')).toEqual({
    messaging_object: {
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: '+919000000002,+919000000003',
      type: 'reaction',
      reaction: { message_id: 'wamid.HBgLMxxx', emoji: '👍' },
    },
    extra_info: { ref: 'order-17' },
  })
})

test.each(['', '/'])('a base URL with the start of the path and "%s" is refused', async (end) => {
  const start = pathTemplate.slice(0, pathTemplate.indexOf('}') + 1)
  const baseUrl = `https://example.test${fillPath(start, settings)}${end}`
  const client = createClient({ ...settings, baseUrl })
  const refusal = await client.sendReaction(reaction).catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(InvalidInputError)
  expect(refusal).toMatchObject({ field: 'baseUrl', problem: expect.stringContaining(start) })
})

test('a base URL with a version of its own is left alone', async () => {
  const baseUrl = `https://proxy.test${pathTemplate.slice(0, pathTemplate.indexOf('/{'))}`
  const client = createClient({ ...settings, baseUrl })
  await expect(client.previewReaction(reaction)).resolves.toMatchObject({
    url: baseUrl + path,
  })
})

test('a key given by a function is asked for before each attempt', async () => {
  await using server = await startServer(status(429))
  const keys = ['first', 'second', 'third'].values()
  await outcomeOf({ baseUrl: server.url, apiKey: async () => keys.next().value ?? 'none' })
  expect(server.received.map(({ headers }) => headers[keyHeader])).toEqual(['first', 'second', 'third'])
})

test('a key function that throws is an error of ours with its cause, and an event', async () => {
  await using server = await startServer(status(202, accepted))
  const events: AttemptEvent[] = []
  const cause = new Error('vault is sealed')
  const outcome = await outcomeOf({
    baseUrl: server.url,
    apiKey: () => Promise.reject(cause),
    onAttempt: (event) => events.push(event),
  })
  expect(outcome).toBeInstanceOf(InvalidInputError)
  expect(outcome).toMatchObject({ field: 'apiKey', cause, mayHaveBeenAccepted: false })
  expect(events).toMatchObject([{ phase: 'start' }, { phase: 'end', error: 'InvalidInputError' }])
  expect(server.received).toEqual([])
})

test('an abort while the key is being fetched sends nothing', async () => {
  await using server = await startServer(status(202, accepted))
  const controller = new AbortController()
  const reason = new Error('never mind')
  const apiKey = async () => {
    controller.abort(reason)
    return 'key'
  }
  const call = createClient({ ...settings, apiKey, baseUrl: server.url }).sendReaction(reaction, controller)
  await expect(call).rejects.toBe(reason)
  expect(server.received).toHaveLength(0)
})

test('an operation with a query and headers of its own sends those that have a value', async () => {
  await using server = await startServer(status(200, '{}'))
  const transport = createTransport({ apiKey: 'secret-key', baseUrl: server.url })
  await transport({
    operationId: 'listReactions',
    method: 'POST',
    path: '/lists/{sid}/reactions',
    parameters: { sid: 'a/b' },
    query: queryOf({ page: 2, tag: ['a', 'b&c'], order: undefined }),
    headers: headersOf({ 'x-trace': 7, 'x-none': undefined }),
  })
  expect(server.received).toMatchObject([
    { url: '/lists/a%2Fb/reactions?page=2&tag=a&tag=b%26c', headers: { 'x-trace': '7' } },
  ])
  expect(server.received[0]?.headers).not.toHaveProperty('x-none')
  expect(queryOf({ page: undefined })).toBe('')
})

test('a path without a placeholder is called as it is, and a 204 needs no body', async () => {
  await using server = await startServer(status(204))
  const transport = createTransport({ apiKey: 'secret-key', baseUrl: `${server.url}/prefix` })
  const call = transport({ operationId: 'ping', method: 'GET', path: '/ping', parameters: {} })
  await expect(call).resolves.toMatchObject({ status: 204, body: undefined })
  expect(server.received).toMatchObject([{ method: 'GET', url: '/prefix/ping' }])
})
