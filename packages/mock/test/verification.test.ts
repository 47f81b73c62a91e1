import { once } from 'node:events'
import { runProgram } from '@kaleyra-reactions/test-support/programs'
import { closedAddress, status as respondWith, startServer } from '@kaleyra-reactions/test-support/servers'
import { describe, expect, test } from 'vitest'
import { type CallPattern, type Expectation, startMock, VerificationError } from '../dist/index.mjs'
import {
  accepted,
  invalid,
  keyHeader,
  otherRefusal,
  path,
  phoneNumber,
  reactionBody,
  refusal,
  send,
  tell,
} from './operation-calls.ts'

const quiet = { log: () => undefined }

describe('a strict verification fails, by name, after', () => {
  test('a queued scenario that no call used', async () => {
    await using mock = await startMock()
    mock.next(refusal.name, { status: 429 })
    await send(mock)
    const unused = /No call used these queued scenarios: \{"status":429\}/
    expect(() => mock.verify({ strict: true })).toThrow(unused)
    expect(mock.verify().passed).toBe(true)
    await send(mock)
    expect(mock.verify({ strict: true }).passed).toBe(true)
  })

  test('an invalid call, which uses up nothing', async () => {
    await using mock = await startMock()
    mock.next(refusal.name)
    await send(mock, { extraInfo: { unknown: 1 } })
    expect(() => mock.verify({ strict: true })).toThrow(/Invalid calls:.*extra_info\.unknown is unknown/s)
    expect(await (await send(mock)).json()).toMatchObject({ code: refusal.code })
  })

  test.each<[string, object, string]>([
    ['an emoji that arrives as a question mark', { emoji: '?' }, 'no-emoji'],
    ['a business number in the place of the recipient', { to: `+${phoneNumber}` }, 'same-number'],
    ['a message id that was forgotten', { message_id: 'undefined' }, 'placeholder'],
  ])('%s, unless it is allowed', async (_, replaced, name) => {
    await using mock = await startMock(quiet)
    await send(mock, { body: reactionBody({ ...replaced }) })
    expect(() => mock.verify({ strict: true })).toThrow(new RegExp(`Warnings.*${name}: `, 's'))
    const { status, body } = await tell(mock, 'verify', { strict: true, allow: [name] })
    expect([status, body]).toMatchObject([200, { passed: true }])
    expect(
      mock.verify({
        matching: { warnings: mock.calls.flatMap((call) => call.warnings.map(({ name }) => name)) },
      }).matched,
    ).toBe(1)
  })

  test('a callback that the receiver refuses, after a call or on demand', async () => {
    await using receiver = await startServer(respondWith(500))
    await using mock = await startMock({ callbackUrl: `${receiver.url}/?token=secret` })
    await send(mock)
    await mock.settled()
    await mock.callback('text')
    const problems = ['sent', 'text'].map(
      (name) => `- callback ${name} to ${receiver.url}: the receiver responded with 500`,
    )
    expect(() => mock.verify({ strict: true })).toThrow(problems.join('\n'))
    expect(mock.verify().passed).toBe(true)
    expect(mock.failures).toHaveLength(1)
  })

  test('a callback that does not arrive', async () => {
    const address = await closedAddress()
    await using mock = await startMock({ callbackUrl: address })
    await send(mock)
    await mock.settled()
    const problem = `callback sent to ${address}: ECONNREFUSED`
    expect(() => mock.verify({ strict: true })).toThrow(problem)
  })

  test('a callback that is still under way, until it has arrived', async () => {
    const arrival = new AbortController()
    await using receiver = await startServer(async (outgoing) => {
      await once(arrival.signal, 'abort')
      outgoing.writeHead(204).end()
    })
    await using mock = await startMock({ callbackUrl: receiver.url })
    await send(mock)
    const problem = `callback sent to ${receiver.url}: is still pending: first await mock.settled()`
    expect(() => mock.verify({ strict: true })).toThrow(problem)
    await expect.poll(() => receiver.received).toHaveLength(1)
    arrival.abort()
    await mock.settled()
    expect(mock.verify({ strict: true }).passed).toBe(true)
  })

  test('calls that the journal no longer has', async () => {
    await using mock = await startMock(quiet)
    for (let count = 0; count < 1001; count += 1) await send(mock, {}, mock.fetch)
    const forgotten = /The journal has dropped 1 call: reset the mock before each test/
    for (const expectation of [{ strict: true }, { times: 1000 }, { matching: { status: 500 } }]) {
      expect(() => mock.verify(expectation)).toThrow(forgotten)
    }
    expect(mock.verify({ matching: { status: accepted.status ?? 0 } })).toMatchObject({ dropped: 1 })
    expect(mock.calls).toHaveLength(1000)
  })
})

test('a strict mock verifies strictly, lets pass what it allows, and tells its failures whatever was reset', async () => {
  await using mock = await startMock({ ...quiet, strict: true, allow: ['no-emoji'] })
  await send(mock, { body: reactionBody({ emoji: '?' }) })
  expect(mock.verify().passed).toBe(true)
  await send(mock, { body: reactionBody({ emoji: '👍👍' }) })
  expect(() => mock.verify()).toThrow(/several-emoji/)
  expect(mock.verify({ strict: false }).passed).toBe(true)
  mock.reset()
  expect(mock.verify().passed).toBe(true)
  expect(mock.failures).toEqual([expect.stringMatching(/several-emoji/)])
})

