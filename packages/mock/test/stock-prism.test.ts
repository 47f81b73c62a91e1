import { fileURLToPath } from 'node:url'
import { startStockPrism } from '@kaleyra-reactions/test-support/stock-prism'
import { afterAll, describe, expect, test } from 'vitest'
import { startMock } from '../src/index.ts'
import { keyHeader, path, reactionBody, reactionCases, withoutId } from './operation-calls.ts'

const document = fileURLToPath(import.meta.resolve('@kaleyra-reactions/spec/openapi.yaml'))
const [mock, stock] = await Promise.all([startMock(), startStockPrism(document)])
afterAll(() => Promise.all([mock.close(), stock.close()]))

const headers = { [keyHeader]: 'k', 'content-type': 'application/json' }
const body = reactionBody()

/** What the mock and stock Prism respond with, apart from the id of an accepted call. */
interface Compared {
  ours: unknown
  theirs: unknown
}

async function compare(init: RequestInit, target = path): Promise<Compared> {
  const send = async (url: string) => {
    const response = await fetch(url + target, { method: 'POST', headers, ...init })
    const text = await response.text()
    return { status: response.status, body: withoutId(JSON.parse(text || 'null')) }
  }
  const [ours, theirs] = await Promise.all([send(mock.url), send(stock.url)])
  return { ours, theirs }
}

describe('stock Prism gives the same response', () => {
  test.each(reactionCases)('for $name', async ({ name, status }) => {
    const prefer = `code=${status}, example=${name}`
    const { ours, theirs } = await compare({ headers: { ...headers, prefer }, body })
    expect(ours).toEqual(theirs)
    expect(ours).toMatchObject({ status })
  })

  test.each(['code=401, example="WA401"', 'Code="401"', 'respond-async, code = 401', 'code=418'])(
    'for Prefer: %s',
    async (prefer) => {
      const { ours, theirs } = await compare({ headers: { ...headers, prefer }, body })
      expect(ours).toEqual(theirs)
    },
  )

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
  ])('for %s', async (_, init) => {
    const { ours, theirs } = await compare(init)
    expect(ours).toEqual(theirs)
  })

  test('for an unknown path', async () => {
    const { ours, theirs } = await compare({ body: '{}' }, '/v2/unknown')
    expect(ours).toEqual(theirs)
    expect(ours).toMatchObject({ status: 404 })
  })

  test('for another method', async () => {
    const { ours, theirs } = await compare({ method: 'GET' })
    expect(ours).toEqual(theirs)
    expect(ours).toMatchObject({ status: 405 })
  })
})
