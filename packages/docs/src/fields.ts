import { factsOf, valueFactsOf } from '@kaleyra-reactions/model/facts'
import { tableOf } from '@kaleyra-reactions/model/markdown'
import { type Field, fieldsOf, type Type } from '@kaleyra-reactions/model/types'
import { code } from './page.ts'
import { sourceLine } from './sources.ts'

/** The fields below a type as a Markdown table. */
export function fieldTable(type: Type): string {
  return tableOfFields(placedFieldsOf(type))
}

/** Fields that stand beside each other, such as parameters, as a Markdown table. */
export function tableOfFields(fields: readonly Field[]): string {
  const rows = fields.map((field) => [
    `${code(field.name)} ${typeInWords(field.type)}${field.isRequired ? ', **required**' : ''}`,
    [field.description, ...newFactsOf(field), sourceLine(field.source)].filter(Boolean).join(' '),
  ])
  return tableOf(['Field', 'Meaning'], rows)
}

function placedFieldsOf(type: Type, prefix = ''): Field[] {
  return fieldsOf(type).flatMap((field) => {
    const { marks, type: inner } = insideOf(field.type)
    const path = prefix + field.name + marks
    return [{ ...field, name: path }, ...placedFieldsOf(inner, `${path}.`)]
  })
}

/** The facts of a field that its description does not say already. */
function newFactsOf(field: Field): string[] {
  const [example] = field.examples
  const shown = typeof example === 'string' ? example : JSON.stringify(example)
  const hasExample = example !== undefined && valueFactsOf(field.type).length === 0
  const facts = [...factsOf(field, code), ...(hasExample ? [`Example: ${code(shown)}.`] : [])]
  return facts.filter((fact) => !field.description.includes(fact))
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

/** What lists or maps contain. In the paths of the fields inside, `[]` marks a list, `{}` a map. */
function insideOf(type: Type, marks = ''): { marks: string; type: Type } {
  if (type.kind === 'list') return insideOf(type.items, `${marks}[]`)
  return type.kind === 'map' ? insideOf(type.values, `${marks}{}`) : { marks, type }
}
