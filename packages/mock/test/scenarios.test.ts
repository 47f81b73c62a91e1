import { status as respondWith, startServer } from '@kaleyra-reactions/test-support/servers'
import { afterAll, describe, expect, expectTypeOf, test } from 'vitest'
import { type CallbackName, type CaseName, type Mock, ScenarioError, startMock } from '../dist/index.mjs'
import {
  accepted,
  failure,
  invalid,
  keyHeader,
  otherRefusal,
  path,
  reactionBody,
  reactionCases,
  reactionInit,
  refusal,
  refusals,
  send,
  tell,
  unknownKey,
} from './operation-calls.ts'

const quiet = { log: () => undefined }

describe('a message id asks for', () => {
  test.each(reactionCases)('the case $name', async ({ name, status, code }) => {
    await using mock = await startMock(quiet)
    const response = await send(mock, { messageId: `wamid.${name}` })
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ code })
    expect(mock.calls).toMatchObject([{ case: name }])
  })

  test('a status, and a delay', async () => {
    await using mock = await startMock()
    expect((await send(mock, { messageId: 'wamid.status-429' })).status).toBe(429)
    const start = performance.now()
    expect((await send(mock, { messageId: 'wamid.delay-150' })).status).toBe(202)
    expect(performance.now() - start).toBeGreaterThan(140)
  })
})

describe('what the suite says', () => {
  test('holds for the next calls, one each, and then no more', async () => {
    await using mock = await startMock()
    const own = { status: 429, headers: { 'Retry-After': '1' }, body: { a: 1 } }
    mock.next(refusal.name, own, { case: otherRefusal.name, delay: 50 })
    const responses = [await send(mock), await send(mock), await send(mock), await send(mock)]
    const statuses = responses.map(({ status }) => status)
    expect(statuses).toEqual([refusal.status, 429, otherRefusal.status, accepted.status])
    expect(responses[1]?.headers.get('retry-after')).toBe('1')
    expect(await responses[1]?.json()).toEqual({ a: 1 })
    expect(mock.calls).toMatchObject([{ askedBy: 'next', scenario: { case: refusal.name } }, {}, {}, {}])
  })

  test('holds until further notice, and a reset forgets all', async () => {
    await using mock = await startMock()
    mock.always(refusal.name)
    mock.next(otherRefusal.name)
    const names = async () => [(await send(mock)).status, mock.calls.at(-1)?.case]
    expect(await names()).toEqual([otherRefusal.status, otherRefusal.name])
    expect(await names()).toEqual([refusal.status, refusal.name])
    mock.next('delay-300')
    const late = send(mock)
    await expect.poll(() => mock.calls).toHaveLength(3)
    mock.reset()
    expect((await late).status).toBe(202)
    expect(mock.calls).toEqual([])
    expect((await send(mock)).status).toBe(202)
  })

  test('gives way to what the request prefers, and goes before the message id', async () => {
    await using mock = await startMock()
    mock.always(refusal.name)
    const { name, status } = otherRefusal
    const asked = await send(mock, { headers: { prefer: `code=${status}, example=${name}` } })
    const queried = await send(mock, { query: `?__example=${name}` })
    expect([asked.status, queried.status]).toEqual([status, status])
    expect((await send(mock, { messageId: `wamid.${name}` })).status).toBe(refusal.status)
    expect(mock.calls.map(({ askedBy }) => askedBy)).toEqual(['the request', 'the request', 'always'])
  })

  test.each(['dynamic=true', 'code=599', `code=599, example=${refusal.name}`, 'example=constructor'])(
    'gives way to no invented response: Prefer: %s is refused with what there is',
    async (prefer) => {
      await using mock = await startMock()
      const response = await send(mock, { headers: { prefer } })
      expect(response.status).toBe(400)
      expect(mock.calls[0]?.violations).toEqual([expect.stringContaining(`example=${refusal.name}`)])
    },
  )

  test.each<[string, (mock: { url: string }) => Promise<unknown>]>([
    ['a readiness probe', ({ url }) => fetch(url)],
    ['a look at the journal', (mock) => tell(mock, 'calls')],
    ['another method', ({ url }) => fetch(url + path, { ...reactionInit(), method: 'PUT' })],
    ['an invalid call', (mock) => send(mock, { body: '{}' })],
  ])('is not used up by %s', async (_, disturb) => {
    await using mock = await startMock()
    mock.next(refusal.name)
    await disturb(mock)
    expect((await send(mock)).status).toBe(refusal.status)
  })
})

describe.each(refusals)('an invalid request does not get $name', ({ name, status }) => {
  test.each(['next', 'always', 'Prefer', 'the message id'])('when %s asks for it', async (way) => {
    await using mock = await startMock(quiet)
    const prefer = way === 'Prefer' ? { prefer: `code=${status}, example=${name}` } : {}
    const messageId = way === 'the message id' ? `wamid.${name}` : 'wamid.x'
    if (way === 'next') mock.next(name)
    if (way === 'always') mock.always(name)
    const call = async (body: string, headers = {}) => {
      await send(mock, { body, headers: { ...prefer, ...headers } })
      return mock.calls.at(-1)
    }
    const valid = reactionBody({ message_id: messageId })
    for (const body of [reactionBody({ message_id: messageId, type: 'text' }), `garbage ${messageId}`]) {
      expect(await call(body)).toMatchObject({ status: invalid.status, case: invalid.name })
    }
    expect(await call(valid, { [keyHeader]: '' })).toMatchObject({ case: unknownKey.name })
    expect(await call(valid)).toMatchObject({ status, case: name, violations: [] })
  })
})

