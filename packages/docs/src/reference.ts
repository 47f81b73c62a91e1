import { type Content, examplesOf, type Schema } from '@kaleyra-reactions/spec/cases'
import { tableOf } from '@kaleyra-reactions/spec/regions'
import { callbacks, calls, document, type PlacedOperation } from './document.ts'
import type { ErrorPage } from './errors.ts'
import { fill } from './templates.ts'

const { schemas, securitySchemes } = document.components
/** What has a column or a row of its own, or stands elsewhere; everything else is told with the description. */
const structure = /^(\$ref|type|description|properties|required|items|oneOf|x-error)$/

/** The whole reference as Markdown. */
export function referenceOf(pages: readonly ErrorPage[]): string {
  const operations = { calls: calls.map(shown), callbacks: callbacks.map(shown) }
  return fill('reference.md.hbs', { document, pages, securitySchemes, ...operations })
}

function shown({ parameters = [], ...operation }: PlacedOperation): object {
  const fields = parameters.map(({ name, schema, required, ...told }) => [name, { ...schema, ...told }])
  const required = parameters.flatMap((parameter) => (parameter.required ? parameter.name : []))
  return {
    ...operation,
    parameters: tableFor({ properties: Object.fromEntries(fields), required }),
    body: contentOf(operation.requestBody),
    answers: Object.entries(operation.responses).map(([status, answer]) => ({
      status,
      ...contentOf(answer),
    })),
  }
}

function contentOf(content: Content = {}): object {
  const schema = content.content?.['application/json']?.schema
  const variants = schema === undefined ? [] : (resolved(schema).oneOf ?? [schema])
  return {
    description: content.description,
    variants: variants.map((variant) => ({
      name: variant.$ref?.split('/').at(-1),
      description: resolved(variant).description,
      table: tableFor(variant),
    })),
    examples: examplesOf(content).map(([name, example]) => ({ name, ...example })),
  }
}

function tableFor(schema: Schema): string {
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
    const description = [field.description?.trim(), ...facts].join(' · ')
    const row = [`\`${path}\``, field.type ?? '', required.includes(name) ? 'yes' : 'no', description]
    return [row, ...rowsOf(field.items ?? field, `${path}.`)]
  })
}

function resolved(schema: Schema): Schema {
  const name = schema.$ref?.split('/').at(-1)
  return name === undefined ? schema : (schemas[name] ?? {})
}
