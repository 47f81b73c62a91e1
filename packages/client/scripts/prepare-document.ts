import { type Case, responseCasesOf } from '@kaleyra-reactions/model/cases'
import type { OpenapiDocument, Provenance, Schema } from '@kaleyra-reactions/model/document'
import { methods } from '@kaleyra-reactions/model/document'
import { member } from '@kaleyra-reactions/model/member'
import { sourceLinesOf } from '@kaleyra-reactions/model/sources'

/**
 * The document as the generator gets it. Every text is harmless inside comments, and says its source. Refusals, which
 * share one open schema, are replaced by a schema for each case: with the constant, the types and the key of its named
 * example.
 */
export function prepareDocument(text: string): OpenapiDocument {
  const document: OpenapiDocument = JSON.parse(text)
  const { schemas } = document.components
  const message = schemas['ErrorResponse']?.properties?.['message'] ?? { type: 'string' }
  for (const item of Object.values(document.paths)) {
    for (const method of methods) {
      const responses = item[method]?.responses ?? {}
      for (const status of Object.keys(responses)) if (Number(status) >= 400) delete responses[status]
    }
  }
  delete schemas['ErrorResponse']
  for (const found of responseCasesOf(JSON.parse(text))) {
    if (found.error !== undefined) Object.assign(schemas, schemasOf(found, message))
  }
  return JSON.parse(JSON.stringify(document), (_, node) => prepared(node, document))
}

/** The schemas of an error case: its body, and the object that marks it. */
function schemasOf(
  { name, status, code, key, error, meaning, body }: Case,
  message: Schema,
): Record<string, object> {
  const texts = Object.fromEntries(
    (key === undefined ? [] : [key]).map((marker) => [
      marker,
      { type: 'string', description: "Kaleyra's text." },
    ]),
  )
  return {
    [name]: {
      type: 'object',
      description: [meaning, error?.note].filter((text) => text !== undefined).join('\n\n'),
      required: ['code', 'message', 'data', 'error'],
      properties: {
        code: { type: 'string', enum: [code] },
        message,
        data: emptySchemaOf(member(body, 'data')),
        error: { $ref: `#/components/schemas/${name}Detail` },
      },
      'x-source': error?.['x-source'],
      'x-error': error,
      'x-case': { status, code, key },
    },
    [`${name}Detail`]: {
      type: 'object',
      description: `The member of \`error\` that marks ${name}.`,
      required: Object.keys(texts),
      properties: texts,
    },
  }
}

function emptySchemaOf(data: unknown): object {
  if (!Array.isArray(data)) return { type: 'object', description: 'An object without members.' }
  return { type: 'array', description: 'A list without items.', maxItems: 0, items: { type: 'object' } }
}

/** A node of the document with what the templates need: harmless text, sources in words, no open objects. */
function prepared(node: unknown, document: OpenapiDocument): unknown {
  if (typeof node === 'string') return node.trim().replaceAll('*/', '*\\/')
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return node
  const { 'x-source': source, 'x-truncated-at': limit, additionalProperties, ...rest }: Told = node
  if (rest.description === undefined) return node
  const isOpen = additionalProperties === true
  const paragraphs = [
    rest.description,
    ...(limit === undefined ? [] : [`Kaleyra keeps ${limit} characters.`]),
    ...sourceLinesOf(source, document).map((line) => `${line}.`),
  ]
  return {
    ...rest,
    description: paragraphs.join('\n\n'),
    ...(additionalProperties === undefined || isOpen ? {} : { additionalProperties }),
  }
}

/** What a node may have that the templates show in words. */
interface Told {
  description?: string
  additionalProperties?: unknown
  'x-source'?: Provenance
  'x-truncated-at'?: number
}
