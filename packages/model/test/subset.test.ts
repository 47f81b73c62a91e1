import { describe, expect, test } from 'vitest'
import type { OpenapiDocument, Operation, Schema } from '../src/document.ts'
import { member } from '../src/member.ts'
import { modelOf } from '../src/model.ts'
import { problemText } from '../src/problem.ts'
import { readDocument } from '../src/read.ts'
import { resolveReferences } from '../src/references.ts'
import { subsetProblemsOf } from '../src/subset.ts'
import { fixture } from './fixture.ts'

test('a document inside the subset has no problem', () => {
  expect(subsetProblemsOf(fixture)).toEqual([])
})

const orders = '/paths/~1shops~1{shop}~1orders'
const order = '/components/schemas/Order'
const answer = '/components/schemas/Answer'

describe('what no product understands is told with its place and the remedy:', () => {
  test.each<[string, (document: OpenapiDocument) => void, string]>([
    [
      'a variable of a server',
      (document) => Object.assign(document.servers?.[0] ?? {}, { variables: {} }),
      '/servers/0/variables is not understood here: write one server for each address',
    ],
    [
      'a dialect',
      (document) => Object.assign(document, { jsonSchemaDialect: 'x' }),
      '/jsonSchemaDialect is not understood here: leave it out',
    ],
    [
      'a key outside a header',
      (document) => Object.assign(document.components.securitySchemes?.['key'] ?? {}, { in: 'query' }),
      '/components/securitySchemes/key is not understood; it takes type: apiKey',
    ],
    [
      'an operation without the key',
      (document) => Object.assign(postOf(document), { security: [] }),
      `${orders}/post/security differs from that of the document`,
    ],
    [
      'a name that is no function',
      (document) => Object.assign(postOf(document), { operationId: 'send-it' }),
      `${orders}/post/operationId must be a word of letters and digits`,
    ],
    [
      'two tags',
      (document) => Object.assign(postOf(document), { tags: ['Orders', 'Others'] }),
      `${orders}/post/tags must hold one tag`,
    ],
    [
      'a deprecated operation',
      (document) => Object.assign(postOf(document), { deprecated: true }),
      `${orders}/post/deprecated is not understood here: say it in the description`,
    ],
    [
      'a parameter inside a segment',
      (document) => Object.assign(document.paths, { '/a/{b}.json': {} }),
      '/paths/~1a~1{b}.json is not understood; a parameter fills a whole segment',
    ],
    [
      'a cookie',
      (document) => addParameter(document, { in: 'cookie' }),
      `${orders}/post/parameters/0/in is cookie; it takes path, query, header`,
    ],
    [
      'a list in a header',
      (document) =>
        addParameter(document, { in: 'header', schema: { type: 'array', items: { type: 'string' } } }),
      `${orders}/post/parameters/0/schema must be a text, a number or a switch`,
    ],
    [
      'an object in a query',
      (document) => addParameter(document, { schema: { type: 'object', properties: {} } }),
      `${orders}/post/parameters/0/schema must be a text, a number or a switch`,
    ],
    [
      'another style',
      (document) => addParameter(document, { style: 'pipeDelimited' }),
      `${orders}/post/parameters/0/style must be form; leave it out`,
    ],
    [
      'a header that is set by itself',
      (document) => addParameter(document, { in: 'header', name: 'x-key' }),
      `${orders}/post/parameters/0/name is a header that is set by itself`,
    ],
    [
      'a parameter without a value to show',
      (document) => addParameter(document, { required: true }),
      `${orders}/post/parameters/0 has no example`,
    ],
    [
      'a parameter of one name in two places',
      (document) => addParameter(document, { name: 'shop' }),
      `${orders}/post/parameters/0/name is shop, like the parameter in path`,
    ],
    [
      'a body of another type',
      (document) => Object.assign(postOf(document).requestBody?.content ?? {}, { 'text/xml': {} }),
      `${orders}/post/requestBody/content/text~1xml is not understood; bodies are application/json`,
    ],
    [
      'a body without an example',
      (document) =>
        Reflect.deleteProperty(
          member(postOf(document).requestBody?.content, 'application/json') ?? {},
          'examples',
        ),
      `${orders}/post/requestBody has no named example`,
    ],
    [
      'a response without a body',
      (document) => Object.assign(postOf(document).responses, { '204': { description: 'Done' } }),
      `${orders}/post/responses/204 has no content`,
    ],
    [
      'a response for any status',
      (document) => Object.assign(postOf(document).responses, { default: {} }),
      `${orders}/post/responses/default is not understood as a status; write each status by itself`,
    ],
    [
      'a range of statuses',
      (document) => Object.assign(postOf(document).responses, { '5XX': {} }),
      `${orders}/post/responses/5XX is not understood as a status`,
    ],
    [
      'a response without a case',
      (document) =>
        Object.assign(postOf(document).responses['404'] ?? {}, {
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Answer' } } },
        }),
      `${orders}/post/responses/404 has no named example`,
    ],
    [
      'headers of a response',
      (document) => Object.assign(postOf(document).responses['404'] ?? {}, { headers: {} }),
      `${orders}/post/responses/404/headers is not understood here: say it in the description`,
    ],
    [
      'no success',
      (document) => Reflect.deleteProperty(postOf(document).responses, '201'),
      `${orders}/post/responses has no success`,
    ],
    [
      'a list as a body',
      (document) => change(document, 'Order', { type: 'array', items: { type: 'string' } }),
      'must be an object with properties; put the value into a field',
    ],
    [
      'allOf',
      (document) => change(document, 'Order', { allOf: [] }),
      `${order}/allOf is not understood here: write all fields into one object`,
    ],
    [
      'oneOf',
      (document) => change(document, 'Order', { oneOf: [] }),
      `${order}/oneOf is not understood here: write one object with optional fields`,
    ],
    [
      'a schema that contains itself',
      (document) => addField(document, 'Answer', { $ref: '#/components/schemas/Answer' }),
      `${answer}/properties/added/$ref contains itself`,
    ],
    [
      'null in what is sent',
      (document) => addField(document, 'Order', { type: ['string', 'null'] }),
      `${order}/properties/added/type takes null in what is sent`,
    ],
    [
      'several types',
      (document) => addField(document, 'Answer', { type: ['string', 'integer'] }),
      `${answer}/properties/added/type names several types; choose one of`,
    ],
    [
      'a field without a type in what is sent',
      (document) => addField(document, 'Order', {}),
      `${order}/properties/added has no type; choose one of`,
    ],
    [
      'a type that does not exist',
      (document) => addField(document, 'Order', { type: 'text' }),
      `${order}/properties/added/type is text; it takes`,
    ],
    [
      'a limit of another type',
      (document) => addField(document, 'Order', { type: 'integer', maxLength: 3 }),
      `${order}/properties/added/maxLength has no meaning for the type integer`,
    ],
    [
      'a value of another type',
      (document) => addField(document, 'Order', { type: 'integer', enum: [1, '2'] }),
      `${order}/properties/added/enum holds "2", which is no integer`,
    ],
    [
      'a misspelt keyword',
      (document) => addField(document, 'Order', { type: 'string', maxLenght: 3 } as Schema),
      `${order}/properties/added/maxLenght is not understood here: remove it; did you mean maxLength?`,
    ],
    [
      'a list of nothing',
      (document) => addField(document, 'Order', { type: 'array' }),
      `${order}/properties/added is a list without items`,
    ],
    [
      'a required field that does not exist',
      (document) =>
        Object.assign(document.components.schemas['Order'] ?? {}, { required: ['messaging_objekt'] }),
      `${order}/required requires messaging_objekt, which is no property; did you mean messaging_object?`,
    ],
    [
      'a keyword beside a reference',
      (document) => addField(document, 'Order', { $ref: '#/components/schemas/Outcome', maxItems: 1 }),
      `${order}/properties/added/maxItems stands beside $ref`,
    ],
  ])('%s', (_, edit, told) => {
    const document: OpenapiDocument = structuredClone(fixture)
    edit(document)
    expect(subsetProblemsOf(document).map(problemText)).toEqual([expect.stringContaining(told)])
  })
})

