import { type ErrorCase, errorCasesOf } from '@kaleyra-reactions/model/cases'
import type { OpenapiDocument, Schema } from '@kaleyra-reactions/model/document'
import { extraInfoFieldsOf } from '@kaleyra-reactions/model/extra-info'
import {
  keyHeaderOf,
  operationOf,
  type PlacedOperation,
  type SampleReaction,
  sampleReactionOf,
} from '@kaleyra-reactions/model/operations'
import bundled from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }

/** The document that this program holds. */
export const document: OpenapiDocument = bundled
const { schemas } = document.components

/** The operation that sends reactions. */
export const operation: PlacedOperation = operationOf(document, 'sendReaction')

/** Every documented error, in the document's order. */
export const errorCases: readonly ErrorCase[] = errorCasesOf(document)

/** An optional field of `extra_info`. */
export interface ExtraInfoField {
  name: string
  /** The type of its value, or of each value in its list. */
  type: 'string' | 'integer' | 'number' | 'boolean'
  isList: boolean
  /** The meaning of the field, with its values and its limit. */
  help: string
}

/** The optional fields of `extra_info`. Each becomes a flag. */
export const extraInfoFields: readonly ExtraInfoField[] = extraInfoFieldsOf(document).map(
  ({ name, type, isList, schema }) => ({ name, type, isList, help: helpOf(schema) }),
)

function helpOf(field: Schema): string {
  const { description, enum: allowed, 'x-extensible-enum': known, 'x-truncated-at': limit } = field
  const facts = [
    firstParagraph(description),
    allowed && `One of ${allowed.join(', ')}.`,
    known && `Known: ${known.join(', ')}.`,
    limit && `At most ${limit} characters are kept.`,
    field.type === 'array' && 'Repeatable.',
  ]
  return facts.filter(Boolean).join(' ')
}

/** The first paragraph of a field's description. */
export function fieldDescription(schema: string, field: string): string {
  return firstParagraph(schemas[schema]?.properties?.[field]?.description)
}

/** The first paragraph of the description of a parameter in the path. */
export function parameterDescription(name: string): string {
  return firstParagraph(operation.parameters.find((parameter) => parameter.name === name)?.description)
}

/** The first paragraph of a description, in one line. */
function firstParagraph(text = ''): string {
  return text.split('\n\n')[0]?.trim().replaceAll(/\s+/g, ' ') ?? ''
}

/** The header that carries the key. */
export const keyHeader: string = keyHeaderOf(document)

/** The reaction of the document's sample request. */
export const sample: SampleReaction = sampleReactionOf(document)