test('a body of one’s own goes out as it is where it is a text, else as JSON', async () => {
  await using mock = await startMock()
  const bodies = ['come back later', { a: 1 }, null, undefined]
  mock.next(...bodies.map((body) => ({ status: 503, ...(body !== undefined && { body }) })), { status: 204 })
  const found = []
  for (const _ of [...bodies, 204]) {
    const response = await send(mock, {}, mock.fetch)
    found.push([response.status, response.headers.get('content-type'), await response.text()])
  }
  expect(found).toEqual([
    [503, 'text/plain; charset=utf-8', 'come back later'],
    [503, 'application/json', '{"a":1}'],
    [503, 'application/json', 'null'],
    [503, null, ''],
    [204, null, ''],
  ])
  expect(mock.calls.map((call) => call.case)).toEqual(Array(5).fill(undefined))
})

test('headers alone are added to the usual response', async () => {
  await using mock = await startMock()
  mock.next({ headers: { 'X-Request-Id': '7' } }, { case: refusal.name, headers: { 'retry-after': '7' } })
  const [usual, refused] = [await send(mock), await send(mock)]
  expect([usual.status, usual.headers.get('x-request-id')]).toEqual([202, '7'])
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([refusal.status, '7'])
})

const receiver = await startServer(respondWith(204))
afterAll(() => receiver[Symbol.asyncDispose]())
const misspelt = `${refusal.name}x`

describe('a scenario is refused with the part that is wrong and the nearest right one', () => {
  test.each<[string, unknown, RegExp]>([
    ['an unknown case', misspelt, new RegExp(`no scenario "${misspelt}": did you mean ${refusal.name}\\?`)],
    ['an unknown fault', 'fault-rest', /did you mean fault-reset\?/],
    ['a delay longer than a timer', 'delay-99999999999', /no scenario "delay-99999999999": /],
    ['an unknown fault in an object', { fault: 'rest' }, /fault cannot be "rest": did you mean reset\?/],
    ['an unknown case in an object', { case: misspelt }, new RegExp(`did you mean ${refusal.name}\\?`)],
    ['a status that is none', { status: 42 }, /status must be >= 200/],
    ['a delay that is no number', { delay: '100' }, /delay must be a number; it is a string/],
    ['an unknown member', { stauts: 429 }, /stauts is unknown: did you mean status\?/],
    ['an unknown member of callback', { callback: { copy: 2 } }, /callback\.copy .* did you mean copies\?/],
    ['no copies', { callback: { copies: 0 } }, /callback\.copies must be >= 1/],
    [
      'a header in two lines',
      { headers: { 'x-note': 'two\nlines' } },
      /"headers" has an invalid header name/,
    ],
    ['a list', [refusal.name], /it must be an object; it is an array/],
    ['nothing in an object', {}, /it must have 1 or more members/],
    [
      'a documented case and a status',
      { case: refusal.name, status: 429 },
      /Use "case" or "status", not both/,
    ],
    ['a body without a status', { body: {} }, /must have property status when property body is present/],
    [
      'a documented code with another status',
      { status: 402, body: refusal.body },
      new RegExp(`documented code ${refusal.code}, .* it needs status ${refusal.status}`),
    ],
    [
      'an accepted response without its id',
      {
        status: accepted.status,
        body: JSON.parse(JSON.stringify(accepted.body).replace('message_id', 'id')),
      },
      new RegExp(`documented code ${accepted.code}, .* is missing`),
    ],
  ])('%s', async (_, scenario, reason) => {
    await using mock = await startMock({ ...quiet, callbackUrl: receiver.url })
    expect(await tell(mock, 'always', scenario)).toMatchObject({
      status: 400,
      body: { title: expect.stringMatching(reason) },
    })
    // As a suite without types gives it. Nothing of a refused list is queued.
    const untyped = JSON.parse(JSON.stringify(scenario))
    expect(() => mock.next('delay-1', untyped)).toThrow(ScenarioError)
    expect((await send(mock)).status).toBe(202)
    expect(mock.calls[0]?.askedBy).toBeUndefined()
  })

  test.each<[string, Record<string, unknown>]>([
    ['a function', { status: 200, body: () => 1 }],
    ['bytes', { status: 200, body: new Uint8Array([1]) }],
    ['headers of fetch', { headers: new Headers({ a: 'b' }) }],
  ])('%s, which JSON cannot say', async (_, scenario) => {
    await using mock = await startMock()
    expect(() => mock.next(scenario)).toThrow(/plain JSON values/)
  })

  test('no scenario, and a callback without an address for it', async () => {
    await using mock = await startMock()
    expect(() => mock.next()).toThrow(/No scenario given/)
    expect(() => mock.next(failure.name)).toThrow(/The callback \S+ needs an address: .*--callback-url/)
  })
})

test('a response of one’s own that is a documented case counts as it', async () => {
  await using mock = await startMock()
  mock.next({ status: refusal.status ?? 0, body: refusal.body }, { status: 402, body: { code: 'E999' } })
  expect([(await send(mock)).status, (await send(mock)).status]).toEqual([refusal.status, 402])
  expect(mock.calls.map((call) => call.case)).toEqual([refusal.name, undefined])
})

test('the names of the document are types', () => {
  type Own = Parameters<Mock['next']>[number]
  expectTypeOf<CaseName>().toExtend<Own>()
  expectTypeOf<{ case: CaseName; delay: number }>().toExtend<Own>()
  expectTypeOf<'fault-reset' | 'delay-20'>().toExtend<Own>()
  expectTypeOf<'fault-rest'>().not.toExtend<Own>()
  expectTypeOf<{ case: 'OTHER' }>().not.toExtend<Own>()
  expectTypeOf<CallbackName>().toExtend<Parameters<Mock['callback']>[0]>()
})
