import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { type Mock, startMock } from '../src/index.ts'
import {
  acceptedIdOf,
  keyHeader,
  outcomeOf,
  path,
  reactionBody,
  reactionInit,
  send,
  sid,
  waitForCalls,
} from './operation-calls.ts'

describe.each(['server', 'fetch'] as const)('the journal tells what the caller got over the %s', (way) => {
  const fetchOf = (mock: Mock) => (way === 'fetch' ? mock.fetch : globalThis.fetch)

  test.each<[string, object]>([
    ['fault-reset', { outcome: 'broken', status: undefined }],
    ['fault-truncated', { outcome: 'broken', status: 202 }],
    ['fault-empty', { outcome: 'sent', status: 202 }],
    ['fault-malformed', { outcome: 'sent', status: 202 }],
    ['fault-html', { outcome: 'sent', status: 502 }],
    ['status-429', { outcome: 'sent', status: 429 }],
  ])('after %s', async (word, expected) => {
    await using mock = await startMock()
    await outcomeOf(send(mock, { messageId: `wamid.${word}` }, fetchOf(mock)))
    const [call] = mock.calls
    expect({ outcome: call?.outcome, status: call?.status, case: call?.case }).toEqual({
      case: undefined,
      ...expected,
    })
    expect(call?.askedBy).toBe('the message id')
    expect(mock.coverage().exercised).toEqual([])
  })

  test('while a response is to come, and when the caller leaves before', async () => {
    await using mock = await startMock()
    const controller = new AbortController()
    for (const messageId of ['wamid.delay-600000', 'wamid.fault-stall']) {
      const call = outcomeOf(send(mock, { messageId, signal: controller.signal }, fetchOf(mock)))
      call.catch(() => undefined)
    }
    await waitForCalls(mock, 2)
    expect(mock.calls).toMatchObject([{ outcome: 'pending' }, { outcome: 'pending' }])
    expect(mock.calls[0]).not.toHaveProperty('status')
    controller.abort()
    await expect.poll(() => mock.calls).toMatchObject([{ outcome: 'abandoned' }, { outcome: 'abandoned' }])
    expect(mock.coverage().exercised).toEqual([])
  })

  test('with the time, the parsed body and the id that was answered', async () => {
    await using mock = await startMock()
    const before = Date.now()
    const response = await send(mock, {}, fetchOf(mock))
    const messageId = acceptedIdOf(await response.json())
    const [call] = mock.calls
    expect(call).toMatchObject({ messageId, body: JSON.parse(reactionBody()) })
    expect(Date.parse(call?.time ?? '')).toBeGreaterThanOrEqual(before)
    expect(JSON.parse(JSON.stringify(call))).toMatchObject({ body: JSON.parse(reactionBody()) })
  })
})

describe('every refusal has its line and its entry', () => {
  const json = { 'content-type': 'application/json', [keyHeader]: 'secret-key' }

  test.each<[string, string, RequestInit, number, RegExp]>([
    [
      'an unknown preference',
      path,
      { headers: { ...json, prefer: 'example=E101' } },
      400,
      /did you mean E110/,
    ],
    ['a path that is not valid', path.replace(sid, '%FF'), { headers: json }, 400, /percent-encoded/],
    ['a large body', path, { headers: json, body: 'x'.repeat(1_000_001) }, 413, /larger than 1000000 bytes/],
    [
      'another path',
      '/elsewhere',
      { headers: json },
      404,
      /no path matched: the document has \/\S+ \(POST\)/,
    ],
    ['no SID', path.replace(sid, ''), { headers: json }, 404, /no path matched: .* is empty/],
    [
      'a word of the path, encoded',
      path.replace('messages', '%6dessages'),
      { headers: json },
      404,
      /no path matched: .*percent-encoded/,
    ],
    [
      'another method',
      path,
      { method: 'PATCH', headers: json },
      405,
      /PATCH is no method of this path: it takes POST/,
    ],
    [
      'another type',
      path,
      { headers: { ...json, accept: 'text/html' } },
      406,
      /the accept header must admit .*application\/json.*; it is .*text\/html/,
    ],
    [
      'nothing that is accepted',
      path,
      { headers: { ...json, accept: '*/*;q=0' } },
      406,
      /the accept header must admit/,
    ],
    [
      'a status that the document does not have',
      path,
      { headers: { ...json, prefer: 'code=418' } },
      404,
      /no response with status 418: it takes 202, /,
    ],
    ['no key', path, { headers: { 'content-type': 'application/json' } }, 401, /header is missing/],
  ])('%s', async (_, target, init, status, reason) => {
    const lines: string[] = []
    await using mock = await startMock({ log: (line) => lines.push(line) })
    for (const fetch of [globalThis.fetch, mock.fetch]) {
      const response = await fetch(mock.url + target, { method: 'POST', body: reactionBody(), ...init })
      expect(response.status).toBe(status)
      expect(mock.calls.at(-1)).toMatchObject({ status, violations: [expect.stringMatching(reason)] })
      expect(lines.at(-1)).toMatch(reason)
      expect(response.headers.get('sl-violations')).toMatch(reason)
    }
    expect(lines).toHaveLength(2)
    expect(JSON.stringify([lines, mock.calls])).not.toContain('secret-key')
  })
})

