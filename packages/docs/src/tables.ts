import type { Parameter, Schema } from '@kaleyra-reactions/model/document'
import { tableOf } from '@kaleyra-reactions/model/markdown'
import { document } from './site-document.ts'

/**
 * The keywords of a schema that are not repeated in the description column: they have a column or rows of their own, or
 * stand elsewhere on the page.
 */
const structural = /^(\$ref|type|description|properties|required|items|oneOf)$/

/** The fields of a schema as a Markdown table, below its name and its description. */
export function schemaTable(schema: Schema): object {
  return {
    name: schema.$ref?.split('/').at(-1),
    description: resolved(schema).description,
    table: fieldTable(schema),
  }
}

/** The parameters of an operation as a Markdown table. */
export function parameterTable(parameters: readonly Parameter[]): string {
  const fields = parameters.map(({ name, schema, required, ...facts }) => [name, { ...schema, ...facts }])
  const required = parameters.flatMap((parameter) => (parameter.required ? parameter.name : []))
  return fieldTable({ properties: Object.fromEntries(fields), required })
}

function fieldTable(schema: Schema): string {
  return tableOf(['field', 'type', 'required', 'description'], rowsOf(schema, ''))
}

/** One row for each field below a schema; a field of a nested object or list is named by its path. */
function rowsOf(schema: Schema, prefix: string): string[][] {
  const { properties = {}, required = [] } = resolved(schema)
  return Object.entries(properties).flatMap(([name, property]) => {
    const field = resolved(property)
    const path = `${prefix}${name}${field.items ? '[]' : ''}`
    const facts = Object.entries(field).flatMap(([key, value]) =>
      structural.test(key) ? [] : `${key.replace(/^x-/, '')}: \`${JSON.stringify(value)}\``,
    )
    const descriptions = [field, resolved(field.items ?? {})].map((schema) => schema.description?.trim())
    const description = [...descriptions, ...facts].filter(Boolean).join(' · ')
    const row = [
      `\`${path}\``,
      [field.type ?? []].flat().join(' or '),
      required.includes(name) ? 'yes' : 'no',
      description,
    ]
    return [row, ...rowsOf(field.items ?? field, `${path}.`)]
  })
}

function resolved(schema: Schema): Schema {
  const name = schema.$ref?.split('/').at(-1)
  return name === undefined ? schema : (document.components.schemas[name] ?? {})
}
