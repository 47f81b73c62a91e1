import { casesOf, type OpenapiDocument } from '@kaleyra-reactions/spec/cases'

/**
 * The document as the generator gets it: harmless inside comments, and each error schema with the status, code and key
 * of its named example, by which the client matches an answer to its case.
 */
export function prepareDocument(text: string): OpenapiDocument {
  const document: OpenapiDocument = JSON.parse(text, (_, value) =>
    typeof value === 'string' ? value.trim().replaceAll('*/', '*\\/') : value,
  )
  for (const { channel, name, status, code, key } of casesOf(document)) {
    const schema = document.components.schemas[name]
    if (channel === 'answer' && schema?.['x-error'])
      Object.assign(schema, { 'x-case': { status, code, key } })
  }
  return document
}
