import { describe, expect, test } from 'vitest'
import { bundlesOf } from '../src/bundle.ts'
import type { OpenapiDocument } from '../src/document.ts'
import { extensionProblemsOf } from '../src/extensions.ts'
import { problemText } from '../src/problem.ts'
import { validatorAt } from '../src/problems.ts'
import { sourceLinesOf, sourcesOf } from '../src/sources.ts'
import { fixture } from './fixture.ts'

const text = { type: 'string' }
const entry = {
  type: 'object',
  required: ['meaning'],
  additionalProperties: false,
  properties: {
    code: text,
    meaning: text,
    causes: { type: 'array', items: text },
    unknown: { type: 'array', items: text },
    kind: { enum: ['request', 'server'] },
    scope: text,
    mayHaveBeenAccepted: { type: 'boolean' },
    actor: text,
    action: text,
    retry: { type: 'object' },
    'x-source': { anyOf: [text, { type: 'object', additionalProperties: { type: 'array', items: text } }] },
  },
}
/** A schema of extensions for the fixture. */
const schema = {
  type: 'object',
  additionalProperties: false,
  properties: { 'x-sources': { type: 'object' }, 'x-region': text, 'x-source': text, 'x-error': entry },
}

test('a document without a mistake has no problem', () => {
  expect(extensionProblemsOf(fixture, schema)).toEqual([])
})

describe('what is wrong is told with its place and the remedy:', () => {
  const response = '/paths/~1shops~1{shop}~1orders/post/responses/404/content/application~1json/examples/GONE'
  const callback = '/webhooks/outcome/post/requestBody/content/application~1json/examples/lost-77'

  test.each<[string, (document: OpenapiDocument) => void, string]>([
    [
      'an unknown extension',
      (document) => Object.assign(document, { 'x-source-words': {} }),
      '/x-source-words is unknown; it takes x-sources, x-region, x-source, x-error',
    ],
    [
      'an unknown member',
      (document) => Object.assign(errorOf(document), { actionn: 'x' }),
      `${response}/x-error/actionn is unknown; did you mean action? (it takes `,
    ],
    [
      'a value that is not listed',
      (document) => Object.assign(errorOf(document), { kind: 'serfer' }),
      `${response}/x-error/kind is "serfer"; did you mean server? (it takes request, server)`,
    ],
    [
      'an unknown source',
      (document) => Object.assign(errorOf(document), { 'x-source': 'manuel' }),
      `${response}/x-error/x-source names the source manuel; did you mean manual? (it takes assumption, manual)`,
    ],
    [
      'a malformed source',
      (document) => Object.assign(errorOf(document), { 'x-source': { meaning: 5 } }),
      `${response}/x-error/x-source/meaning must be array`,
    ],
    [
      'a server without a name',
      (document) => document.servers?.push({ url: 'https://b.test' }),
      '/servers/1 has no x-region; give the server a name',
    ],
    [
      'a server that is not https',
      (document) => document.servers?.push({ url: 'http://b.test', 'x-region': 'b' }),
      '/servers/1/url must begin with https://',
    ],
    [
      'two names of one server',
      (document) => document.servers?.push({ url: 'https://a.test', 'x-region': 'b' }),
      '/servers/1/url is that of server 0, too; one of the two is wrong',
    ],
    [
      'an extension where nothing reads it',
      (document) => Object.assign(document.components.schemas['Order'] ?? {}, { 'x-region': 'a' }),
      '/components/schemas/Order/x-region has no meaning here; it belongs on a server',
    ],
    [
      'a name that is no name for a case',
      (document) => Object.assign(examplesIn(document, '404'), { 'A B': { value: 1 } }),
      '/examples/A B is no name for a case; it takes letters, digits',
    ],
    [
      'a code of a callback that is no text, before anything reads it',
      (document) => Object.assign(lostOf(document), { code: 77 }),
      `${callback}/x-error/code must be string`,
    ],
    [
      'two servers of one name',
      (document) => document.servers?.push({ url: 'https://b.test', 'x-region': 'a' }),
      '/servers/1/x-region is a like that of server 0; choose another name',
    ],
    [
      'an error without an entry',
      (document) => Reflect.deleteProperty(exampleOf(document), 'x-error'),
      `${response} is an error without x-error; add what it means`,
    ],
    [
      'an entry that does not say whether the call may have been accepted',
      (document) => Reflect.deleteProperty(errorOf(document), 'mayHaveBeenAccepted'),
      `${response}/x-error has no mayHaveBeenAccepted`,
    ],
    [
      'a code beside that of the body',
      (document) => Object.assign(errorOf(document), { code: 'GONE' }),
      `${response}/x-error/code is in the body already; remove it`,
    ],
    [
      'a description beside the entry',
      (document) => Object.assign(exampleOf(document), { description: 'Gone.' }),
      `${response}/description is made from x-error; say it in`,
    ],
    [
      'a statement without a source',
      (document) => Object.assign(errorOf(document), { 'x-source': { manual: ['meaning'] } }),
      `${response}/x-error/x-source names no source for actor`,
    ],
    [
      'a code that the callback does not carry',
      (document) => Object.assign(lostOf(document), { code: '7' }),
      `${callback}/x-error/code is 7, which the value of the example does not carry`,
    ],
    [
      'a callback without a code',
      (document) => Reflect.deleteProperty(lostOf(document), 'code'),
      `${callback}/x-error has no code; give the one that the callback carries`,
    ],
  ])('%s', (_, edit, problem) => {
    const document: OpenapiDocument = structuredClone(fixture)
    edit(document)
    expect(extensionProblemsOf(document, schema).map(problemText)).toContainEqual(
      expect.stringContaining(problem),
    )
  })

  test.each<[string, object, string]>([
    [
      'an error whose code is no text',
      { code: 404, error: { shop: '' } },
      '/GONE/value has no code that is a text in ASCII',
    ],
    ['an error without a member', { code: 'GONE', error: {} }, '/GONE/value has no member in error'],
  ])('%s', (_, value, problem) => {
    const document: OpenapiDocument = structuredClone(fixture)
    Object.assign(exampleOf(document), { value })
    const told = extensionProblemsOf(document, schema).map(problemText)
    expect(told).toContainEqual(expect.stringContaining(problem))
  })

  test('two errors that no client can tell apart', () => {
    const document: OpenapiDocument = structuredClone(fixture)
    Object.assign(examplesIn(document, '404'), { 'GONE-away': exampleOf(document) })
    expect(extensionProblemsOf(document, schema).map(problemText)).toEqual([
      expect.stringMatching(
        /\/GONE-away cannot be told from GONE: code and the member of error are the same/,
      ),
    ])
  })

  test('two names for which generated code has one name left', () => {
    const document: OpenapiDocument = structuredClone(fixture)
    for (const name of ['or-der', 'or.der', 'or_der']) document.components.schemas[name] = { type: 'object' }
    expect(extensionProblemsOf(document, schema).map(problemText)).toEqual([
      expect.stringContaining('two names that are one in generated code: OrDer; rename or_der'),
    ])
  })

  test('an entry on a success', () => {
    const document: OpenapiDocument = structuredClone(fixture)
    const { CREATED } = examplesIn(document, '201')
    Object.assign(CREATED ?? {}, { 'x-error': errorOf(document) })
    expect(extensionProblemsOf(document, schema).map(problemText)).toContainEqual(
      expect.stringContaining('/CREATED/x-error stands on a success (status 201); remove it'),
    )
  })

  test('and data that looks like an extension is none', () => {
    const document: OpenapiDocument = structuredClone(fixture)
    Object.assign(exampleOf(document).value ?? {}, { 'x-unknown': 1 })
    expect(extensionProblemsOf(document, schema)).toEqual([])
  })
})