test.each<[string, string, number, RegExp]>([
  [
    'another expectation',
    `POST ${path} HTTP/1.1\r\nhost: a\r\nexpect: a lot\r\n`,
    417,
    /expect header .* "a lot"/,
  ],
  [
    'long headers',
    `POST ${path} HTTP/1.1\r\nhost: a\r\nx: ${'a'.repeat(20_000)}\r\n`,
    431,
    /longer than \d+ bytes/,
  ],
])('%s has its line and its entry', async (_, head, status, reason) => {
  const lines: string[] = []
  await using mock = await startMock({ log: (line) => lines.push(line) })
  const socket = connect(Number(new URL(mock.url).port), '127.0.0.1')
  socket.end(`${head}connection: close\r\ncontent-length: 0\r\n\r\n`)
  expect(await text(socket)).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  expect(mock.calls).toMatchObject([{ status, outcome: 'sent', violations: [expect.stringMatching(reason)] }])
  expect(lines).toEqual([expect.stringMatching(reason)])
  expect(mock.invalidCalls).toBe(1)
})

test('a sender who breaks off within a request has made no call', async () => {
  await using mock = await startMock()
  const socket = connect(Number(new URL(mock.url).port), '127.0.0.1')
  socket.end(`POST ${path} HTTP/1.1\r\nhost:`)
  await text(socket)
  expect([mock.calls, mock.invalidCalls]).toEqual([[], 0])
})

test('a name that stands more than once in the query has all its values', async () => {
  await using mock = await startMock()
  await send(mock, { query: '?tag=a&tag=b&other=c' })
  expect(mock.calls[0]?.query).toEqual({ tag: ['a', 'b'], other: 'c' })
  expect(mock.verify({ matching: { query: { tag: ['a', 'b'] } }, times: 1 }).matched).toBe(1)
  const twice = await send(mock, { query: '?__code=401&__code=400' })
  expect([twice.status, await twice.text()]).toEqual([
    400,
    expect.stringContaining('The code 401,400 is no status'),
  ])
})

describe('a queued scenario is used up by the next call of the operation', () => {
  test.each<[string, (mock: Mock) => Promise<unknown>]>([
    ['a readiness probe', ({ url }) => fetch(url)],
    ['the health of the mock', ({ url }) => fetch(`${url}/__mock/health`)],
    ['a look at the journal', ({ url }) => fetch(`${url}/__mock/calls`)],
    [
      'the question of a browser',
      ({ url }) =>
        fetch(url + path, {
          method: 'OPTIONS',
          headers: { origin: 'http://a.example', 'access-control-request-method': 'POST' },
        }),
    ],
    ['another path', ({ url }) => fetch(`${url}/elsewhere`, reactionInit())],
    ['another method', ({ url }) => fetch(url + path, { ...reactionInit(), method: 'PUT' })],
    ['the same path in another method', ({ url }) => fetch(url + path)],
  ])('and not by %s', async (_, disturb) => {
    await using mock = await startMock()
    mock.next('E110')
    await disturb(mock)
    expect(await (await send(mock)).json()).toMatchObject({ code: 'E110' })
  })

  test.each<[string, RequestInit, RegExp]>([
    ['an invalid body', { body: '{}' }, /refused/],
    ['no key', { headers: { 'content-type': 'application/json' } }, /refused/],
    ['a large body', { body: 'x'.repeat(1_000_001) }, /refused/],
    ['an unknown preference', { headers: { prefer: 'example=E101' } }, /refused/],
    [
      'a wish of its own',
      { headers: { ...reactionInit().headers, prefer: 'example=WA401' } },
      /the queued scenario \{"case":"E110"\} gave way/,
    ],
  ])('also by one with %s, and the journal says why it was not given', async (_, init, reason) => {
    await using mock = await startMock()
    mock.next('E110')
    await fetch(mock.url + path, { ...reactionInit(), ...init })
    expect(mock.calls[0]?.case).not.toBe('E110')
    expect(mock.calls[0]?.notGiven).toMatch(reason)
    expect((await send(mock)).status).toBe(202)
    expect(mock.calls[1]).not.toHaveProperty('notGiven')
  })
})

