import { expect, test } from 'vitest'
import type { OpenapiDocument } from '../src/document.ts'
import { modelOf } from '../src/model.ts'
import { fieldsOf, typeOf } from '../src/types.ts'
import { fixture } from './fixture.ts'

test('situations have lists for what the document leaves out', () => {
  const statements = [{ text: 'Wait.', 'x-source': 'assumption' }]
  const document = { ...fixture, 'x-situations': { silence: { title: 'No answer', statements } } }
  expect(modelOf(document).situations).toEqual([
    {
      name: 'silence',
      title: 'No answer',
      statuses: [],
      signs: [],
      statements: [{ text: 'Wait.', source: 'assumption' }],
    },
  ])
})

test('inside of itself a schema can be anything', () => {
  const document: OpenapiDocument = structuredClone(fixture)
  const { schemas } = document.components
  schemas['Order'] = { type: 'object', properties: { next: { $ref: '#/components/schemas/Order' } } }
  const [next] = fieldsOf(typeOf({ $ref: '#/components/schemas/Order' }, document))
  expect(next?.type).toMatchObject({ kind: 'any' })
})

test('the sample of a parameter is its example, else what its schema offers', () => {
  const samplesOf = (document: OpenapiDocument) =>
    modelOf(document).operations.map(({ parameters }) => parameters.map(({ examples }) => examples[0]))
  expect(samplesOf(fixture)).toEqual([['north', 1], ['north']])
  const document: OpenapiDocument = structuredClone(fixture)
  Object.assign(document.paths['/shops/{shop}/orders']?.parameters?.[0] ?? {}, { schema: { enum: ['e'] } })
  expect(samplesOf(document)).toEqual([['e', 1], ['e']])
})

test('the key is that of the scheme for a header, whose name is in lower case', () => {
  const { securitySchemes } = fixture.components
  const basic = { basic: { type: 'http' } }
  const components = { ...fixture.components, securitySchemes: { ...basic, ...securitySchemes } }
  expect(modelOf({ ...fixture, components })).toMatchObject({ keyHeader: 'x-key', keyScheme: 'key' })
})
