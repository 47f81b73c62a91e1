import { expect, expectTypeOf, test } from 'vitest'
import type { E110, ErrorReason, UndocumentedApiError, WA401Version } from '../src/index.ts'
import { ApiError, InvalidInputError, isApiError, KaleyraError, TimeoutError } from '../src/index.ts'

const body = { code: 'E110', message: 'low', data: {}, error: { balance: 'low' } }
const thrown: unknown = new ApiError(400, body)

test('instanceof narrows to the union, and switch to the case', () => {
  if (!(thrown instanceof ApiError)) throw thrown
  expectTypeOf(thrown.reason).toEqualTypeOf<ErrorReason | undefined>()
  switch (thrown.reason) {
    case 'E110':
      expectTypeOf(thrown.body).toEqualTypeOf<E110 & unknown>()
      expectTypeOf(thrown.kind).toEqualTypeOf<'balance'>()
      expect(thrown.body.error.balance).toBe('low')
      break
    case 'WA-401-version':
      expectTypeOf(thrown.body).toEqualTypeOf<WA401Version & unknown>()
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

test('an error has its documented retry schedule', () => {
  const failure = new ApiError(500, { code: 'WA500', message: '', data: {}, error: { error: '' } })
  expect(failure).toMatchObject({
    reason: 'WA500',
    kind: 'server',
    scope: 'call',
    retryDelayMinutes: [5, 10, 15],
  })
})

test('the two WA-401 are told apart by the key inside error', () => {
  const reasonFor = (error: object) => new ApiError(401, { code: 'WA-401', error }).reason
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
  const foreign: unknown = new copy.ApiError(400, body)
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
