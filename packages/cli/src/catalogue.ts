import {
  type ErrorCase,
  errorCasesOf,
  keyHeaderOf,
  type OpenapiDocument,
  operationsOf,
  sampleReactionOf,
} from '@kaleyra-reactions/spec/cases'
import bundled from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }

const document: OpenapiDocument = bundled
const { schemas } = document.components
const operation = operationsOf(document).find(({ operationId }) => operationId === 'sendReaction')

/** Every documented error, in the document's order. */
export const errorCases: readonly ErrorCase[] = errorCasesOf(document)

/** The optional fields of `extra_info`, which become flags: what each means, with the values that are known. */
export const extraInfoFields: [name: string, help: string][] = Object.entries(
  schemas['ExtraInfo']?.properties ?? {},
).map(([name, { description = '', 'x-known-values': known }]) => {
  const values = known ? ` Known: ${known.join(', ')}.` : ''
  return [name, description.trim().replaceAll(/\s+/g, ' ') + values]
})

/** What a field of a schema is. */
export function descriptionOf(schema: string, field: string): string {
  return firstParagraph(schemas[schema]?.properties?.[field]?.description)
}

/** What a parameter of the path is. */
export function parameterDescription(name: string): string {
  return firstParagraph(operation?.parameters?.find((found) => found.name === name)?.description)
}

function firstParagraph(text = ''): string {
  return text.trim().split('\n\n')[0]?.replaceAll(/\s+/g, ' ') ?? ''
}

/** The header that carries the key. */
export const keyHeader: string = keyHeaderOf(document)

/** The reaction of the document's sample request. */
export const sample: ReturnType<typeof sampleReactionOf> = sampleReactionOf(document)
