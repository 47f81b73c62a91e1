import { expect, test } from 'vitest'
import { casesOf, errorCasesOf, responseCasesOf } from '../src/cases.ts'
import { isCase } from '../src/matching.ts'
import { fixture } from './fixture.ts'

test('every named response of every operation is a case, then every callback that reports a failure', () => {
  expect(casesOf(fixture).map(({ name, channel, operationId }) => ({ name, channel, operationId }))).toEqual([
    { name: 'LISTED', channel: 'response', operationId: 'listOrders' },
    { name: 'GONE', channel: 'response', operationId: 'listOrders' },
    { name: 'CREATED', channel: 'response', operationId: 'sendReaction' },
    { name: 'GONE', channel: 'response', operationId: 'sendReaction' },
    { name: 'lost-77', channel: 'callback', operationId: 'receiveOutcome' },
  ])
})

test('a case has the marks of its example and the words of its catalogue entry', () => {
  expect(casesOf(fixture)).toMatchObject([
    { status: 200, code: 'OK', key: undefined, error: undefined },
    { status: 404, code: 'GONE', key: 'shop', title: 'The case GONE', meaning: 'The shop is gone.' },
    { status: 201, code: 'OK', key: undefined, error: undefined },
    { error: { action: 'Choose another shop.' }, body: { code: 'GONE', error: { shop: 'No such shop' } } },
    {
      status: undefined,
      code: '77',
      key: undefined,
      title: 'Lost on the way',
      meaning: 'The order was lost.',
    },
  ])
})

test('an error that two operations share is listed once, and what is no error is left out', () => {
  expect(errorCasesOf(fixture)).toMatchObject([
    { name: 'GONE', operationIds: ['listOrders', 'sendReaction'] },
    { name: 'lost-77', operationIds: ['receiveOutcome'] },
  ])
})

test.each([
  ['the same status, code and key', 404, { code: 'GONE', error: { shop: '', more: '' } }, ['GONE', 'GONE']],
  ['another status', 400, { code: 'GONE', error: { shop: '' } }, []],
  ['another code', 404, { code: 'none', error: { shop: '' } }, []],
  ['another key', 404, { code: 'GONE', error: { order: '' } }, []],
  ['a key that every object has', 404, { code: 'GONE', error: { toString: '' } }, []],
  ['no key where the case has none', 201, { code: 'OK', error: {} }, ['CREATED']],
  ['a text', 404, 'GONE', []],
  ['nothing', 404, null, []],
])('a response with %s is matched to its case', (_, status, body, expected) => {
  const found = responseCasesOf(fixture).filter((marks) => isCase(marks, status, body))
  expect(found.map(({ name }) => name)).toEqual(expected)
})
