import { expect, test } from 'vitest'
import {
  callbacksOf,
  examplesOf,
  keyHeaderOf,
  operationOf,
  operationsOf,
  sampleBodyOf,
  sampleParametersOf,
  sampleReactionOf,
} from '../src/operations.ts'
import { sampleValueOf } from '../src/samples.ts'
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

test('an operation that the document does not have is an error with its name', () => {
  expect(operationOf(fixture, 'listOrders').method).toBe('get')
  expect(() => operationOf(fixture, 'sendOrder')).toThrow('no operation sendOrder')
})

test('samples come from examples, else from what the schema offers', () => {
  expect(sampleParametersOf(operationOf(fixture, 'listOrders'), fixture)).toEqual({ shop: 'north', page: 1 })
  const parameter = { name: 'a', in: 'query' }
  expect(sampleValueOf({ ...parameter, example: 5, schema: { example: 6 } }, fixture)).toBe(5)
  expect(sampleValueOf({ ...parameter, schema: { default: 'd', enum: ['e'] } }, fixture)).toBe('d')
  expect(sampleValueOf({ ...parameter, schema: { type: 'string', enum: ['e'] } }, fixture)).toBe('e')
  expect(sampleValueOf(parameter, fixture)).toBeUndefined()
})

test('the first example of a body is its sample', () => {
  const operation = operationOf(fixture, 'sendReaction')
  expect(examplesOf(operation.requestBody).map(({ name }) => name)).toEqual(['first', 'second'])
  expect(sampleBodyOf(operation)).toMatchObject({ messaging_object: { to: '+15550000001' } })
  expect(sampleReactionOf(fixture)).toEqual({ to: '+15550000001', messageId: 'wamid.1', emoji: '👍' })
  expect(sampleBodyOf(operationOf(fixture, 'listOrders'))).toBeUndefined()
})

test('the header of the key is in lower case', () => {
  expect(keyHeaderOf(fixture)).toBe('x-key')
  expect(keyHeaderOf({ ...fixture, components: { schemas: {} } })).toBe('')
})
