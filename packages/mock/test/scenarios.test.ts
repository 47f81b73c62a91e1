import { describe, expect, test } from 'vitest'
import { type MockOptions, startMock } from '../src/index.ts'
import { keyHeader, path, phoneNumber, reactionCases, type Sending, send, sid } from './operation-calls.ts'

describe('a message id asks for', () => {
  test.each(reactionCases)('the case $name', async ({ name, status, code }) => {
    await using mock = await startMock()
    const response = await send(mock, { messageId: `wamid.${name}` })
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ code })
    expect(mock.coverage().exercised).toEqual([name])
  })

  test('a status, a delay, and nothing that the mock does not know', async () => {
    await using mock = await startMock()
    expect((await send(mock, { messageId: 'wamid.status-429' })).status).toBe(429)
    const start = performance.now()
    expect((await send(mock, { messageId: 'wamid.delay-150' })).status).toBe(202)
    expect(performance.now() - start).toBeGreaterThan(140)
    expect((await send(mock, { messageId: 'wamid.E999' })).status).toBe(202)
  })
})

describe('what the suite says', () => {
  test('holds for the next calls, one each, and then no more', async () => {
    await using mock = await startMock()
    mock.next('E110', { status: 429, headers: { 'retry-after': '1' }, body: { a: 1 } }, 'WA500')
    const [first, second, third, fourth] = [
      await send(mock),
      await send(mock),
      await send(mock),
      await send(mock),
    ]
    expect([first, second, third, fourth].map(({ status }) => status)).toEqual([400, 429, 500, 202])
    expect(second.headers.get('retry-after')).toBe('1')
    expect(await second.json()).toEqual({ a: 1 })
    expect(mock.coverage().exercised.sort()).toEqual(['E110', 'WA202', 'WA500'])
  })

  test('holds until further notice, and a reset forgets all', async () => {
    await using mock = await startMock()
    mock.always('WA500')
    expect([(await send(mock)).status, (await send(mock)).status]).toEqual([500, 500])
    mock.reset()
    expect(mock.calls).toEqual([])
    expect((await send(mock)).status).toBe(202)
  })

  test('can delay a documented error', async () => {
    await using mock = await startMock()
    mock.next({ case: 'WA500', delay: 150 })
    const start = performance.now()
    expect((await send(mock)).status).toBe(500)
    expect(performance.now() - start).toBeGreaterThan(140)
  })

  test.each([
    'text/plain',
    'json',
    'application/json, text/plain',
    'application/json/x',
    'application/vnd.example+json',
    '',
  ])('refuses the content type "%s", and names the one it takes', async (type) => {
    await using mock = await startMock()
    const response = await send(mock, { headers: { 'content-type': type } })
    expect([response.status, mock.calls[0]?.case]).toEqual([400, 'WA400'])
    expect(mock.calls[0]?.violations).toEqual([
      `the content-type header must be "application/json"; it is "${type}"`,
    ])
  })

  test.each([204, 205, 304])('responds with status %s without a body', async (status) => {
    await using mock = await startMock()
    for (const fetch of [mock.fetch, globalThis.fetch]) {
      mock.next({ status })
      const response = await send(mock, {}, fetch)
      expect([response.status, await response.text()]).toEqual([status, ''])
    }
  })

  test.each([
    ['an unknown path', '/elsewhere', 'POST', /^404; no path matched: the document has \/\S+ \(POST\)/],
    ['another method', path, 'PUT', /^405; PUT is no method of this path: it takes POST$/],
    ['an unknown method', path, 'PURGE', /^405; PURGE is no method of this path: it takes POST$/],
    [
      'an unknown method and path',
      '/elsewhere',
      'PURGE',
      /^404; no path matched: the document has \/\S+ \(POST\)/,
    ],
  ])('tells of %s in the log and the journal', async (_, target, method, told) => {
    const lines: string[] = []
    await using mock = await startMock({ log: (line) => lines.push(line) })
    await fetch(mock.url + target, { method })
    const [violation = ''] = mock.calls[0]?.violations ?? []
    expect(lines).toEqual([`${method} ${target}: ${mock.calls[0]?.status}; ${violation}`])
    expect(`${mock.calls[0]?.status}; ${violation}`).toMatch(told)
  })

  test('does not save an invalid request', async () => {
    await using mock = await startMock()
    mock.always({ status: 204 })
    const response = await send(mock, { extraInfo: { unknown: 1 } })
    expect(response.status).toBe(400)
    expect(mock.calls[0]?.violations).toEqual([
      expect.stringMatching(/^extra_info\.unknown is unknown: it takes ref, /),
    ])
  })
})