test('a scenario stands in the journal with the one who asked for it', async () => {
  await using mock = await startMock()
  mock.next('E110')
  mock.always('WA500')
  await send(mock, { messageId: 'wamid.WA401' })
  await send(mock, { messageId: 'wamid.WA401' })
  mock.reset()
  await send(mock, { messageId: 'wamid.WA401' })
  await send(mock, { messageId: 'wamid.WA401', query: '?__example=E110' })
  expect(mock.calls).toMatchObject([
    { askedBy: 'the message id', scenario: { case: 'WA401' } },
    { askedBy: 'the request', scenario: { case: 'E110' } },
  ])
})

test('the journal is bounded in bytes', async () => {
  await using mock = await startMock()
  const extraInfo = { ref: 'x'.repeat(900_000) }
  for (let count = 0; count < 30; count += 1) await send(mock, { extraInfo }, mock.fetch)
  const characters = mock.calls.reduce((sum, { text }) => sum + text.length, 0)
  expect(characters).toBeGreaterThan(5_000_000)
  expect(characters).toBeLessThanOrEqual(10_000_000)
  expect(mock.calls.at(-1)?.status).toBe(202)
})

test('a body nested deeper than JSON can be written stands in the journal as its text', async () => {
  await using mock = await startMock()
  const text = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
  const headers = { 'content-type': 'application/json', [keyHeader]: 'k' }
  await fetch(mock.url + path, { method: 'POST', headers, body: text })
  const response = await fetch(`${mock.url}/__mock/calls`)
  expect(await response.json()).toMatchObject([{ status: 400, text }])
})

test('a call before a reset does not count afterwards', async () => {
  await using mock = await startMock()
  const late = send(mock, { messageId: 'wamid.delay-300' })
  await waitForCalls(mock, 1)
  mock.reset()
  expect((await late).status).toBe(202)
  expect(mock.calls).toEqual([])
  expect(mock.coverage().exercised).toEqual([])
})

/** What the mock sends in response to these bytes, until the connection ends. */
async function responseTo(mock: { url: string }, bytes: string): Promise<string> {
  const socket = connect(Number(new URL(mock.url).port), '127.0.0.1')
  socket.write(bytes)
  return text(socket)
}

test.each<[string, string, number, RegExp]>([
  ['no host', `POST ${path} HTTP/1.1\r\nconnection: close\r\n`, 400, /the host header is missing/],
  ['CONNECT', 'CONNECT a:443 HTTP/1.1\r\nhost: a:443\r\n', 405, /CONNECT is no method .* no proxy/],
])('a request with %s has its line, its entry and its status', async (_, head, status, reason) => {
  const lines: string[] = []
  await using mock = await startMock({ log: (line) => lines.push(line) })
  expect(await responseTo(mock, `${head}\r\n`)).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  expect(mock.calls).toMatchObject([{ status, outcome: 'sent', violations: [expect.stringMatching(reason)] }])
  expect(lines).toEqual([expect.stringMatching(reason)])
})

test.each<[string, string]>([
  ['content-type', 'text/plain'],
  [keyHeader, 'another'],
])('a call whose %s header stands twice has a warning', async (name, second) => {
  await using mock = await startMock()
  const body = reactionBody()
  const head = [
    `POST ${path} HTTP/1.1`,
    'host: a',
    'connection: close',
    `content-length: ${Buffer.byteLength(body)}`,
    'content-type: application/json',
    `${keyHeader}: k`,
    `${name}: ${second}`,
  ]
  await responseTo(mock, `${head.join('\r\n')}\r\n\r\n${body}`)
  const warnings = [expect.stringMatching(`^the ${name} header is given more than once`)]
  expect(mock.calls).toMatchObject([{ status: 202, warnings }])
})

test('a caller who leaves within the body has a line', async () => {
  const lines: string[] = []
  await using mock = await startMock({ log: (line) => lines.push(line) })
  const socket = connect(Number(new URL(mock.url).port), '127.0.0.1')
  socket.end(`POST ${path} HTTP/1.1\r\nhost: a\r\ncontent-length: 500\r\n\r\nshort`)
  await new Promise((resolve) => socket.resume().once('close', resolve))
  await expect.poll(() => lines).toEqual([expect.stringMatching(/after 5 of 500 bytes of the body/)])
  expect(mock.calls).toEqual([])
})

test('bytes that are no request have a line, and no entry', async () => {
  const lines: string[] = []
  await using mock = await startMock({ log: (line) => lines.push(line) })
  const socket = connect(Number(new URL(mock.url).port), '127.0.0.1', () => socket.end('nonsense\r\n\r\n'))
  await new Promise((resolve) => socket.resume().once('close', resolve))
  expect(mock.calls).toEqual([])
  expect(lines).toEqual([expect.stringMatching(/^Bytes that are no request: .* no https$/)])
})
