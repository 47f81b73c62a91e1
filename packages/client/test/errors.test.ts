import { expect, expectTypeOf, test } from 'vitest'
import { errorCases } from '../src/generated/cases.ts'
import type { ErrorBodies, ErrorReason, UndocumentedApiError } from '../src/index.ts'
import {
  ApiError,
  InvalidInputError,
  isApiError,
  KaleyraError,
  TimeoutError,
  UnreadableResponseError,
} from '../src/index.ts'

const body = { code: 'E110', message: 'low', data: {}, error: { balance: 'low' } }
const { status } = errorCases.E110
const thrown: unknown = new ApiError(status, body)

test('instanceof narrows to the union, and switch to the case', () => {
  if (!(thrown instanceof ApiError)) throw thrown
  expectTypeOf(thrown.reason).toEqualTypeOf<ErrorReason | undefined>()
  switch (thrown.reason) {
    case 'E110':
      expectTypeOf(thrown.body).toEqualTypeOf<ErrorBodies['E110'] & unknown>()
      expectTypeOf(thrown.body.code).toEqualTypeOf<'E110'>()
      expectTypeOf(thrown.body.error).toEqualTypeOf<Record<'balance', string>>()
      expectTypeOf(thrown.kind).toEqualTypeOf<'balance'>()
      expect(thrown.body.error.balance).toBe('low')
      break
    case 'WA-401-version':
      expectTypeOf(thrown.body).toEqualTypeOf<ErrorBodies['WA-401-version'] & unknown>()
      throw thrown
    case undefined:
      expectTypeOf(thrown).toExtend<UndocumentedApiError>()
      expectTypeOf(thrown.body).toEqualTypeOf<unknown>()
      throw thrown
    default:
      expectTypeOf(thrown.reason).not.toEqualTypeOf<'E110'>()
      throw thrown
  }
})

test('isApiError narrows to a case', () => {
  if (!isApiError(thrown, 'E110')) throw thrown
  expectTypeOf(thrown.body.error).not.toHaveProperty('payload')
  expectTypeOf(thrown.scope).toEqualTypeOf<'account'>()
  expect(thrown.body.error.balance).toBe('low')
  expect(isApiError(thrown, 'WA400')).toBe(false)
  expect(isApiError(new TimeoutError(1000))).toBe(false)
  expectTypeOf<'E999'>().not.toExtend<ErrorReason>()
})

test('the two WA-401 are told apart by the key inside error', () => {
  const reasonFor = (error: object) =>
    new ApiError(errorCases['WA-401-account'].status, { code: 'WA-401', error }).reason
  expect(reasonFor({ account: '' })).toBe('WA-401-account')
  expect(reasonFor({ phone_number: '' })).toBe('WA-401-version')
  expect(reasonFor({})).toBeUndefined()
  expect(reasonFor({ constructor: 1 })).toBeUndefined()
})

test.each([
  ['another code', { code: 'E999' }, 'E999'],
  ['an HTML page', '<html>', undefined],
  ['nothing', undefined, undefined],
  ['a list', [], undefined],
  ['a number as code', { code: 5 }, undefined],
])('%s is an ApiError without reason', (_, responseBody, code) => {
  expect(new ApiError(400, responseBody)).toMatchObject({
    status: 400,
    code,
    reason: undefined,
    body: responseBody,
    retryDelayMinutes: [],
  })
})

test('errors are recognised across two copies of the package', async () => {
  const copy = await import('../dist/index.mjs')
  const foreign: unknown = new copy.ApiError(status, body)
  expect(copy.ApiError).not.toBe(ApiError)
  expect(foreign instanceof ApiError).toBe(true)
  expect(foreign instanceof KaleyraError).toBe(true)
  expect(foreign instanceof TimeoutError).toBe(false)
  expect(isApiError(foreign, 'E110')).toBe(true)
  expect(new Error('x') instanceof KaleyraError).toBe(false)
})

test('refused input names the field and the problem apart', () => {
  expect(new InvalidInputError('emoji', 'must be one emoji')).toMatchObject({
    field: 'emoji',
    problem: 'must be one emoji',
    message: 'emoji must be one emoji',
  })
})

class RateLimited extends ApiError {
  override name = 'RateLimited'
  readonly queue = 'slow'
}

class Plain extends ApiError {}

test('a subclass of yours is told by its own class, also with a name of its own', async () => {
  const copy = await import('../dist/index.mjs')
  const error: unknown = new RateLimited(429, undefined)
  expect(error).toMatchObject({ name: 'RateLimited', queue: 'slow', retryDelayMinutes: [] })
  for (const errorClass of [RateLimited, ApiError, KaleyraError, Error, copy.ApiError, copy.KaleyraError])
    expect(error).toBeInstanceOf(errorClass)
  for (const errorClass of [Plain, TimeoutError, copy.TimeoutError])
    expect(error).not.toBeInstanceOf(errorClass)
  expect(new ApiError(429, undefined) instanceof RateLimited).toBe(false)
  expect(new Plain(429, undefined)).toMatchObject({ name: 'ApiError' })
  if (error instanceof RateLimited) expectTypeOf(error.queue).toEqualTypeOf<string>()
})

test('the kind narrows to the cases of that kind', () => {
  if (!isApiError(thrown) || thrown.kind !== 'balance') throw thrown
  expectTypeOf(thrown.reason).toEqualTypeOf<'E110'>()
  expect(thrown.body.error.balance).toBe('low')
})

test.each<[string, number, unknown, string]>([
  ['code and message', status, body, `Response ${status}: E110 low`],
  ['a code alone', status, { code: 'E110', error: { balance: '' } }, `Response ${status}: E110`],
  [
    'empty texts',
    403,
    { code: '', message: '' },
    'Response 403 has no Kaleyra error; the reaction may have been accepted',
  ],
  [
    'a message that is no text',
    403,
    { code: 'X', message: {} },
    'Response 403: X; the reaction may have been accepted',
  ],
  ['HTML', 502, '<html>', 'Response 502 has no Kaleyra error; the reaction may have been accepted'],
])('the message of an error with %s', (_, status, body, message) => {
  expect(new ApiError(status, body).message).toBe(message)
})

test('a bare 404 names its likely cause', () => {
  expect(new ApiError(404, '').message).toMatch(/ \(if you set baseUrl, .*\); /)
  expect(new ApiError(404, { code: 'X', message: 'no such number' }).message).not.toMatch(/baseUrl/)
})

test('a text of the server is cut, and has no control characters', () => {
  const { message, code } = new ApiError(400, {
    code: `X\u001b[31m\u202e`,
    message: `first\nsecond\u0000${'👍🏽'.repeat(5000)}`,
  })
  expect(message).toMatch(/^Response 400: X \[31m first second /)
  expect(message.length).toBeLessThan(500)
  expect(message).toMatch(/…; the reaction may have been accepted$/)
  expect(encodeURIComponent(message)).toBeDefined()
  expect(code).toBe('X\u001b[31m\u202e')
})

test('an unreadable response has its body and headers, and prints neither', () => {
  const headers = new Headers({ 'x-trace': 't' })
  const error = new UnreadableResponseError('is not valid JSON', { status: 202, headers, body: '{' })
  expect(error).toMatchObject({ body: '{', headers, status: 202 })
  expect(error.message).toBe('Response 202 is not valid JSON; the reaction may have been accepted')
  expect(Object.keys(error)).not.toEqual(expect.arrayContaining(['headers', 'body']))
})
