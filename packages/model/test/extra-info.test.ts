import { expect, test } from 'vitest'
import type { OpenapiDocument, Schema } from '../src/document.ts'
import { extraInfoFieldsOf, extraInfoProblemsOf } from '../src/extra-info.ts'
import { fixture } from './fixture.ts'

function documentWith(properties: Record<string, Schema>): OpenapiDocument {
  const document: OpenapiDocument = structuredClone(fixture)
  document.components.schemas['ExtraInfo'] = { type: 'object', properties }
  document.components.schemas['Size'] = { type: 'integer' }
  return document
}

test('texts, numbers, switches and lists of them are fields, also by reference', () => {
  const document = documentWith({
    ref: { type: 'string' },
    size: { $ref: '#/components/schemas/Size' },
    share: { type: 'number' },
    isUrgent: { type: 'boolean' },
    sizes: { type: 'array', items: { $ref: '#/components/schemas/Size' } },
  })
  expect(extraInfoFieldsOf(document).map(({ name, type, isList }) => ({ name, type, isList }))).toEqual([
    { name: 'ref', type: 'string', isList: false },
    { name: 'size', type: 'integer', isList: false },
    { name: 'share', type: 'number', isList: false },
    { name: 'isUrgent', type: 'boolean', isList: false },
    { name: 'sizes', type: 'integer', isList: true },
  ])
  expect(extraInfoProblemsOf(document)).toEqual([])
})

test.each<[string, Schema]>([
  ['an object', { type: 'object' }],
  ['a list of objects', { type: 'array', items: { type: 'object' } }],
  ['of no type', {}],
])('what is %s can be no flag, and is refused with its place', (_, schema) => {
  expect(extraInfoProblemsOf(documentWith({ 'a-b': schema }))).toEqual([
    {
      pointer: '/components/schemas/ExtraInfo/properties/a-b',
      problem:
        'can be no flag of the CLI; its type must be one of string, integer, number, boolean, or a list of one of these',
    },
  ])
})

test('a document without extra_info has no such field', () => {
  expect([extraInfoFieldsOf(fixture), extraInfoProblemsOf(fixture)]).toEqual([[], []])
})
