import { describe, expect, expectTypeOf, test } from 'vitest'
import { type CaseName, type Mock, ScenarioError, startMock } from '../src/index.ts'
import { reactionCases, send } from './operation-calls.ts'

const receiver = { callbackUrl: 'http://127.0.0.1:65535/callbacks' }

describe('a scenario is refused with the part that is wrong and the nearest right one', () => {
  test.each<[string, unknown, RegExp]>([
    ['an unknown case', 'E101', /no scenario "E101": did you mean E110\?/],
    ['an unknown word', 'zzzzzzz', /"zzzzzzz": it takes WA202, .*failed-131009, .*fault-reset.*delay-<ms>/],
    ['an unknown fault', 'fault-rest', /did you mean fault-reset\?/],
    ['an unknown fault in an object', { fault: 'fire' }, /"fault" takes one of reset, stall, .*not "fire"/],
    ['a delay in hexadecimal', 'delay-0x10', /no scenario "delay-0x10": /],
    ['a delay longer than a timer', 'delay-99999999999', /no scenario "delay-99999999999": /],
    ['a status that is none', { status: 42 }, /"status" takes a whole number from 200 to 599, not 42/],
    ['a negative delay', { delay: -1 }, /"delay" takes milliseconds, from 0 to \d+, not -1/],
    ['a delay that is no number', { delay: '100' }, /"delay" takes milliseconds.*not "100"/],
    ['an unknown case in an object', { case: 'E101' }, /no case "E101": did you mean E110\?/],
    ['a case that is no text', { case: 131_009 }, /"case" takes the name of a case, not 131009/],
    ['an unknown member', { stauts: 429 }, /"stauts" is no member of a scenario: did you mean status\?/],
    [
      'a member that every object has',
      { toString: 1 },
      /"toString" is no member of a scenario: it takes case, /,
    ],
    ['a header in two lines', { headers: { 'x-note': 'two\nlines' } }, /"headers": the value of x-note /],
    ['a header name that is none', { headers: { 'x note': 'a' } }, /"headers": "x note" is no header name/],
    ['a header given twice', { headers: { 'X-Note': 'a', 'x-note': 'b' } }, /x-note is given twice/],
    ['the length of a body', { headers: { 'Content-Length': '5' } }, /Content-Length is set by the mock/],
    ['a number', 429, /a text or an object, not 429; /],
    ['nothing', null, /a text or an object, not null; /],
    ['a list', ['E110'], /a text or an object, not \["E110"\]; /],
    ['an unknown member of callback', { callback: { copy: 2 } }, /"copy" .* did you mean copies\?/],
    ['nothing in an object', {}, /This scenario says nothing: give case, fault, .* usual response .*"WA202"/],
    ['headers that are none', { headers: {} }, /This scenario says nothing/],
    ['a callback without a word', { callback: {} }, /This scenario says nothing/],
    ['no copies', { callback: { copies: 0 } }, /"copies" takes a whole number from 1 to 100, not 0/],
  ])('%s', async (_, scenario, reason) => {
    await using mock = await startMock(receiver)
    // As a suite without types gives it.
    const untyped = JSON.parse(JSON.stringify(scenario))
    expect(() => mock.next('WA500', untyped)).toThrow(reason)
    expect(() => mock.always(untyped)).toThrow(ScenarioError)
    // Nothing of a refused list is queued.
    expect((await send(mock)).status).toBe(202)
  })
})

test('no scenario at all is refused, in code and over HTTP', async () => {
  await using mock = await startMock()
  const reason = /No scenario is given: give one for each of the next calls/
  expect(() => mock.next()).toThrow(reason)
  expect(() => mock.next({ case: undefined })).toThrow(/This scenario says nothing/)
  const response = await fetch(`${mock.url}/__mock/next`, { method: 'POST', body: '[]' })
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ title: expect.stringMatching(reason) })
})

test.each<[string, Record<string, unknown>, RegExp]>([
  ['a body that is a function', { status: 200, body: () => 1 }, /"body" takes a JSON value, not /],
  ['a body that is a large whole number', { status: 200, body: 1n }, /"body" takes a JSON value, not 1n/],
  [
    'a body of bytes',
    { status: 200, body: new Uint8Array([1]) },
    /"body" takes a JSON value, not Uint8Array/,
  ],
  ['a body with what is no number', { status: 200, body: { a: Number.NaN } }, /"body" takes a JSON value/],
  [
    'headers of fetch',
    { headers: new Headers({ a: 'b' }) },
    /"headers" takes an object of texts, not Headers/,
  ],
])('%s is refused: JSON would lose it', async (_, scenario, reason) => {
  await using mock = await startMock<string>()
  expect(() => mock.next(scenario)).toThrow(reason)
})

