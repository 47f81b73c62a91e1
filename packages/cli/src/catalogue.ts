import type { ErrorCase } from '@kaleyra-reactions/model/cases'
import { factsOf } from '@kaleyra-reactions/model/facts'
import { type Model, modelOf, type Operation } from '@kaleyra-reactions/model/model'
import { type SampleReaction, sampleReactionOf } from '@kaleyra-reactions/model/operations'
import { type Field, fieldsOf, type ScalarType, type Type } from '@kaleyra-reactions/model/types'
import bundled from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }

/** What this program knows of the API. */
export const model: Model = modelOf(bundled)

/** Every documented error, in the document's order. */
export const errorCases: readonly ErrorCase[] = model.errorCases

/** The operation that sends reactions. */
export const operation: Operation = reactionOperation()

/** An optional field of `extra_info`. */
export interface ExtraInfoField {
  name: string
  /** The type of its value, or of each value in its list. */
  type: ScalarType['kind']
  /** All values that it takes; `undefined` where others are allowed. */
  values: ScalarType['values']
  isList: boolean
  /** The meaning of the field, with its values and its limits. */
  help: string
}

/** The optional fields of `extra_info`. Each becomes a flag. */
export const extraInfoFields: readonly ExtraInfoField[] = fieldsInside('extra_info').flatMap((field) => {
  const { name, type } = field
  const value = type.kind === 'list' ? type.items : type
  if (!isScalar(value)) return []
  const { kind, values } = value
  return [{ name, type: kind, values, isList: type.kind === 'list', help: helpOf(field) }]
})

/** The meaning of a field of the request, by the names that lead to it, with its values and its limits. */
export function fieldHelp(...path: string[]): string {
  const field = fieldsInside(...path.slice(0, -1)).find(({ name }) => name === path.at(-1))
  return field === undefined ? '' : helpOf(field)
}

/** The meaning of a parameter of the operation, with its limits. */
export function parameterHelp(name: string): string {
  const parameter = operation.parameters.find((each) => each.name === name)
  return parameter === undefined ? '' : helpOf(parameter)
}

function helpOf(field: Field): string {
  const words = [firstParagraph(field.description), ...factsOf(field)]
  return [...words, ...(field.type.kind === 'list' ? ['Repeatable.'] : [])].join(' ')
}

/** The first paragraph of a description, in one line. */
function firstParagraph(text: string): string {
  return text.split('\n\n')[0]?.trim().replaceAll(/\s+/g, ' ') ?? ''
}

/** The fields of the request below the names that lead to them. */
function fieldsInside(...path: string[]): Field[] {
  let fields = operation.body === undefined ? [] : fieldsOf(operation.body.type)
  for (const name of path) {
    const type = fields.find((field) => field.name === name)?.type
    fields = type === undefined ? [] : fieldsOf(type)
  }
  return fields
}

function isScalar(type: Type): type is ScalarType {
  return type.kind !== 'list' && type.kind !== 'object' && type.kind !== 'map' && type.kind !== 'any'
}

function reactionOperation(): Operation {
  const found = model.operations.find(({ operationId }) => operationId === 'sendReaction')
  if (found === undefined) throw new Error('The document has no operation sendReaction')
  return found
}

/** The header that carries the key. */
export const keyHeader: string = model.keyHeader

/** The reaction of the document's sample request. */
export const sample: SampleReaction = sampleReactionOf(bundled)
