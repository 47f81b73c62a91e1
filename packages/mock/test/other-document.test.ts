import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { modelOf } from '@kaleyra-reactions/model/model'
import bundled from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }
import { afterAll, expect, test } from 'vitest'
import { startMock } from '../src/index.ts'
import { keyHeader, path, sid } from './operation-calls.ts'

const scratch = mkdtempSync(join(tmpdir(), 'mock-test-'))
afterAll(() => rmSync(scratch, { recursive: true }))

const [template = '', item] = Object.entries(bundled.paths)[0] ?? []
const [id = ''] = modelOf(bundled).operations[0]?.idPath?.slice(-1) ?? []
const value = { code: 'L1', message: 'The reactions', data: { [id]: 'A1' }, error: {} }
const schema = { $ref: '#/components/schemas/SendReactionResponse' }
const content = { 'application/json': { schema, examples: { LISTED: { value } } } }
const limit = { name: 'limit', in: 'query', required: true, schema: { type: 'integer' }, example: 2 }
const get = {
  operationId: 'listReactions',
  tags: ['Reactions'],
  parameters: [limit],
  responses: { '200': { description: 'Them', content } },
}
const paths = {
  ...bundled.paths,
  [`${template}/list`]: { parameters: item?.parameters, get },
}
const document = join(scratch, 'second.json')
writeFileSync(document, JSON.stringify({ ...bundled, paths }))

test('a second operation is served, with ids that are unique however short the sample is', async () => {
  await using mock = await startMock<'LISTED'>({ document })
  const ask = async () =>
    (await fetch(`${mock.url}${path}/list?limit=2`, { headers: { [keyHeader]: 'k' } })).text()
  const [first, second] = [await ask(), await ask()]
  expect(JSON.parse(first)).toMatchObject({ code: 'L1' })
  expect(second).not.toBe(first)
  expect(mock.calls).toMatchObject([
    { case: 'LISTED' },
    { messageId: expect.stringMatching(/^A[0-9A-F]{19}$/) },
  ])
})

test('a refusal that the document has no response for names the field, too', async () => {
  await using mock = await startMock<string>({ document })
  const response = await fetch(`${mock.url}${path}/list?limit=x`, { headers: { [keyHeader]: 'k' } })
  expect(response.status).toBe(422)
  expect(mock.calls[0]?.violations).toEqual(['limit in the query must be integer; for example 2'])
})

test('a case of another operation is refused, whoever asks for it', async () => {
  await using mock = await startMock<string>({ document })
  mock.next('E110')
  const response = await fetch(`${mock.url}${path}/list?limit=2`, { headers: { [keyHeader]: 'k' } })
  expect(response.status).toBe(400)
  expect(mock.calls[0]?.violations).toEqual(['E110 is no response of listReactions.'])
})

test('the lists hold for an operation without a documented refusal, too', async () => {
  await using mock = await startMock<string>({ document, apiKeys: ['known'], sids: ['HX1'] })
  const ask = async (key: string, target = path) => {
    const headers = { [keyHeader]: key }
    const response = await fetch(`${mock.url}${target}/list?limit=2`, { headers })
    return [response.status, mock.calls.at(-1)?.violations]
  }
  const own = path.replace(sid, 'HX1')
  expect(await ask('known', own)).toEqual([200, []])
  expect(await ask('other', own)).toEqual([
    401,
    [expect.stringMatching(/^the key in the .* is not in the list/)],
  ])
  expect(await ask('known')).toEqual([401, [expect.stringMatching(/^sid in the path is not in the list/)]])
})

test('a list of keys holds where a path has neither a SID nor a number', async () => {
  const bare = join(scratch, 'bare.json')
  writeFileSync(bare, JSON.stringify({ ...bundled, paths: { ...bundled.paths, '/reactions': { get } } }))
  await using mock = await startMock<string>({ document: bare, apiKeys: ['known'] })
  const ask = (key: string) => fetch(`${mock.url}/reactions?limit=2`, { headers: { [keyHeader]: key } })
  expect([(await ask('known')).status, (await ask('other')).status]).toEqual([200, 401])
})

test('a list that nothing is compared with is refused', async () => {
  const bare = join(scratch, 'only.json')
  writeFileSync(bare, JSON.stringify({ ...bundled, paths: { '/reactions': { get } } }))
  await expect(startMock({ document: bare, sids: ['HX1'] })).rejects.toThrow(
    'sids is given, but no path of the document has the parameter {sid}: leave it out.',
  )
})