test('the bundle shows what is known of an error as the description of its example', () => {
  const { bundle } = bundlesOf(fixture)
  expect(exampleOf(bundle).description).toBe(
    'The shop is gone.\n\n**Who acts:** You\n\n**What to do:** Choose another shop.\n\n**Retry:** Never.',
  )
  expect(
    bundle.webhooks?.['outcome']?.post?.requestBody?.content?.['application/json']?.examples?.['lost-77'],
  ).toMatchObject({
    description: expect.stringContaining('The order was lost.\n\n- Rain.\n\n**Who acts:**'),
  })
  expect(exampleOf(fixture).description).toBeUndefined()
})

test('the bundle lists the codes of a status in the description of its response', () => {
  const { bundle } = bundlesOf(fixture)
  expect(bundle.paths['/shops/{shop}/orders']?.post?.responses['404']?.description).toBe(
    'No such shop: GONE.',
  )
})

test('the strict document takes the documented cases of a status only', () => {
  const { strict } = bundlesOf(fixture)
  const place = '/paths/~1shops~1{shop}~1orders/post/responses/404/content/application~1json/schema'
  const check = validatorAt(strict, place)
  expect(check({ code: 'GONE', error: { shop: '' } })).toEqual([])
  for (const body of [{ code: 'OTHER', error: { shop: '' } }, { code: 'GONE', error: {} }, { code: 'GONE' }])
    expect(check(body)).not.toEqual([])
})

describe('sources', () => {
  test('are listed once each, with the statements that they are behind', () => {
    const { 'x-sources': sources = {} } = fixture
    const provenance = { manual: ['meaning', 'retry'], assumption: ['actor'] }
    expect(sourcesOf(provenance, sources)).toEqual([
      {
        source: 'manual',
        title: 'the manual of the shop',
        url: 'https://a.test/manual',
        statements: ['meaning', 'retry'],
      },
      { source: 'assumption', title: 'ours', url: undefined, statements: ['actor'] },
    ])
    expect(sourceLinesOf(provenance, sources)).toEqual([
      'Source of meaning, retry: the manual of the shop, https://a.test/manual',
      'Source of who acts: ours',
    ])
    expect(sourceLinesOf('assumption', sources)).toEqual(['Source: ours'])
    expect(sourceLinesOf(undefined, sources)).toEqual([])
  })
})

function examplesIn(document: OpenapiDocument, status: string) {
  const response = document.paths['/shops/{shop}/orders']?.post?.responses[status]
  return response?.content?.['application/json']?.examples ?? {}
}

function exampleOf(document: OpenapiDocument) {
  const { GONE } = examplesIn(document, '404')
  if (GONE === undefined) throw new Error('The fixture has no GONE')
  return GONE
}

function errorOf(document: OpenapiDocument): object {
  return exampleOf(document)['x-error'] ?? {}
}

function lostOf(document: OpenapiDocument): object {
  const body = document.webhooks?.['outcome']?.post?.requestBody
  return body?.content?.['application/json']?.examples?.['lost-77']?.['x-error'] ?? {}
}
