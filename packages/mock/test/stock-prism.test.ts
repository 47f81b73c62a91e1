import {
  casesOf,
  examplesOf,
  type OpenapiDocument,
  operationsOf,
  sampleOf,
} from '@kaleyra-reactions/spec/cases'
import bundled from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }
import { afterAll, describe, expect, test } from 'vitest'
import { startMock } from '../src/index.ts'
import { startStockPrism } from './start-stock-prism.ts'

const document: OpenapiDocument = bundled
const [mock, stock] = await Promise.all([startMock(), startStockPrism()])
afterAll(() => Promise.all([mock.close(), stock.close()]))

const operation = operationsOf(document).find(({ operationId }) => operationId === 'sendReaction')
const path = operation?.path.replace(/{(.+?)}/g, (_, name) => {
  const found = operation.parameters?.find((parameter) => parameter.name === name)
  return String(found && sampleOf(found))
})
const value = Object(examplesOf(operation?.requestBody)[0]?.[1].value)
const headers = { 'api-key': 'k', 'content-type': 'application/json' }

/** What both answer, apart from the id of an accepted call. */
async function bothAnswers(init: RequestInit, target = path): Promise<unknown[]> {
  return Promise.all(
    [mock.url, stock.url].map(async (url) => {
      const response = await fetch(url + target, { method: 'POST', headers, ...init })
      const body = JSON.parse((await response.text()) || 'null', (key, member) =>
        key === 'message_id' ? 'id' : member,
      )
      return { status: response.status, body }
    }),
  )
}

describe('stock Prism gives the same answer', () => {
  const cases = casesOf(document).filter(
    ({ operationId, channel }) => operationId === 'sendReaction' && channel === 'answer',
  )

  test.each(cases)('for $name', async ({ name, status }) => {
    const wanted = { ...headers, prefer: `code=${status}, example=${name}` }
    const [ours, theirs] = await bothAnswers({ headers: wanted, body: JSON.stringify(value) })
    expect(ours).toEqual(theirs)
    expect(ours).toMatchObject({ status })
  })

  test.each(['code=401, example="WA401"', 'Code="401"', 'respond-async, code = 401', 'code=418'])(
    'for Prefer: %s',
    async (prefer) => {
      const [ours, theirs] = await bothAnswers({
        headers: { ...headers, prefer },
        body: JSON.stringify(value),
      })
      expect(ours).toEqual(theirs)
    },
  )

  test.each<[string, RequestInit]>([
    ['a valid request', { body: JSON.stringify(value) }],
    ['an empty object', { body: '{}' }],
    ['a list', { body: '[]' }],
    ['an unknown member', { body: JSON.stringify({ ...value, more: 1 }) }],
    [
      'a wrong constant',
      { body: JSON.stringify({ ...value, messaging_object: { ...value.messaging_object, type: 'text' } }) },
    ],
    ['no key', { headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) }],
    ['no key and no valid body', { headers: { 'content-type': 'application/json' }, body: '{}' }],
    ['no content type', { headers: { 'api-key': 'k' }, body: Buffer.from(JSON.stringify(value)) }],
    ['another content type', { headers: { ...headers, 'content-type': 'text/plain' }, body: 'hello' }],
  ])('for %s', async (_, init) => {
    const [ours, theirs] = await bothAnswers(init)
    expect(ours).toEqual(theirs)
  })

  test('for an unknown path and another method', async () => {
    const [ours, theirs] = await bothAnswers({ body: '{}' }, '/v2/unknown')
    expect(ours).toEqual(theirs)
    expect(ours).toMatchObject({ status: 404 })
    const [mine, other] = await bothAnswers({ method: 'GET' })
    expect(mine).toEqual(other)
    expect(mine).toMatchObject({ status: 405 })
  })
})