test('in code a warning goes to standard error, unless there is a log', async () => {
  const program = `
    import { startMock } from ${JSON.stringify(new URL('../dist/index.mjs', import.meta.url).href)}
    await using mock = await startMock()
    await mock.fetch(mock.url + ${JSON.stringify(path)}, ${JSON.stringify({
      method: 'POST',
      headers: { [keyHeader]: 'k', 'content-type': 'application/json' },
      body: reactionBody({ emoji: '?' }),
    })})`
  const { stdout, stderr } = await runProgram(process.execPath, ['--input-type=module', '--eval', program])
  expect([stdout, stderr]).toEqual(['', expect.stringMatching(/^mock: POST \S+: warning no-emoji: .*\n$/)])
})

describe('the count of calls', () => {
  test.each<[string, Expectation, RegExp | undefined]>([
    ['accepted calls and documented answers', { times: 2 }, undefined],
    [
      'no refused one',
      { times: 3 },
      /^Expected exactly 3 calls, found 2\. The journal has:\n- POST .* refused/s,
    ],
    ['a refused one where its case is named', { matching: { case: invalid.name }, times: 1 }, undefined],
    ['or its status', { matching: { status: invalid.status ?? 0, violations: ['extra_info.b'] } }, undefined],
    ['or its violations', { matching: { violations: ['extra_info.b is unknown'] }, times: 1 }, undefined],
    ['no other violations', { matching: { violations: ['messaging_object'] } }, /found 0/],
    ['a refused one not by its body', { matching: { body: { extra_info: { b: 1 } } }, times: 0 }, undefined],
    ['a body', { matching: { body: { extra_info: { ref: 'a' } } }, times: 1 }, undefined],
    ['no body with more', { matching: { body: { extra_info: { ref: 'a', ref1: 'b' } } } }, /found 0/],
    ['a case', { matching: { case: refusal.name }, times: 1 }, undefined],
    [
      'no other case',
      { matching: { case: otherRefusal.name } },
      /^Expected at least 1 call matching \{"case":/,
    ],
    [
      'a path, a method and a header',
      { matching: { path, method: 'POST', headers: { 'Content-Type': 'application/json' } }, times: 2 },
      undefined,
    ],
    ['a query, whole', { matching: { query: { tag: ['a', 'b'] } }, times: 1 }, undefined],
    ['nothing', {}, undefined],
  ])('has %s', async (_, expectation, problem) => {
    await using mock = await startMock(quiet)
    mock.next(accepted.name, refusal.name)
    await send(mock, { extraInfo: { ref: 'a' }, query: '?tag=a&tag=b' })
    await send(mock)
    await send(mock, { extraInfo: { b: 1 } })
    const { status, body } = await tell(mock, 'verify', expectation)
    if (problem === undefined) {
      expect([status, body]).toMatchObject([200, { passed: true, invalid: 1, problems: [] }])
      expect(mock.verify(expectation)).toEqual(body)
      return
    }
    expect([status, body]).toMatchObject([409, { passed: false, problems: [expect.stringMatching(problem)] }])
    expect(() => mock.verify(expectation)).toThrow(VerificationError)
  })
})

test.each<[string, unknown, RegExp]>([
  ['an unknown member', { time: 1 }, /time is unknown: did you mean times\?/],
  ['an unknown member of a call', { matching: { stauts: 1 } }, /matching\.stauts .* did you mean status\?/],
  ['a number that is none', { times: -1 }, /times must be >= 0/],
  [
    'an unknown case',
    { matching: { case: `${refusal.name}x` } },
    new RegExp(`did you mean ${refusal.name}\\?`),
  ],
  ['a callback as the case', { matching: { case: 'sent' } }, /case cannot be "sent": /],
  ['an unknown warning', { allow: ['no-emojy'] }, /did you mean no-emoji\?/],
  ['a status as a text', { matching: { status: '400' } }, /status must be an integer; it is a string/],
  ['a method in small letters', { matching: { method: 'post' } }, /method must match .* "POST"/],
  ['a path with a query', { matching: { path: '/a?b=1' } }, /path must match/],
  [
    'a credential',
    { matching: { headers: { [keyHeader.toUpperCase()]: 'k' } } },
    new RegExp(`the journal masks ${keyHeader}`),
  ],
  ['a list', [], /must be an object; it is an array/],
])('an expectation with %s is refused with the nearest right one', async (_, expectation, reason) => {
  await using mock = await startMock()
  const { status, body } = await tell(mock, 'verify', expectation)
  expect([status, body]).toMatchObject([400, { title: expect.stringMatching(reason) }])
})

test.each<[string, CallPattern]>([
  ['an expression', { body: { extra_info: { ref: /a/ } } }],
  ['a matcher of a test runner', { body: expect.anything() }],
  ['an object of a class', { headers: Object.assign(new Headers()) }],
  ['what is undefined', { body: undefined }],
])('an expectation with %s, which no call can match, is refused', async (_, matching) => {
  await using mock = await startMock()
  expect(() => mock.verify({ matching, times: 0 })).toThrow(/plain JSON values/)
})
