import { once } from 'node:events'
import { startServer } from '@kaleyra-reactions/test-support/servers'
import { describe, expect, test } from 'vitest'
import { type CallPattern, type Expectation, startMock, VerificationError } from '../src/index.ts'
import { keyHeader, path, send, waitForCalls } from './operation-calls.ts'

const post = (body: unknown): RequestInit => ({ method: 'POST', body: JSON.stringify(body) })

test('health is there for a readiness wait, and leaves no trace', async () => {
  await using mock = await startMock({ strict: true })
  const response = await fetch(`${mock.url}/__mock/health`)
  expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }])
  const head = await fetch(`${mock.url}/__mock/health`, { method: 'HEAD' })
  expect([head.status, await head.text()]).toEqual([200, ''])
  expect([mock.calls, mock.invalidCalls]).toEqual([[], 0])
})

test('settled responds when the callbacks are delivered, with them', async () => {
  const released = new AbortController()
  await using receiver = await startServer(async (outgoing) => {
    await once(released.signal, 'abort')
    outgoing.writeHead(204).end()
  })
  await using mock = await startMock({ callbackUrl: receiver.url })
  await send(mock)
  await expect.poll(() => receiver.received).toHaveLength(1)
  const settled = fetch(`${mock.url}/__mock/settled`)
  expect(mock.callbacks).not.toMatchObject([{ status: 204 }])
  released.abort()
  expect(await (await settled).json()).toMatchObject([{ name: 'sent', status: 204 }])
})

test.each([
  ['GET', 'call', /did you mean GET calls\?/],
  ['GET', 'next', /did you mean POST next\?|GET health/],
  ['POST', 'toString', /POST next/],
  ['GET', '', /GET health/],
])('%s %s is refused with the known actions', async (method, action, hint) => {
  await using mock = await startMock()
  const response = await fetch(`${mock.url}/__mock/${action}`, { method })
  expect(response.status).toBe(404)
  expect(await response.text()).toMatch(hint)
})

test.each([
  ['E110', 400],
  ['"E110"', 204],
  ['', 400],
  ['\xff', 400],
  ['{"case":"E110","case":"WA401"}', 400],
])('next takes JSON, not %j', async (body, status) => {
  await using mock = await startMock()
  const init = { method: 'POST', body: Buffer.from(body, 'latin1') }
  const response = await fetch(`${mock.url}/__mock/next`, init)
  expect(response.status).toBe(status)
  if (status === 400) expect(await response.text()).toMatch(/JSON|a text or an object|more than once/)
})

