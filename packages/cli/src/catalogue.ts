import { type ErrorCase, errorCasesOf } from '@kaleyra-reactions/model/cases'
import type { OpenapiDocument } from '@kaleyra-reactions/model/document'
import {
  keyHeaderOf,
  operationOf,
  type SampleReaction,
  sampleReactionOf,
} from '@kaleyra-reactions/model/operations'
import bundled from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }

/** The document that this program holds. */
export const document: OpenapiDocument = bundled
const { schemas } = document.components
const { parameters } = operationOf(document, 'sendReaction')

/** Every documented error, in the document's order. */
export const errorCases: readonly ErrorCase[] = errorCasesOf(document)

/** An optional field of `extra_info`. */
export interface ExtraInfoField {
  name: string
  /** The meaning of the field, with its known values. */
  help: string
}

/** The optional fields of `extra_info`. Each becomes a flag. */
export const extraInfoFields: readonly ExtraInfoField[] = Object.entries(
  schemas['ExtraInfo']?.properties ?? {},
).map(([name, { description, 'x-extensible-enum': known, 'x-truncated-at': limit }]) => {
  const values = known ? ` Known: ${known.join(', ')}.` : ''
  const kept = limit ? ` At most ${limit} characters are kept.` : ''
  return { name, help: firstParagraph(description) + values + kept }
})

/** The first paragraph of a field's description. */
export function fieldDescription(schema: string, field: string): string {
  return firstParagraph(schemas[schema]?.properties?.[field]?.description)
}

/** The first paragraph of the description of a parameter in the path. */
export function parameterDescription(name: string): string {
  return firstParagraph(parameters.find((parameter) => parameter.name === name)?.description)
}

/** The first paragraph of a description, in one line. */
function firstParagraph(text = ''): string {
  return text.split('\n\n')[0]?.trim().replaceAll(/\s+/g, ' ') ?? ''
}

/** The header that carries the key. */
export const keyHeader: string = keyHeaderOf(document)

/** The reaction of the document's sample request. */
export const sample: SampleReaction = sampleReactionOf(document)
