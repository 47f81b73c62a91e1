import type { Parameter, Schema } from '@kaleyra-reactions/spec/cases'
import { tableOf } from '@kaleyra-reactions/spec/regions'
import { document } from './document.ts'

/** What has a column or a row of its own, or stands elsewhere; everything else is told with the description. */
const structure = /^(\$ref|type|description|properties|required|items|oneOf|x-error)$/

/** The members of a schema's `oneOf`, or the schema itself: name, description, and its fields as a Markdown table. */
export function variantsOf(schema: Schema): object[] {
  return (resolved(schema).oneOf ?? [schema]).map((variant) => ({
    name: variant.$ref?.split('/').at(-1),
    description: resolved(variant).description,
    table: fieldTable(variant),
  }))
}

/** The parameters of an operation as a Markdown table. */
export function parameterTable(parameters: readonly Parameter[]): string {
  const fields = parameters.map(({ name, schema, required, ...told }) => [name, { ...schema, ...told }])
  const required = parameters.flatMap((parameter) => (parameter.required ? parameter.name : []))
  return fieldTable({ properties: Object.fromEntries(fields), required })
}

function fieldTable(schema: Schema): string {
  return tableOf(['field', 'type', 'required', 'description'], rowsOf(schema, ''))
}

/** The fields below a schema, those of nested objects and lists by their path. */
function rowsOf(schema: Schema, prefix: string): string[][] {
  const { properties = {}, required = [] } = resolved(schema)
  return Object.entries(properties).flatMap(([name, property]) => {
    const field = resolved(property)
    const path = `${prefix}${name}${field.items ? '[]' : ''}`
    const facts = Object.entries(field).flatMap(([key, value]) =>
      structure.test(key) ? [] : `${key.replace(/^x-/, '')}: \`${JSON.stringify(value)}\``,
    )
    const words = [field, resolved(field.items ?? {})].map((told) => told.description?.trim())
    const description = [...words, ...facts].filter(Boolean).join(' · ')
    const row = [`\`${path}\``, field.type ?? '', required.includes(name) ? 'yes' : 'no', description]
    return [row, ...rowsOf(field.items ?? field, `${path}.`)]
  })
}

function resolved(schema: Schema): Schema {
  const name = schema.$ref?.split('/').at(-1)
  return name === undefined ? schema : (document.components.schemas[name] ?? {})
}
