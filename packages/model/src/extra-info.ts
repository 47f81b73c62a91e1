import type { OpenapiDocument, Schema } from './document.ts'
import { escapePointer, type Problem } from './problem.ts'

/** The types that a field of `extra_info` can have. */
const scalarTypes = ['string', 'integer', 'number', 'boolean'] as const

/** A field of `extra_info`: the CLI gives each a flag, and a member of a line. */
export interface ScalarField {
  name: string
  /** The type of its value, or of each value in its list. */
  type: (typeof scalarTypes)[number]
  isList: boolean
  schema: Schema
}

/** The fields of `extra_info`. */
export function extraInfoFieldsOf(document: OpenapiDocument): ScalarField[] {
  return Object.entries(fieldsOf(document)).flatMap(([name, given]) => {
    const schema = resolved(given, document)
    const type = scalarTypeOf(schema, document)
    return type === undefined ? [] : [{ name, type, isList: schema.type === 'array', schema }]
  })
}

/** The fields of `extra_info` that no flag could carry. */
export function extraInfoProblemsOf(document: OpenapiDocument): Problem[] {
  return Object.entries(fieldsOf(document)).flatMap(([name, given]): Problem[] => {
    if (scalarTypeOf(resolved(given, document), document) !== undefined) return []
    const types = scalarTypes.join(', ')
    return [
      {
        pointer: `/components/schemas/ExtraInfo/properties/${escapePointer(name)}`,
        problem: `can be no flag of the CLI; its type must be one of ${types}, or a list of one of these`,
      },
    ]
  })
}

function fieldsOf({ components }: OpenapiDocument): Record<string, Schema> {
  return components.schemas['ExtraInfo']?.properties ?? {}
}

function scalarTypeOf(schema: Schema, document: OpenapiDocument): ScalarField['type'] | undefined {
  const value = schema.type === 'array' ? resolved(schema.items ?? {}, document) : schema
  return scalarTypes.find((type) => type === value.type)
}

function resolved(schema: Schema, { components }: OpenapiDocument): Schema {
  const name = schema.$ref?.split('/').at(-1)
  return (name === undefined ? schema : components.schemas[name]) ?? {}
}
