import type { Parameter, Schema } from '@kaleyra-reactions/model/document'
import { tableOf } from '@kaleyra-reactions/model/markdown'
import type { DescribedSource } from '@kaleyra-reactions/model/sources'
import { resolved, sourcesIn } from './site-document.ts'

/** A field of a body, or a parameter, as a reader sees it. */
export interface Field {
  /** The names from the outermost field to this one, with dots between; `[]` marks a list. */
  path: string
  type: string
  isRequired: boolean
  description: string
  facts: Fact[]
  /** Where its description has its statements from. */
  sources: DescribedSource[]
}

/** What a schema says of a value beside its type. */
export interface Fact {
  label: string
  values: string[]
}

/** The keywords of a schema in words. A keyword that is missing here is shown under its own name. */
const labels: Readonly<Record<string, string>> = {
  const: 'Always',
  default: 'Default',
  enum: 'Allowed',
  example: 'Example',
  examples: 'Examples',
  exclusiveMaximum: 'Less than',
  exclusiveMinimum: 'More than',
  maximum: 'At most',
  maxItems: 'Members at most',
  maxLength: 'Characters at most',
  minimum: 'At least',
  minItems: 'Members at least',
  minLength: 'Characters at least',
  pattern: 'Pattern',
  'x-extensible-enum': 'Known values',
  'x-truncated-at': 'Characters that are kept',
}

/** The keywords that a field shows elsewhere: as its path, its type, its description, its sources or its own fields. */
const shownElsewhere = new Set([
  '$ref',
  'additionalProperties',
  'description',
  'in',
  'items',
  'name',
  'oneOf',
  'properties',
  'required',
  'schema',
  'type',
  'x-source',
])

/** Every field below a schema, each before the fields inside it. */
export function fieldsOf(schema: Schema, prefix = ''): Field[] {
  const { properties = {}, required = [] } = resolved(schema)
  return Object.entries(properties).flatMap(([name, property]) => {
    const field = resolved(property)
    const items = field.items && resolved(field.items)
    const path = `${prefix}${name}${items ? '[]' : ''}`
    const described = [field, items].flatMap((each) => each?.description?.trim() ?? [])
    return [
      {
        path,
        type: [field.type ?? 'any'].flat().join(' or '),
        isRequired: required.includes(name),
        description: described.join('\n\n'),
        facts: factsOf(field),
        sources: sourcesIn(field['x-source']),
      },
      ...fieldsOf(items ?? field, `${path}.`),
    ]
  })
}

/** The parameters of an operation. */
export function parameterFieldsOf(parameters: readonly Parameter[]): Field[] {
  return parameters.map(({ name, required = false, description = '', schema = {}, ...others }) => ({
    path: name,
    type: [schema.type ?? 'any'].flat().join(' or '),
    isRequired: required,
    description: description.trim(),
    facts: factsOf({ ...schema, ...others }),
    sources: [],
  }))
}

function factsOf(schema: object): Fact[] {
  const facts = Object.entries(schema).flatMap(([keyword, value]): Fact[] => {
    if (shownElsewhere.has(keyword)) return []
    const values: unknown[] = Array.isArray(value) ? value : [value]
    return [{ label: labels[keyword] ?? keyword.replace(/^x-/, ''), values: values.map(shown) }]
  })
  // Known values stand among the examples as well, where every tool shows them.
  return facts.filter(
    ({ label, values }) =>
      !label.startsWith('Example') ||
      facts.every((other) => other.label === label || other.values.join() !== values.join()),
  )
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** The fields of a schema as a Markdown table, below its name and its description. */
export function schemaTable(schema: Schema): object {
  return {
    name: schema.$ref?.split('/').at(-1),
    description: resolved(schema).description,
    table: fieldTable(fieldsOf(schema)),
  }
}

/** The parameters of an operation as a Markdown table. */
export function parameterTable(parameters: readonly Parameter[]): string {
  return fieldTable(parameterFieldsOf(parameters))
}

function fieldTable(fields: readonly Field[]): string {
  const rows = fields.map(({ path, type, isRequired, description, facts, sources }) => [
    `\`${path}\``,
    type,
    isRequired ? 'yes' : 'no',
    [
      description,
      ...facts.map(({ label, values }) => `${label}: ${values.map((value) => `\`${value}\``).join(', ')}`),
      ...sources.map(
        ({ of, what, url }) => `Source${of && ` of ${of}`}: ${url ? `[${what}](${url})` : what}`,
      ),
    ]
      .filter((text) => text !== '')
      .join(' · '),
  ])
  return tableOf(['field', 'type', 'required', 'description'], rows)
}
