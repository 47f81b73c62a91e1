import { createRequire } from 'node:module'
import { startStockPrism } from '@kaleyra-reactions/test-support/stock-prism'
import { afterAll, describe, expect, test } from 'vitest'
import { startMock } from '../dist/index.mjs'
import { keyHeader, path, reactionBody, reactionCases, withoutId } from './operation-calls.ts'

const document = createRequire(import.meta.url).resolve('@kaleyra-reactions/spec/openapi.json')
const [mock, stock] = await Promise.all([startMock({ log: () => undefined }), startStockPrism(document)])
afterAll(() => Promise.all([mock.close(), stock.close()]))

const headers = { [keyHeader]: 'k', 'content-type': 'application/json' }
const body = reactionBody()

/** What the mock and stock Prism respond with, apart from the id of an accepted call. */
async function compare(init: RequestInit, target = path) {
  const send = async (url: string) => {
    const response = await fetch(url + target, { method: 'POST', headers, ...init })
    const text = await response.text()
    return { status: response.status, body: withoutId(JSON.parse(text || 'null')) }
  }
  const [ours, theirs] = await Promise.all([send(mock.url), send(stock.url)])
  return { ours, theirs }
}

describe('like stock Prism, the mock', () => {
  test.each(reactionCases)('gives $name', async ({ name, status }) => {
    mock.next(name)
    const prefer = `code=${status}, example=${name}`
    const { ours, theirs } = await compare({ headers: { ...headers, prefer }, body })
    expect(ours).toEqual(theirs)
    expect(ours).toMatchObject({ status })
  })

  test.each<[string, RequestInit]>([
    ['a valid request', { body }],
    ['an empty object', { body: '{}' }],
    ['a list', { body: '[]' }],
    ['an unknown member', { body: reactionBody({}, { more: 1 }) }],
    ['a wrong constant', { body: reactionBody({ type: 'text' }) }],
    ['no key', { headers: { 'content-type': 'application/json' }, body }],
    ['no key and no valid body', { headers: { 'content-type': 'application/json' }, body: '{}' }],
    ['no content type', { headers: { [keyHeader]: 'k' }, body: Buffer.from(body) }],
    ['another content type', { headers: { ...headers, 'content-type': 'text/plain' }, body: 'hello' }],
  ])('accepts or refuses %s alike', async (_, init) => {
    const { ours, theirs } = await compare(init)
    // Stock Prism knows no mark of the case that answers an invalid request.
    expect(ours.status < 300).toBe(theirs.status < 300)
  })
})

test.each<[string, string, string, number]>([
  ['an unknown path', 'POST', '/v2/unknown', 404],
  ['another method', 'GET', path, 405],
])('%s gets the status of stock Prism, and says what the document has', async (_, method, target, status) => {
  const { ours, theirs } = await compare({ method }, target)
  expect([ours.status, theirs.status]).toEqual([status, status])
  expect(ours.body).toMatchObject({ title: expect.stringMatching(/The document has|Use POST/) })
})
