import { expect, test } from 'vitest'
import { callbacksOf, examplesOf, operationsOf, sampleReactionOf, sendingOf } from '../src/operations.ts'
import { fixture } from './fixture.ts'

test('an operation has its path, its method, and the parameters of the path before its own', () => {
  const found = operationsOf(fixture).map(({ operationId, path, method, parameters }) => ({
    operationId,
    path,
    method,
    parameters: parameters.map(({ name }) => name),
  }))
  expect(found).toEqual([
    { operationId: 'listOrders', path: '/shops/{shop}/orders', method: 'get', parameters: ['shop', 'page'] },
    { operationId: 'sendReaction', path: '/shops/{shop}/orders', method: 'post', parameters: ['shop'] },
  ])
})

test('the operations of webhooks are listed apart, and a document may have none', () => {
  expect(callbacksOf(fixture)).toMatchObject([{ operationId: 'receiveOutcome', path: 'outcome' }])
  const { webhooks: _, ...document } = fixture
  expect(callbacksOf(document)).toEqual([])
})

test('a document without the operation of a reaction is an error', () => {
  expect(() => sendingOf({ ...fixture, paths: {} })).toThrow('no operation sendReaction')
})

test('the first example of a body is its sample', () => {
  expect(examplesOf(sendingOf(fixture).requestBody).map(({ name }) => name)).toEqual(['first', 'second'])
  expect(sampleReactionOf(fixture)).toEqual({ to: '+15550000001', messageId: 'wamid.1', emoji: '👍' })
})
