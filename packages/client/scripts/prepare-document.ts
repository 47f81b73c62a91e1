import { type ErrorCase, errorCasesOf } from '@kaleyra-reactions/model/cases'
import type { OpenapiDocument, Provenance, Schema } from '@kaleyra-reactions/model/document'
import { methods } from '@kaleyra-reactions/model/document'
import { extraInfoFieldsOf } from '@kaleyra-reactions/model/extra-info'
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
  for (const [path, item] of Object.entries(document.paths)) {
    for (const operation of methods.flatMap((method) => item[method] ?? [])) {
      Object.assign(operation, { 'x-path': JSON.stringify(path) })
      const { responses } = operation
      for (const status of Object.keys(responses)) if (Number(status) >= 400) delete responses[status]
    }
  }
  for (const server of document.servers ?? []) {
    const { url, 'x-region': region = '' } = server
    Object.assign(server, { 'x-address': JSON.stringify(url), 'x-region': JSON.stringify(region) })
  }
  delete schemas['ErrorResponse']
  const { ExtraInfo: extraInfo } = schemas
  if (extraInfo !== undefined)
    Object.assign(extraInfo, { 'x-field-types': JSON.stringify(typesOf(document)) })
  for (const found of errorCasesOf(JSON.parse(text))) {
    if (found.channel === 'response') Object.assign(schemas, schemasOf(found, message))
  }
  return JSON.parse(JSON.stringify(document), (_, node) => prepared(node, document))
}

/** The type of each field of `extra_info`. */
function typesOf(document: OpenapiDocument): object {
  const fields = extraInfoFieldsOf(document)
  return Object.fromEntries(fields.map(({ name, type, isList }) => [name, isList ? [type] : type]))
}

/** The schemas of an error case: its body, and the object that marks it. */
function schemasOf(
  { name, status, code, key, error, meaning, body }: ErrorCase,
  message: Schema,
): Record<string, object> {
  const texts = Object.fromEntries(
    (key === undefined ? [] : [key]).map((marker) => [
      marker,
      { type: 'string', description: "Kaleyra's text." },
    ]),
  )
  const { kind, scope, mayHaveBeenAccepted, retry, 'x-source': source } = error
  const facts = {
    ...{ status, code, key, kind, scope, mayHaveBeenAccepted },
    retryDelayMinutes: retry.delayMinutes,
  }
  return {
    [name]: {
      type: 'object',
      description: [meaning, error.note].filter((text) => text !== undefined).join('\n\n'),
      required: ['code', 'message', 'data', 'error'],
      properties: {
        code: { type: 'string', enum: [code] },
        message,
        data: emptySchemaOf(member(body, 'data')),
        error: { $ref: `#/components/schemas/${name}Detail` },
      },
      'x-source': source,
      'x-case': { reason: JSON.stringify(name), facts: JSON.stringify(facts) },
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

/** A node of the document with what the templates need: harmless text, sources in words, literals, no open objects. */
function prepared(node: unknown, document: OpenapiDocument): unknown {
  if (typeof node === 'string') return node.trim().replaceAll('*/', '*\\/')
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return node
  const { additionalProperties, ...told }: Told = node
  const isOpen = additionalProperties === true
  return {
    ...(additionalProperties === undefined || isOpen ? told : node),
    ...describedIn(told, document),
    ...literalsIn(told),
  }
}

/** The description of a node, with its limit and its sources in words. */
function describedIn(node: Told, document: OpenapiDocument): object {
  const { description, 'x-source': source, 'x-truncated-at': limit } = node
  if (description === undefined) return {}
  const paragraphs = [
    description,
    ...(limit === undefined ? [] : [`Kaleyra keeps ${limit} characters.`]),
    ...sourceLinesOf(source, document).map((line) => `${line}.`),
  ]
  return { description: paragraphs.join('\n\n'), 'x-source': undefined, 'x-truncated-at': undefined }
}

/** The values of a schema, or of a parameter's schema, as a type: those of an open enumeration beside any text. */
function literalsIn({ enum: closed, 'x-extensible-enum': open, schema }: Told): object {
  if (schema !== undefined) return literalsIn(schema)
  const values = [...(closed ?? []), ...(open ?? [])].map((value) => JSON.stringify(value))
  if (values.length === 0) return {}
  return { 'x-literals': [...values, ...(open === undefined ? [] : ['(string & {})'])].join(' | ') }
}

/** What a node may have that the templates show in another form. */
interface Told {
  description?: string
  additionalProperties?: unknown
  enum?: readonly unknown[]
  schema?: Told
  'x-extensible-enum'?: readonly string[]
  'x-source'?: Provenance
  'x-truncated-at'?: number
}
