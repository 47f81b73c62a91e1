import type {
  Example,
  OpenapiDocument,
  Operation,
  PathItem,
  Schema,
} from '../../packages/model/src/document.ts'

/** The operation that the client's facade calls, with its path. */
export interface FacadeOperation {
  path: string
  item: PathItem
  operation: Operation
}

/** Finds the operation that the client's facade calls, wherever the document has it. */
export function facadeOperationIn(document: OpenapiDocument): FacadeOperation {
  for (const [path, item] of Object.entries(document.paths)) {
    for (const operation of [item.get, item.put, item.post, item.delete, item.patch])
      if (operation?.operationId === 'sendReaction') return { path, item, operation }
  }
  throw new Error('The document has no sendReaction')
}

/** A schema by its name. */
export function schemaIn(document: OpenapiDocument, name: string): Schema {
  const schema = document.components.schemas[name]
  if (schema === undefined) throw new Error(`The document has no schema ${name}`)
  return schema
}

/** The fields of a schema, to add to. */
export function fieldsIn(document: OpenapiDocument, name: string): Record<string, Schema> {
  const { properties } = schemaIn(document, name)
  if (properties === undefined) throw new Error(`The schema ${name} has no fields`)
  return properties
}

/** The named examples of a response of an operation, to add to. */
export function examplesIn(operation: Operation, status: string): Record<string, Example> {
  const media = operation.responses[status]?.content?.['application/json']
  if (media?.examples === undefined) throw new Error(`${operation.operationId} has no cases of ${status}`)
  return media.examples
}

/** An error as one named example. */
export function errorExample(code: string, key: string, more: object = {}): Example {
  return {
    summary: `400 The case ${code}`,
    'x-error': {
      meaning: `The drill met ${code}.`,
      kind: 'request',
      scope: 'call',
      mayHaveBeenAccepted: false,
      actor: 'The driller',
      action: 'Ask whoever drills.',
      retry: { advice: 'Never.' },
      'x-source': 'assumption',
      ...more,
    },
    value: { code, message: 'Drilled', data: {}, error: { [key]: 'Drilled' } },
  }
}
