import { tableOf } from '@kaleyra-reactions/model/markdown'
import type { Parameter } from '@kaleyra-reactions/model/model'
import type { DescribedSource } from '@kaleyra-reactions/model/sources'
import {
  type Limits,
  type Field as ModelField,
  fieldsOf as membersOf,
  type Type,
} from '@kaleyra-reactions/model/types'
import { sourcesIn } from './site-document.ts'

/** A field of a body, or a parameter, as a reader sees it. */
export interface Field {
  /** The names from the outermost field to this one, with dots between; `[]` marks a list, `{}` a map. */
  path: string
  type: string
  isRequired: boolean
  description: string
  facts: Fact[]
  /** Where its description has its statements from. */
  sources: DescribedSource[]
}

/** What the document says of a value beside its type. */
export interface Fact {
  label: string
  values: string[]
}

/** The limits of a value in words. */
const limitLabels: { [Name in keyof Limits]-?: string } = {
  exclusiveMaximum: 'Less than',
  exclusiveMinimum: 'More than',
  format: 'Format',
  maximum: 'At most',
  maxItems: 'Members at most',
  maxLength: 'Characters at most',
  minimum: 'At least',
  minItems: 'Members at least',
  minLength: 'Characters at least',
  multipleOf: 'A multiple of',
  uniqueItems: 'No member twice',
}

/** Every field below a type, each before the fields inside it. */
export function fieldsOf(type: Type, prefix = ''): Field[] {
  return membersOf(type).flatMap((member) => {
    const path = `${prefix}${member.name}`
    const marks = marksOf(member.type)
    const own = member.type.kind === 'list' ? path + marks : path
    return [fieldOf(member, own), ...fieldsOf(innermostOf(member.type), `${path}${marks}.`)]
  })
}

/** The parameters of an operation. */
export function parameterFieldsOf(parameters: readonly Parameter[]): Field[] {
  return parameters.map((parameter) => fieldOf(parameter, parameter.name))
}

function fieldOf({ type, isRequired, description, source, ...member }: ModelField, path: string): Field {
  const inner = type.kind === 'list' ? type.items.description : undefined
  const examples: Fact = {
    label: member.examples.length > 1 ? 'Examples' : 'Example',
    values: member.examples.filter((value) => value !== undefined).map(shown),
  }
  const facts = [...factsOf(type), ...given('Default', member.default)]
  // Known values stand among the examples as well, where every tool shows them.
  const isNew = examples.values.length > 0 && facts.every(({ values }) => !sameAs(values, examples.values))
  return {
    path,
    type: typeInWords(type),
    isRequired,
    description: [description, ...(inner === undefined ? [] : [inner])].join('\n\n').trim(),
    facts: isNew ? [...facts, examples] : facts,
    sources: sourcesIn(source),
  }
}

/** What the document says of the values of a type; of a list also what it says of its members. */
function factsOf(type: Type): Fact[] {
  if (type.kind === 'list') return [...limitFactsOf(type.limits), ...factsOf(type.items)]
  if (type.kind === 'object' || type.kind === 'map' || type.kind === 'any') return []
  const { values, knownValues, pattern, truncatedAt, limits } = type
  return [
    ...(values === undefined
      ? []
      : [{ label: values.length > 1 ? 'Allowed' : 'Always', values: values.map(shown) }]),
    ...(knownValues === undefined ? [] : [{ label: 'Known values', values: knownValues.map(shown) }]),
    ...given('Pattern', pattern),
    ...given('Characters that are kept', truncatedAt),
    ...limitFactsOf(limits),
  ]
}

function limitFactsOf(limits: Limits): Fact[] {
  return Object.entries(limitLabels).flatMap(([name, label]) =>
    given(label, Object.entries(limits).find(([limit]) => limit === name)?.[1]),
  )
}

function given(label: string, value: unknown): Fact[] {
  return value === undefined ? [] : [{ label, values: [shown(value)] }]
}

function sameAs(values: readonly string[], others: readonly string[]): boolean {
  return values.join('\0') === others.join('\0')
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** The type in the words of JSON: `array of string`, `string or null`. */
function typeInWords(type: Type): string {
  const word = plainTypeInWords(type)
  return type.isNullable ? `${word} or null` : word
}

function plainTypeInWords(type: Type): string {
  if (type.kind === 'list') return `array of ${typeInWords(type.items)}`
  return type.kind === 'map' ? `object of ${typeInWords(type.values)}` : type.kind
}

/** What follows the name of a field in the paths of the fields inside it. */
function marksOf(type: Type): string {
  if (type.kind === 'list') return `[]${marksOf(type.items)}`
  return type.kind === 'map' ? `{}${marksOf(type.values)}` : ''
}

function innermostOf(type: Type): Type {
  if (type.kind === 'list') return innermostOf(type.items)
  return type.kind === 'map' ? innermostOf(type.values) : type
}

/** The fields of a type as a Markdown table. */
export function typeTable(type: Type): string {
  return fieldTable(fieldsOf(type))
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
      ...facts.map(({ label, values }) => `${label}: ${values.map(codeOf).join(', ')}`),
      ...sources.map(
        ({ of, what, url }) => `Source${of && ` of ${of}`}: ${url ? `[${what}](${url})` : what}`,
      ),
    ]
      .filter((text) => text !== '')
      .join(' · '),
  ])
  return tableOf(['field', 'type', 'required', 'description'], rows)
}

/** A value as code in Markdown, whatever backticks it has (CommonMark, 6.1). */
function codeOf(value: string): string {
  const longest = Math.max(0, ...[...value.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return longest === 0 ? `\`${value}\`` : `${fence} ${value} ${fence}`
}
