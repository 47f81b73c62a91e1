import type { OpenapiDocument, Schema } from '@kaleyra-reactions/model/document'
import { typeOf } from '@kaleyra-reactions/model/types'
import { expect, test } from 'vitest'
import { fieldsOf, typeTable } from '../src/fields.ts'

const named: Record<string, Schema> = {
  Colour: { type: 'string', description: 'A colour.', enum: ['red', 'blue'] },
}
const document: OpenapiDocument = { paths: {}, components: { schemas: named } }

/** The fields of an object with one field of this schema, each as path, type and facts. */
function shown(schema: Schema): unknown[] {
  const type = typeOf({ type: 'object', properties: { it: schema } }, document)
  return fieldsOf(type).map(({ path, type, facts }) => [
    path,
    type,
    ...facts.map(({ label, values }) => `${label}: ${values.join(', ')}`),
  ])
}

test.each<[string, Schema, unknown[]]>([
  ['a constant', { type: 'string', const: 'a' }, [['it', 'string', 'Always: a']]],
  ['a number or null', { type: ['integer', 'null'], minimum: 0 }, [['it', 'integer or null', 'At least: 0']]],
  [
    'a list with a limit of its own',
    { type: 'array', maxItems: 3, items: { type: 'string', pattern: '^a$' } },
    [['it[]', 'array of string', 'Members at most: 3', 'Pattern: ^a$']],
  ],
  [
    'a named enumeration',
    { $ref: '#/components/schemas/Colour', example: 'red' },
    [['it', 'string', 'Allowed: red, blue', 'Example: red']],
  ],
  ['a map', { type: 'object', additionalProperties: { type: 'integer' } }, [['it', 'object of integer']]],
  [
    'an object inside',
    { type: 'object', properties: { depth: { type: 'number', default: 1 } } },
    [
      ['it', 'object'],
      ['it.depth', 'number', 'Default: 1'],
    ],
  ],
  [
    'a list of objects',
    { type: 'array', items: { type: 'object', properties: { key: { type: 'boolean' } } } },
    [
      ['it[]', 'array of object'],
      ['it[].key', 'boolean'],
    ],
  ],
  [
    'a map of objects',
    { type: 'object', additionalProperties: { type: 'object', properties: { key: { type: 'string' } } } },
    [
      ['it', 'object of object'],
      ['it{}.key', 'string'],
    ],
  ],
  [
    'known values, which the examples repeat',
    { type: 'string', 'x-extensible-enum': ['a', 'b'], examples: ['a', 'b'] },
    [['it', 'string', 'Known values: a, b']],
  ],
])('%s is shown', (_, schema, fields) => {
  expect(shown(schema)).toEqual(fields)
})

test('no text of the document breaks a table', () => {
  const type = typeOf(
    {
      type: 'object',
      properties: { it: { type: 'string', description: 'a | b\nc <!-- end -->', example: 'x`y``z' } },
    },
    document,
  )
  const [, , row = '', ...more] = typeTable(type).split('\n')
  expect(more).toEqual([])
  expect(row.split(/(?<!\\)\|/).length).toBe(6)
  expect(row).toContain('``` x`y``z ```')
})