test('references to anything but schemas are resolved, with what stands beside them', () => {
  const document: OpenapiDocument = structuredClone(fixture)
  const post = postOf(document)
  const gone = post.responses['404']
  Object.assign(document.components, {
    responses: { Gone: gone, Again: { $ref: '#/components/responses/Gone' } },
  })
  Object.assign(post.responses, {
    '404': { $ref: '#/components/responses/Again', description: 'Gone for good' },
  })
  const { document: resolved, problems } = resolveReferences(document)
  expect(problems).toEqual([])
  expect(postOf(resolved).responses['404']).toEqual({ ...gone, description: 'Gone for good' })
  expect(Object.keys(resolved.components)).toEqual(['schemas', 'securitySchemes'])
})

test.each([
  ['#/components/responses/None', 'leads nowhere in this document'],
  ['#/paths/~1shops~1{shop}~1orders/post/responses', 'leads back to itself'],
])('the reference %s is a problem of its place', (reference, reason) => {
  const document: OpenapiDocument = structuredClone(fixture)
  Object.assign(postOf(document).responses, { '500': { $ref: reference } })
  expect(readDocument(document, {}).problems.map(problemText)).toEqual(
    expect.arrayContaining([expect.stringContaining(reason)]),
  )
})

test('the model has every operation with its parameters, types and cases', () => {
  const document: OpenapiDocument = structuredClone(fixture)
  addField(document, 'Order', { type: 'array', maxItems: 2, items: { $ref: '#/components/schemas/Size' } })
  document.components.schemas['Size'] = { type: 'string', enum: ['small', 'tall'] }
  const { operations, callbacks, keyHeader, servers } = modelOf(document)
  expect({ keyHeader, servers }).toEqual({
    keyHeader: 'x-key',
    servers: [{ region: 'a', url: 'https://a.test', description: '' }],
  })
  expect(operations.map(({ operationId }) => operationId)).toEqual(['listOrders', 'sendReaction'])
  expect(operations[0]?.parameters).toMatchObject([
    { name: 'shop', place: 'path', isRequired: true, examples: ['north'] },
    { name: 'page', place: 'query', isRequired: false, examples: [1], type: { kind: 'integer' } },
  ])
  expect(operations[1]?.body).toMatchObject({
    type: {
      kind: 'object',
      name: 'Order',
      fields: [
        { name: 'messaging_object', type: { kind: 'map' } },
        {
          name: 'added',
          type: { kind: 'list', limits: { maxItems: 2 }, items: { name: 'Size', values: ['small', 'tall'] } },
        },
      ],
    },
    samples: [{ name: 'first' }, { name: 'second' }],
  })
  expect(callbacks).toMatchObject([{ operationId: 'receiveOutcome', path: 'outcome' }])
})

function postOf(document: OpenapiDocument): Operation {
  const post = document.paths['/shops/{shop}/orders']?.post
  if (post === undefined) throw new Error('The fixture has no operation to post an order')
  return post
}

function addParameter(document: OpenapiDocument, parameter: object): void {
  postOf(document).parameters = [{ name: 'added', in: 'query', schema: { type: 'string' }, ...parameter }]
}

function addField(document: OpenapiDocument, schema: string, field: Schema): void {
  Object.assign(document.components.schemas[schema]?.properties ?? {}, { added: field })
}

function change(document: OpenapiDocument, schema: string, next: Schema): void {
  document.components.schemas[schema] = next
}
