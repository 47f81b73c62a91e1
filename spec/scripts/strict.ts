import type { Case } from '@kaleyra-reactions/model/cases'
import { methods, type OpenapiDocument, type Schema } from '@kaleyra-reactions/model/document'

/** The document with a schema for each status that only its documented cases satisfy, each exactly one. */
export function withStrictResponses(document: OpenapiDocument, cases: readonly Case[]): OpenapiDocument {
  const strict = structuredClone(document)
  for (const item of Object.values(strict.paths)) {
    for (const method of methods) {
      const { operationId, responses = {} } = item[method] ?? {}
      for (const [status, response] of Object.entries(responses)) {
        const own = cases.filter((each) => each.operationId === operationId && each.status === Number(status))
        const media = response.content?.['application/json']
        if (media?.schema === undefined || own.length === 0) continue
        media.schema = { allOf: [media.schema, { oneOf: own.map(schemaOf) }] }
      }
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
