import type { Model, Operation } from '@kaleyra-reactions/model/model'
import { type Field, innermostOf, type ScalarType, type Type } from '@kaleyra-reactions/model/types'
import { type Declaration, Declarations, type DeclaredField } from './declarations.ts'

/**
 * The document that the generator gets. It has the operations and the types of the model; what the templates print of
 * them stands in extensions, as literals of TypeScript, so that no text of the document can end one.
 */
export function generatorDocumentOf(model: Model, schemas: readonly string[]): object {
  const declarations = new Declarations(model, schemas)
  const bodies = new Map(
    model.operations.map(({ operationId, body }) => [
      operationId,
      body && declarations.textOf(body.type, `${operationId}Request`),
    ]),
  )
  const requestTypes = new Set(declarations.all)
  const calls = model.operations.map((operation) =>
    pathItemOf(operation, declarations, bodies.get(operation.operationId)),
  )
  for (const { operationId, body } of model.callbacks)
    if (body !== undefined) declarations.textOf(body.type, `${operationId}Body`)
  declarations.declareErrors()
  const document = {
    openapi: '3.0.3',
    info: { title: model.title, version: model.version },
    servers: model.servers.map(({ region, url }, index) => ({
      url: `https://server-${index}.invalid`,
      'x-region': JSON.stringify(region),
      'x-address': JSON.stringify(url),
    })),
    paths: Object.fromEntries(calls.map((item, index) => [`/${numbered('operation', index)}`, item])),
    components: {
      securitySchemes: {
        key: { type: 'apiKey', in: 'header', name: 'key', 'x-name': quoted(model.keyHeader) },
      },
      schemas: Object.fromEntries(
        declarations.all.map((declaration, index) => [
          numbered('Type', index),
          { ...schemaOf(declaration), ...(requestTypes.has(declaration) && tablesOf(declaration)) },
        ]),
      ),
    },
    security: [{ key: [] }],
  }
  return JSON.parse(JSON.stringify(document), (_, node) =>
    typeof node === 'string' ? node.replaceAll('*/', '*\\/') : node,
  )
}

function pathItemOf(operation: Operation, declarations: Declarations, bodyType: string | undefined): object {
  const { operationId, method, path, description, title, source, parameters, body, idPath } = operation
  const results = operation.responses
    .filter(({ status }) => status < 300)
    .map(({ type }) => declarations.textOf(type, `${operationId}Response`))
  return {
    [method]: {
      operationId,
      tags: ['operations'],
      description: declarations.describe(description === '' ? title : description, undefined, source),
      parameters: parameters.map(({ name, place, isRequired, description, type, source }, index) => ({
        name: numbered('parameter', index),
        in: place === 'path' ? 'query' : place,
        required: isRequired,
        description: declarations.describe(description, type, source),
        schema: { type: 'string' },
        'x-name': quoted(name),
        'x-type': declarations.textOf(type, `${operationId}-${name}`),
        [`x-in-${place}`]: true,
      })),
      responses: { '200': { description: '' } },
      'x-id': quoted(operationId),
      'x-method': quoted(method.toUpperCase()),
      'x-path': quoted(path),
      'x-returns': [...new Set(results)].join(' | ') || 'undefined',
      'x-body': body && { type: bodyType, isRequired: body.isRequired, description: body.description },
      'x-has-query': parameters.some(({ place }) => place === 'query'),
      'x-has-header': parameters.some(({ place }) => place === 'header'),
      'x-patterns': tableOf(patternsOf(parameters)),
      'x-id-path': idPath && JSON.stringify(idPath),
    },
  }
}

function schemaOf({ name, description, fields, alias, errorCase }: Declaration): object {
  const required = fields.flatMap(({ isRequired }, index) => (isRequired ? numbered('field', index) : []))
  return {
    type: 'object',
    description,
    ...(required.length > 0 && { required }),
    properties: alias === undefined ? propertiesOf(fields) : placeholder,
    'x-name': name,
    'x-alias': alias,
    'x-case': errorCase && { reason: quoted(errorCase.reason), facts: JSON.stringify(errorCase.facts) },
  }
}

/** The generator leaves out a model without properties. */
const placeholder = { placeholder: { type: 'string' } }

function propertiesOf(fields: readonly DeclaredField[]): object {
  const properties = fields.map(({ name, type, description }, index) => [
    numbered('field', index),
    { type: 'string', description, 'x-name': quoted(name), 'x-type': type },
  ])
  return Object.fromEntries(properties)
}

/** What a request has to hold, as values that hand-written code can read. */
function tablesOf({ type, name }: Declaration): object {
  const fields = type?.fields ?? []
  const constants = fields.flatMap((field) => {
    const values = scalarOf(field.type)?.values ?? []
    return values.length === 1 ? [[field.name, values[0]]] : []
  })
  const isFlat = fields.length > 0 && fields.every((field) => scalarOf(innermostOf(field.type)) !== undefined)
  return {
    'x-constants': tableOf(Object.fromEntries(constants)),
    'x-patterns': tableOf(patternsOf(fields)),
    ...(isFlat && {
      'x-fields': {
        name: `${name.charAt(0).toLowerCase()}${name.slice(1)}Types`,
        types: tableOf(Object.fromEntries(fields.map((field) => [field.name, typeWordOf(field.type)]))),
      },
    }),
  }
}

/** The type of a plain value; of the values of a list as its only item. */
function typeWordOf(type: Type): unknown {
  return type.kind === 'list' ? [typeWordOf(type.items)] : type.kind
}

function patternsOf(fields: readonly Field[]): Record<string, string> {
  const found = fields.flatMap(({ name, type }) => {
    const pattern = scalarOf(type)?.pattern
    return pattern === undefined ? [] : [[name, pattern]]
  })
  return Object.fromEntries(found)
}

function scalarOf(type: Type): ScalarType | undefined {
  return type.kind === 'string' ||
    type.kind === 'integer' ||
    type.kind === 'number' ||
    type.kind === 'boolean'
    ? type
    : undefined
}

/** An object as a literal; `undefined` where it is empty, so that a template leaves it out. */
function tableOf(table: object): string | undefined {
  return Object.keys(table).length === 0 ? undefined : JSON.stringify(table)
}

function quoted(text: string): string {
  return JSON.stringify(text)
}

/** A name that sorts by its number, as the generator sorts by names. */
function numbered(word: string, index: number): string {
  return `${word}${String(index).padStart(4, '0')}`
}