describe('verify', () => {
  test.each<[string, Expectation, RegExp | undefined]>([
    ['the number of calls', { times: 3 }, undefined],
    ['another number of calls', { times: 2 }, /^Exactly 2 calls expected, 3 found\. .*\n- POST .* 202 WA202/],
    ['a call of a case', { matching: { case: 'E110' } }, undefined],
    [
      'a call of another case',
      { matching: { case: 'WA500' } },
      /At least 1 call matching \{"case":"WA500"\} exp/,
    ],
    ['a call of a body', { matching: { body: { extra_info: { ref: 'a' } } }, times: 1 }, undefined],
    [
      'a call of a body with more',
      { matching: { body: { extra_info: { ref: 'a', ref1: 'b' } } } },
      /0 found/,
    ],
    ['no such call', { matching: { status: 500 }, times: 0 }, undefined],
    ['a path', { matching: { path, method: 'POST' }, times: 3 }, undefined],
    ['a header', { matching: { headers: { 'Content-Type': 'application/json' } }, times: 3 }, undefined],
    ['an object where a text is', { matching: { body: { extra_info: { ref: {} } } }, times: 0 }, undefined],
    [
      'no violation',
      { strict: true },
      /^1 call was invalid\. .*\n- POST .* 400 WA400: extra_info\.b is unknown/,
    ],
    ['nothing', {}, undefined],
  ])('checks %s', async (_, expectation, problem) => {
    await using mock = await startMock()
    await send(mock, { extraInfo: { ref: 'a' } })
    await send(mock, { messageId: 'wamid.E110', extraInfo: {} })
    await send(mock, { extraInfo: { b: 1 } })
    const response = await fetch(`${mock.url}/__mock/verify`, post(expectation))
    const found: { passed: boolean; problems: string[]; invalid: number } = JSON.parse(await response.text())
    expect(found.invalid).toBe(1)
    if (problem === undefined) {
      expect([response.status, found.passed, found.problems]).toEqual([200, true, []])
      expect(mock.verify(expectation)).toEqual(found)
      return
    }
    expect([response.status, found.passed]).toEqual([409, false])
    expect(found.problems.join('\n')).toMatch(problem)
    expect(() => mock.verify(expectation)).toThrow(VerificationError)
    expect(() => mock.verify(expectation)).toThrow(problem)
  })

  test('of a strict mock fails after an invalid call, until a reset', async () => {
    await using mock = await startMock({ strict: true })
    await send(mock)
    expect((await fetch(`${mock.url}/__mock/verify`)).status).toBe(200)
    await send(mock, { extraInfo: { unknown: 1 } })
    await fetch(`${mock.url}/elsewhere`)
    const response = await fetch(`${mock.url}/__mock/verify`)
    expect(response.status).toBe(409)
    expect(await response.text()).toMatch(/2 calls were invalid.*extra_info\.unknown.*\/elsewhere/)
    expect((await fetch(`${mock.url}/__mock/verify`, post({ strict: false }))).status).toBe(200)
    mock.reset()
    expect(mock.verify().passed).toBe(true)
    expect(mock.invalidCalls).toBe(2)
  })

  test('says that a number is unknown where the journal no longer has every call', async () => {
    await using mock = await startMock()
    for (let count = 0; count < 1001; count += 1) await send(mock, {}, mock.fetch)
    await waitForCalls(mock, 1000)
    expect(() => mock.verify({ times: 1000 })).toThrow(
      /is unknown: the journal no longer has the first 1 calls/,
    )
    expect(mock.verify({ matching: { status: 202 } }).passed).toBe(true)
  })

  test.each<[string, unknown, RegExp]>([
    ['an unknown member', { time: 1 }, /"time" is no member of an expectation: did you mean times\?/],
    ['an unknown member of a call', { matching: { stauts: 1 } }, /"stauts" .* did you mean status\?/],
    ['a number that is none', { times: -1 }, /"times" takes a whole number/],
    ['strict without yes or no', { strict: 1 }, /"strict" takes true or false/],
    [
      'a case that is none',
      { matching: { case: 'E11O' }, times: 0 },
      /no response "E11O": did you mean E110\?/,
    ],
    ['a callback as the case', { matching: { case: 'WAV2101' }, times: 0 }, /no response "WAV2101"/],
    ['a status as a text', { matching: { status: '400' }, times: 0 }, /"status" takes a whole number/],
    ['a method in small letters', { matching: { method: 'post' }, times: 0 }, /"method" takes .* capitals/],
    ['a path with a query', { matching: { path: '/a?b=1' }, times: 0 }, /"path" takes .* without the query/],
    ['an outcome that is none', { matching: { outcome: 'send' }, times: 0 }, /"outcome" takes one of/],
    [
      'a credential',
      { matching: { headers: { [keyHeader.toUpperCase()]: 'k' } }, times: 0 },
      /the journal masks api-key/,
    ],
    [
      'a member that neither the document nor a call has',
      { matching: { body: { messaging_objct: 1 } }, times: 0 },
      /"body" of "matching": messaging_objct is in no call so far, nor in the document: did you mean messaging_object\? .*"strict": true/,
    ],
    [
      'such a member inside of others',
      { matching: { body: { messaging_object: { reaction: { emojy: '' } } } }, times: 0 },
      /messaging_object\.reaction\.emojy .* did you mean emoji\?/,
    ],
    ['a list', [], /an expectation is an object with matching, times, strict/],
  ])('refuses %s', async (_, expectation, reason) => {
    await using mock = await startMock()
    const response = await fetch(`${mock.url}/__mock/verify`, post(expectation))
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ title: expect.stringMatching(reason) })
  })
})

test('verify looks for a member that is not documented once a call has it', async () => {
  await using mock = await startMock()
  const expectation = { matching: { body: { extra_info: { reff: 'b' } } }, times: 0 }
  expect(() => mock.verify(expectation)).toThrow(/extra_info\.reff .* did you mean ref\?/)
  await send(mock, { extraInfo: { reff: 'a' } })
  expect(mock.verify(expectation)).toMatchObject({ passed: true })
  await send(mock, { extraInfo: { reff: 'b' } })
  expect(() => mock.verify(expectation)).toThrow(/^Exactly 0 calls .* 1 found/)
})

test.each<[string, CallPattern, RegExp]>([
  ['an expression', { body: { extra_info: { ref: /a/ } } }, /"body" takes a JSON value, not .*\/a\//],
  ['a matcher of a test runner', { body: expect.anything() }, /"body" takes a JSON value/],
  ['headers of fetch', { headers: new Headers({ a: 'b' }) }, /"headers" takes an object/],
  ['what is undefined', { body: undefined }, /"body" of "matching" is undefined/],
])('verify in code refuses %s, which no call could match', async (_, matching, reason) => {
  await using mock = await startMock()
  expect(() => mock.verify({ matching, times: 0 })).toThrow(reason)
})

describe('a browser', () => {
  const origin = 'http://page.example'

  test('may ask, send and read from any page', async () => {
    await using mock = await startMock()
    const asking = {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'api-key',
    }
    const answer = await fetch(mock.url + path, { method: 'OPTIONS', headers: asking })
    expect(answer.status).toBe(204)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'api-key',
    })
    const responses = [
      await send(mock, { headers: { origin } }),
      await send(mock, { headers: { origin }, messageId: 'wamid.E110' }),
      await send(mock, { headers: { origin }, extraInfo: { unknown: 1 } }),
      await fetch(`${mock.url}/elsewhere`, { headers: { origin } }),
      await fetch(`${mock.url}/__mock/calls`, { headers: { origin } }),
    ]
    for (const { headers } of responses) expect(headers.get('access-control-allow-origin')).toBe(origin)
    expect(mock.calls).toHaveLength(4)
  })

  test('may not where that is switched off', async () => {
    await using mock = await startMock({ cors: false })
    const asking = { origin, 'access-control-request-method': 'POST' }
    expect((await fetch(mock.url + path, { method: 'OPTIONS', headers: asking })).status).toBe(405)
    const response = await send(mock, { headers: { origin } })
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
  })
})
