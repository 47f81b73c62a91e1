import { casesOf } from '@kaleyra-reactions/model/cases'
import type { OpenapiDocument } from '@kaleyra-reactions/model/document'

/**
 * The document as the generator gets it. No text can end the comment that it lands in. Each error schema has the
 * status, code and key of its named example: the client matches a response to its case by them.
 */
export function prepareDocument(text: string): OpenapiDocument {
  const document: OpenapiDocument = JSON.parse(text, (_, value) =>
    typeof value === 'string' ? value.trim().replaceAll('*/', '*\\/') : value,
  )
  for (const { channel, name, status, code, key } of casesOf(document)) {
    const schema = document.components.schemas[name]
    if (channel === 'response' && schema?.['x-error']) {
      Object.assign(schema, { 'x-case': { status, code, key } })
    }
  }
  return document
}
