import { type Case, responseCasesOf } from '@kaleyra-reactions/model/cases'
import type { OpenapiDocument, Schema } from '@kaleyra-reactions/model/document'
import { operationsOf } from '@kaleyra-reactions/model/operations'

/**
 * The document with a schema for each status that only its documented cases satisfy, each exactly one. Examples without
 * a code are no cases: their responses keep the schema that they have.
 */
export function withStrictResponses(document: OpenapiDocument): OpenapiDocument {
  const strict = structuredClone(document)
  const cases = responseCasesOf(strict)
  for (const { operationId, responses } of operationsOf(strict)) {
    for (const [status, response] of Object.entries(responses)) {
      const own = cases.filter((each) => each.operationId === operationId && each.status === Number(status))
      const media = response.content?.['application/json']
      const areCases = own.length > 0 && own.every(({ code }) => code !== undefined)
      if (media?.schema === undefined || !areCases) continue
      media.schema = { allOf: [media.schema, { oneOf: own.map(schemaOf) }] }
    }
  }
  return strict
}

/** What tells a case from the others of its status. */
function schemaOf({ name, code, key }: Case): Schema {
  const error = key === undefined ? {} : { error: { type: 'object', required: [key] } }
  return {
    title: name,
    type: 'object',
    required: key === undefined ? ['code'] : ['code', 'error'],
    properties: { code: { type: 'string', enum: [code] }, ...error },
  }
}
