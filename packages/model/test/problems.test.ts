import { expect, test } from 'vitest'
import type { OpenapiDocument } from '../src/document.ts'
import { problemText } from '../src/problem.ts'
import { problemsOf, validatorAt } from '../src/problems.ts'
import { fixture } from './fixture.ts'

test('a document without a mistake has no problem', () => {
  expect(problemsOf(fixture)).toEqual([])
})

test.each<[string, object, RegExp]>([
  [
    'a pattern that does not compile',
    { properties: { ref: { type: 'string', pattern: '\\_' } } },
    /^\/components\/schemas\/Order does not compile: Invalid regular expression/,
  ],
  [
    'an example that contradicts its schema',
    { properties: { ref: { type: 'string', example: 5 } } },
    /^\/components\/schemas\/Order\/properties\/ref\/example contradicts its schema: must be string$/,
  ],
  [
    'one of several examples that contradicts its schema',
    { properties: { 'a/b': { type: 'string', examples: ['x', 5] } } },
    /^\/components\/schemas\/Order\/properties\/a~1b\/examples\/1 contradicts its schema: must be string$/,
  ],
  [
    'a named example of a request that contradicts its schema',
    { required: ['messaging_object'] },
    /^\/paths\/~1shops~1\{shop\}~1orders\/post\/requestBody\/content\/application~1json\/examples\/second\/value contradicts/,
  ],
])('%s is told with its place', (_, schema, problem) => {
  const broken: OpenapiDocument = structuredClone(fixture)
  broken.components.schemas['Order'] = { type: 'object', ...schema }
  expect(problemsOf(broken).map(problemText)).toContainEqual(expect.stringMatching(problem))
})

test('a name that stands for two cases is told with the second of them', () => {
  const broken: OpenapiDocument = structuredClone(fixture)
  const examples =
    broken.paths['/shops/{shop}/orders']?.post?.responses['404']?.content?.['application/json']?.examples
  Object.assign(examples ?? {}, { CREATED: { value: { code: 'OK' } } })
  expect(problemsOf(broken).map(problemText)).toEqual([
    '/paths/~1shops~1{shop}~1orders/post/responses/404/content/application~1json/examples/CREATED is the name of another case, too; choose another',
  ])
})

test('a value is checked against the schema at a pointer', () => {
  const check = validatorAt(fixture, '/components/schemas/Order')
  expect(check({ messaging_object: {} })).toEqual([])
  expect(check({ messaging_object: 1 })).toEqual(['/messaging_object must be object'])
})

test('the example of a list or a map is none of its items', () => {
  const document: OpenapiDocument = structuredClone(fixture)
  document.components.schemas['Order'] = {
    type: 'object',
    properties: {
      list: Object.assign({ type: 'array', items: { type: 'string' } }, { example: ['a', 'b'] }),
      map: Object.assign(
        { type: 'object', additionalProperties: { type: 'string' } },
        { example: { a: 'b' } },
      ),
    },
  }
  expect(problemsOf(document)).toEqual([])
  Object.assign(document.components.schemas['Order']?.properties?.['list'] ?? {}, { example: [5] })
  expect(problemsOf(document).map(problemText)).toEqual([
    '/components/schemas/Order/properties/list/example/0 contradicts its schema: must be string',
  ])
})