test('the journal shows each call, its credentials masked', async () => {
  await using mock = await startMock()
  const headers = { authorization: 'Bearer secret-key' }
  await send(mock, { messageId: 'wamid.E110', headers, query: '?from=test' })
  expect(mock.calls).toMatchObject([
    { method: 'POST', path, query: { from: 'test' }, status: 400, case: 'E110', violations: [] },
  ])
  expect(JSON.stringify(mock.calls)).not.toContain('secret-key')
})

test('the journal keeps the last 1,000 calls, and the coverage all', async () => {
  await using mock = await startMock()
  await send(mock, { messageId: 'wamid.E110' }, mock.fetch)
  for (let count = 0; count < 1000; count += 1) await send(mock, {}, mock.fetch)
  expect(mock.calls).toHaveLength(1000)
  expect(mock.calls[0]?.status).toBe(202)
  expect(mock.coverage().exercised).toEqual(['WA202', 'E110'])
})

test.each<[string, MockOptions, Sending, string | undefined]>([
  ['a key outside the list', { apiKeys: ['other'] }, {}, 'RBC001'],
  ['a SID outside the list', { sids: ['HX1'] }, {}, 'RBC001'],
  ['a business number outside the list', { phoneNumbers: ['919111111111'] }, {}, 'WA401'],
  [
    'an escaped number that is known',
    { phoneNumbers: [phoneNumber] },
    { target: path.replace(phoneNumber, `%2B${phoneNumber}`) },
    'WA202',
  ],
  [
    'an escaped number outside the list',
    { phoneNumbers: ['919111111111'] },
    { target: path.replace(phoneNumber, `%2B${phoneNumber}`) },
    'WA401',
  ],
  [
    'all of them known',
    { apiKeys: ['secret-key'], sids: [sid], phoneNumbers: [`+${phoneNumber}`] },
    {},
    'WA202',
  ],
])('%s', async (_, options, sending, name) => {
  await using mock = await startMock(options)
  expect(await (await send(mock, sending)).json()).toMatchObject({ code: name })
})

test.each<[string, MockOptions, string]>([
  ['key', { apiKeys: ['other'] }, `the key in the ${keyHeader} header`],
  ['SID', { sids: ['HX1'] }, 'sid in the path'],
  ['business number', { phoneNumbers: ['919111111111'] }, 'phone_number in the path'],
])('a %s outside the list is told in the journal and the log with its place', async (_, options, place) => {
  const lines: string[] = []
  await using mock = await startMock({ ...options, log: (line) => lines.push(line) })
  await send(mock)
  const told = `${place} is not in the list of those that the mock accepts`
  expect(mock.calls[0]?.violations).toEqual([told])
  expect(lines).toEqual([expect.stringContaining(`401; ${told}`)])
  expect(lines.join()).not.toContain('secret-key')
})

test('what the request itself asks for wins over what the suite said', async () => {
  await using mock = await startMock()
  mock.always('WA500')
  expect((await send(mock, { headers: { prefer: 'example=E110' } })).status).toBe(400)
  expect((await send(mock, { query: '?__example=WA401' })).status).toBe(401)
})

describe.each(['server', 'fetch'] as const)('below the reserved path over the %s', (way) => {
  test('a suite in another language queues, reads and resets', async () => {
    await using mock = await startMock()
    const fetch = way === 'fetch' ? mock.fetch : globalThis.fetch
    const tell = (action: string, body?: unknown) =>
      fetch(`${mock.url}/__mock/${action}`, { method: 'POST', body: JSON.stringify(body) ?? '' })
    expect((await tell('next', ['E110', { status: 429 }])).status).toBe(204)
    expect([(await send(mock)).status, (await send(mock)).status, (await send(mock)).status]).toEqual([
      400, 429, 202,
    ])
    await tell('always', 'WA500')
    expect((await send(mock)).status).toBe(500)
    const read = async (what: string) => (await fetch(`${mock.url}/__mock/${what}`)).json()
    expect(await read('calls')).toHaveLength(4)
    expect(await read('coverage')).toMatchObject({ exercised: ['WA202', 'E110', 'WA500'] })
    await tell('reset')
    expect(await read('calls')).toEqual([])
    expect((await tell('next', 'E999')).status).toBe(400)
    expect((await fetch(`${mock.url}/__mock/next`, { method: 'POST', body: '{' })).status).toBe(400)
    expect((await tell('fire')).status).toBe(404)
  })
})
