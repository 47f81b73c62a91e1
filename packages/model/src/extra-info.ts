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
  const names = Object.keys(fieldsOf(document))
  return Object.entries(fieldsOf(document)).flatMap(([name, given]): Problem[] => {
    const pointer = `/components/schemas/ExtraInfo/properties/${escapePointer(name)}`
    if (!/^[A-Za-z][A-Za-z0-9_-]*$/.test(name))
      return [
        {
          pointer,
          problem: 'can be no flag of the CLI; it takes letters, digits, "-" and "_", a letter first',
        },
      ]
    const twin = names.find((other) => flagWordsOf(other) === flagWordsOf(name))
    if (twin !== name && twin !== undefined)
      return [{ pointer, problem: `would be the same flag as ${twin}; rename one of them` }]
    if (scalarTypeOf(resolved(given, document), document) !== undefined) return []
    const types = scalarTypes.join(', ')
    return [
      {
        pointer,
        problem: `can be no flag of the CLI; its type must be one of ${types}, or a list of one of these`,
      },
    ]
  })
}

/** A name without what flags do not tell apart: capitals and signs. */
function flagWordsOf(name: string): string {
  return name.replaceAll(/[_-]/g, '').toLowerCase()
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
