import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OpenapiDocument } from '@kaleyra-reactions/model/document'
import { hasMember } from '@kaleyra-reactions/model/member'
import { modelOf } from '@kaleyra-reactions/model/model'
import bundled from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }
import { afterAll, expect, test } from 'vitest'
import { startMock } from '../dist/index.mjs'
import { invalid, keyHeader, path, refusal, send, sid } from './operation-calls.ts'

const scratch = mkdtempSync(join(tmpdir(), 'mock-test-'))
afterAll(() => rmSync(scratch, { recursive: true }))

/** Writes a document; gives its path. */
function written(name: string, document: unknown): string {
  const file = join(scratch, name)
  writeFileSync(file, typeof document === 'string' ? document : JSON.stringify(document))
  return file
}

const published: OpenapiDocument = bundled
const [template = '', item] = Object.entries(published.paths)[0] ?? []
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
  '/lists/{id}.json': { get },
}
const document = written('second.json', { ...bundled, paths })
const quiet = { document, log: () => undefined }

test('a second operation is served, with ids that are unique however short the sample is', async () => {
  await using mock = await startMock<'LISTED'>(quiet)
  const headers = { [keyHeader]: 'k' }
  for (let count = 0; count < 2; count += 1) await fetch(`${mock.url}${path}/list?limit=2`, { headers })
  await fetch(`${mock.url}/lists/1.json?limit=2`, { headers })
  expect(mock.calls).toMatchObject(
    Array(3).fill({ case: 'LISTED', reactionId: expect.stringMatching(/^A[0-9A-F]{19}$/) }),
  )
  expect(mock.calls[0]?.reactionId).not.toBe(mock.calls[1]?.reactionId)
})

test('an invalid call of an operation without a marked case gets what Prism gives, and its field is named', async () => {
  await using mock = await startMock<string>(quiet)
  const response = await fetch(`${mock.url}${path}/list?limit=x`, { headers: { [keyHeader]: 'k' } })
  expect(response.status).toBe(422)
  expect(mock.calls[0]?.violations).toEqual(['limit in the query must be integer; for example 2'])
})

test('a case of another operation is refused, whoever asks for it', async () => {
  await using mock = await startMock<string>(quiet)
  mock.next(refusal.name)
  const response = await fetch(`${mock.url}${path}/list?limit=2`, { headers: { [keyHeader]: 'k' } })
  expect(response.status).toBe(400)
  expect(mock.calls[0]?.violations).toEqual([`${refusal.name} is not a response of listReactions.`])
})

test('the lists hold for an operation without a documented refusal, too', async () => {
  await using mock = await startMock<string>({ ...quiet, apiKeys: ['known'], sids: ['HX1'] })
  const ask = async (key: string, target = path) => {
    const headers = { [keyHeader]: key }
    return (await fetch(`${mock.url}${target}/list?limit=2`, { headers })).status
  }
  const own = path.replace(sid, 'HX1')
  expect([await ask('known', own), await ask('other', own), await ask('known')]).toEqual([200, 401, 401])
})

test('the case that is marked answers an invalid request, whatever stands before it and beside it', async () => {
  const named = (code: string) => ({ [code]: { value: { ...value, code, error: { x: 'y' } } } })
  const responseWith = (code: string) => ({
    description: code,
    content: {
      'application/json': {
        schema: { $ref: '#/components/schemas/ErrorResponse' },
        examples: named(code),
      },
    },
  })
  const others = { '409': responseWith('X2'), '422': responseWith('X3') }
  const changed = JSON.parse(JSON.stringify(bundled), (_, part: unknown) => {
    if (hasMember(part, invalid.name)) return Object.assign(named('X1'), part)
    return hasMember(part, String(invalid.status)) ? Object.assign({}, part, others) : part
  })
  await using mock = await startMock<string>({ ...quiet, document: written('statuses.json', changed) })
  expect(await (await send(mock, { body: '{}' })).json()).toMatchObject({ code: invalid.code })
  expect((await send(mock, { messageId: 'wamid.X2' })).status).toBe(409)
})

test.each<[string, string, RegExp]>([
  ['a file that is not there', join(scratch, 'none.yaml'), /none\.yaml cannot be read: ENOENT/],
  [
    'a text',
    written('text.yaml', 'hello'),
    /text\.yaml cannot be read: it is not a bundle from the spec package/,
  ],
  ['what is no YAML', written('bad.yaml', 'a: ['), /bad\.yaml cannot be read: /],
  [
    'what is not bundled',
    written('raw.json', { ...bundled, 'x-a': { $ref: 'samples/a.ts' } }),
    /is not a bundle/,
  ],
])('%s is refused as a document', async (_, file, reason) => {
  await expect(startMock({ document: file })).rejects.toThrow(reason)
})
