import {
  type Content,
  examplesOf,
  type Operation,
  operationsOf,
  type Parameter,
  type Schema,
} from '@kaleyra-reactions/spec/cases'
import { tableOf } from '@kaleyra-reactions/spec/regions'
import { document } from './document.ts'
import type { ErrorPage } from './errors.ts'
import { fill } from './templates.ts'

const { schemas } = document.components
/** What a table of fields shows in columns of its own, or elsewhere. */
const structure = new Set([
  '$ref',
  'type',
  'description',
  'properties',
  'required',
  'items',
  'oneOf',
  'x-error',
])

/** The whole reference as Markdown. */
export function referenceOf(pages: readonly ErrorPage[]): string {
  const calls = operationsOf(document).map(shown)
  const callbacks = operationsOf({ ...document, paths: document.webhooks ?? {} }).map(shown)
  const security = Object.values(document.components.securitySchemes)
  return fill('reference.md.hbs', {
    document,
    pages,
    sources: document['x-sources'],
    security,
    calls,
    callbacks,
  })
}

function shown(operation: Operation & { method: string; parameters?: Parameter[] }): object {
  return {
    ...operation,
    method: operation.method.toUpperCase(),
    parameterTable: tableOf(
      ['parameter', 'in', 'type', 'required', 'description'],
      (operation.parameters ?? []).map(({ name, in: place, required, description, example, schema = {} }) => [
        `\`${name}\``,
        place,
        schema.type ?? '',
        required ? 'yes' : 'no',
        described({ ...schema, description: description ?? '' }, example),
      ]),
    ),
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
      table: tableOf(['field', 'type', 'required', 'description'], rowsOf(variant, '')),
    })),
    examples: examplesOf(content).map(([name, example]) => ({ name, ...example })),
  }
}

/** The fields below a schema, those of nested objects and lists by their path. */
function rowsOf(schema: Schema, prefix: string): string[][] {
  const { properties = {}, required = [] } = resolved(schema)
  return Object.entries(properties).flatMap(([name, property]) => {
    const field = resolved(property)
    const path = `${prefix}${name}${field.items ? '[]' : ''}`
    const row = [`\`${path}\``, field.type ?? '', required.includes(name) ? 'yes' : 'no', described(field)]
    return [row, ...rowsOf(field.items ?? field, `${path}.`)]
  })
}

/** The description of a field, then everything else that its schema says. */
function described(schema: Schema | NonNullable<Parameter['schema']>, example?: unknown): string {
  const { description = '' }: Schema = schema
  const facts = Object.entries({ ...schema, ...(example === undefined ? {} : { example }) })
    .filter(([key]) => !structure.has(key))
    .map(([key, value]) => `${key.replace(/^x-/, '')}: \`${JSON.stringify(value)}\``)
  return [description.trim(), ...facts].join(' · ')
}

function resolved(schema: Schema): Schema {
  const name = schema.$ref?.split('/').at(-1)
  return name === undefined ? schema : (schemas[name] ?? {})
}
