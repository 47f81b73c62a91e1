import {
  type ErrorCase,
  errorCasesOf,
  type OpenapiDocument,
  type Schema,
} from '@kaleyra-reactions/spec/cases'
import bundled from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }

const document: OpenapiDocument = bundled
const { schemas } = document.components

/** Every documented error, in the document's order. */
export const errorCases: readonly ErrorCase[] = errorCasesOf(document)

/** The cases that a case name or a code on the wire stands for; two cases can share a code. */
export function casesNamed(word: string): ErrorCase[] {
  return errorCases.filter(({ name, code }) => name === word || code === word)
}

/** The optional fields of `extra_info`, which become flags. */
export const extraInfoFields: [string, Schema][] = Object.entries(schemas['ExtraInfo']?.properties ?? {})

/** The description of a field of a schema. */
export function descriptionOf(schema: string, field: string): string {
  return schemas[schema]?.properties?.[field]?.description?.trim() ?? ''
}

/** A case in one line. */
export function summarize({ name, status, title }: ErrorCase): string {
  return `${name.padEnd(16)}${String(status ?? 'callback').padEnd(10)}${title}`
}

/** A case as a person reads it. */
export function explain({ name, title, meaning, error }: ErrorCase): string {
  return [
    `${name}  ${title}`,
    `  ${meaning}`,
    ...(error.causes ?? []).map((cause) => `    - ${cause}`),
    `  Who acts:    ${error.actor}`,
    `  What to do:  ${error.action}`,
    `  Retry:       ${error.retry.advice}`,
    `  Concerns:    ${error.scope === 'account' ? 'the whole account' : 'this call'}`,
    `  Source:      ${error['x-source']}`,
  ].join('\n')
}