describe('a scenario whose parts contradict each other is refused', () => {
  test.each<[string, unknown, RegExp]>([
    ['a documented case and a status', { case: 'E110', status: 429 }, /E110 has status 400/],
    ['a documented case and a body', { case: 'E110', body: {} }, /E110 has its own body/],
    ['a body without a status', { body: {} }, /give its "status" too/],
    ['a body where none can be', { status: 204, body: {} }, /status 204 has no body/],
    ['a callback after a refusal', { case: 'failed-131009', status: 500 }, /refused with status 500/],
    ['callbacks after a documented refusal', { case: 'E110', callback: {} }, /refused with status 400/],
    ['a status and a page of a gateway', { fault: 'html', status: 429 }, /"fault" and "status"/],
    ['headers and no response', { fault: 'reset', headers: { a: 'b' } }, /"fault" and "headers"/],
    ['a body and an empty response', { fault: 'empty', status: 200, body: 'a' }, /"fault" and "body"/],
    ['no body and one that breaks off', { fault: 'truncated', status: 429 }, /needs a body/],
    ['no body and one that is malformed', { fault: 'malformed', status: 204 }, /needs a body/],
  ])('%s', async (_, scenario, reason) => {
    await using mock = await startMock(receiver)
    const untyped = JSON.parse(JSON.stringify(scenario))
    expect(() => mock.next(untyped)).toThrow(reason)
    const init = { method: 'POST', body: JSON.stringify(scenario) }
    const response = await fetch(`${mock.url}/__mock/next`, init)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ title: expect.stringMatching(reason) })
  })

  test('and so is a callback without an address for it', async () => {
    await using mock = await startMock()
    const reason = /failed-131009 is a callback, and no address is set .*callbackUrl \(--callback-url\)/
    expect(() => mock.next('failed-131009')).toThrow(reason)
    expect(() => mock.always({ callback: { delay: 1 } })).toThrow(/no address is set/)
  })
})

describe.each(['server', 'fetch'] as const)('over the %s a scenario means what it says', (way) => {
  const fetchOf = (mock: Mock) => (way === 'fetch' ? mock.fetch : globalThis.fetch)

  test('a documented case carries the headers that are given with it', async () => {
    await using mock = await startMock()
    mock.next({ case: 'E110', headers: { 'Retry-After': '7', 'Content-Type': 'application/problem+json' } })
    const response = await send(mock, {}, fetchOf(mock))
    expect(await response.json()).toMatchObject({ code: 'E110' })
    expect(response.headers.get('retry-after')).toBe('7')
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(mock.coverage().exercised).toEqual(['E110'])
  })

  test('headers alone are added to the usual response', async () => {
    await using mock = await startMock()
    mock.next({ headers: { 'x-request-id': '7' } })
    const response = await send(mock, {}, fetchOf(mock))
    expect([response.status, response.headers.get('x-request-id')]).toEqual([202, '7'])
  })

  test('a body that is a text goes out as it is', async () => {
    await using mock = await startMock()
    mock.next(
      { status: 503, body: 'come back later' },
      { status: 503, body: '"a"', headers: { 'CONTENT-TYPE': 'application/json' } },
      { status: 503, body: { a: 1 } },
      { status: 503, body: null },
      { status: 503 },
    )
    const found = []
    for (let count = 0; count < 5; count += 1) {
      const response = await send(mock, {}, fetchOf(mock))
      found.push([response.headers.get('content-type'), await response.text()])
    }
    expect(found).toEqual([
      ['text/plain; charset=utf-8', 'come back later'],
      ['application/json', '"a"'],
      ['application/json', '{"a":1}'],
      ['application/json', 'null'],
      [null, ''],
    ])
  })
})

test('the names of documented cases are a type', async () => {
  await using mock = await startMock()
  type Given = Parameters<typeof mock.next>[number]
  expectTypeOf<'E110'>().toExtend<Given>()
  expectTypeOf<'fault-reset'>().toExtend<Given>()
  expectTypeOf<'delay-20'>().toExtend<Given>()
  expectTypeOf<{ case: 'WA-401-account'; delay: number }>().toExtend<Given>()
  expectTypeOf<'E101'>().not.toExtend<Given>()
  expectTypeOf<'fault-rest'>().not.toExtend<Given>()
  expectTypeOf<{ case: 'E101' }>().not.toExtend<Given>()
  const names: CaseName[] = ['E110', 'failed-131009']
  expect(reactionCases.map(({ name }) => name)).toContain(names[0])
})

test('with another document, its case names are the type', async () => {
  await using mock = await startMock<'OTHER'>()
  type Given = Parameters<typeof mock.next>[number]
  expectTypeOf<'OTHER'>().toExtend<Given>()
  expectTypeOf<'E110'>().not.toExtend<Given>()
})
