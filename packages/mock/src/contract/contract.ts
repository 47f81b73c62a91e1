import { readFileSync } from 'node:fs'
import type { Case } from '@kaleyra-reactions/model/cases'
import type { OpenapiDocument } from '@kaleyra-reactions/model/document'
import { isCase } from '@kaleyra-reactions/model/matching'
import { member } from '@kaleyra-reactions/model/member'
import { type Model, modelOf, type Operation } from '@kaleyra-reactions/model/model'
import { escapePointer } from '@kaleyra-reactions/model/pointer'
import { sourcesOf } from '@kaleyra-reactions/model/sources'
import { fieldsOf, type Type } from '@kaleyra-reactions/model/types'
import bundled from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js'
import { parse } from 'yaml'

/** Lists where a value contradicts a schema. */
export type Check = (value: unknown) => ErrorObject[]

/** The document, with everything that the mock reads from it. */
export interface Contract {
  document: OpenapiDocument
  /** Every documented response, and every callback that reports a failure, by the name of its example. */
  cases: ReadonlyMap<string, Case>
  /** Every named callback of the document. */
  callbacks: readonly DocumentedCallback[]
  operations: readonly DocumentedOperation[]
  /** The header that carries the key, in lower case. */
  keyHeader: string
  /** The name of the key's security scheme. */
  keyScheme: string
}

/** A callback as the document shows it. */
export interface DocumentedCallback {
  name: string
  /** The word of the source that the document has it from; `assumption` where it has none. */
  source: string
  body: unknown
  type: Type
  check: Check
  /** Whether it is one of those that report the outcome of a call. */
  isOutcome: boolean
}

/** An operation of the document. */
export interface DocumentedOperation {
  operationId: string
  /** With placeholders. */
  path: string
  /** In upper case. */
  method: string
  /** Its documented responses. */
  cases: readonly Case[]
  /** The response to a request that the document does not allow; `undefined` where none is marked. */
  invalidRequestCase: Case | undefined
  /** The members that lead to the id in a success response; `undefined` where it has none. */
  idPath: readonly string[] | undefined
  /** Sample values of the parameters, by their names. */
  samples: Readonly<Record<string, unknown>>
  takesBody: boolean
  /** The fields of the request body, those inside of others included. */
  fields: readonly Field[]
  checkBody: Check
  /** The check of a response body with this status. */
  checkResponse(status: number): Check
}

/** A field of a request body. */
export interface Field {
  /** The names from the body down to the field. */
  path: readonly string[]
  /** Characters that are kept of a longer value. */
  truncatedAt: number | undefined
  /** The values that are known of a field that takes others too. */
  knownValues: readonly string[] | undefined
}

/** An operation that a path belongs to. */
export interface MatchedOperation {
  operation: DocumentedOperation
  /** The values of the path's parameters, decoded. */
  parameters: Readonly<Record<string, string>>
}

/**
 * Reads a bundle that `spec` built. Without `file` it is the one of this package.
 *
 * @throws when the file cannot be read, or is no such bundle.
 */
export function readContract(file?: string): Contract {
  const document = file === undefined ? structuredClone<OpenapiDocument>(bundled) : readBundle(file)
  const model = modelOf(document)
  const { keyHeader, keyScheme } = model
  return {
    document,
    cases: new Map(model.cases.map((each) => [each.name, each])),
    callbacks: callbacksOf(model, document),
    operations: model.operations.map((operation) => documentedOperation(operation, model, document)),
    keyHeader,
    keyScheme,
  }
}

/** The documented case that a response of an operation is; `undefined` where it is none. */
export function caseOf({ cases }: DocumentedOperation, status: number, body: unknown): Case | undefined {
  return cases.find((each) => isCase(each, status, body))
}

/** The operations that a path belongs to. */
export function operationsAt(path: string, { operations }: Contract): MatchedOperation[] {
  return operations.flatMap((operation) => {
    const parameters = matchPath(operation.path, path)
    return parameters === undefined ? [] : [{ operation, parameters }]
  })
}

/** The case that answers an unknown value of a parameter in the path, or of the key by the name of its scheme. */
export function refusalOf({ cases }: DocumentedOperation, subject: string): Case | undefined {
  return cases.find(({ error }) => error?.unknown?.includes(subject))
}

function readBundle(file: string): OpenapiDocument {
  try {
    const document: unknown = parse(readFileSync(file, 'utf8'), { maxAliasCount: -1 })
    if (isBundle(document)) return document
    throw new Error(
      'it is not a bundle from the spec package. Use openapi.json or openapi.yaml from its dist folder.',
    )
  } catch (error) {
    const reason = error instanceof Error ? error.message : error
    throw new Error(`The document ${file} cannot be read: ${reason}`)
  }
}

/** In a bundle only schemas are named by reference. */
function isBundle(value: unknown): value is OpenapiDocument {
  const parts = [member(value, 'paths'), member(member(value, 'components'), 'schemas')]
  if (!parts.every((part) => typeof part === 'object' && part !== null)) return false
  return !/"\$ref":"(?!#\/components\/schemas\/)/.test(JSON.stringify(value))
}

/** The values of a template's placeholders in a path; `undefined` where it is another path. */
function matchPath(template: string, path: string): Record<string, string> | undefined {
  const names = [...template.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name)
  const pattern = template
    .split(/\{[^}]+\}/)
    .map((text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('([^/]+)')
  const values = new RegExp(`^${pattern}$`).exec(path)?.slice(1)
  if (values === undefined) return undefined
  return Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(values[index] ?? '')]))
}

function documentedOperation(
  operation: Operation,
  { cases }: Model,
  document: OpenapiDocument,
): DocumentedOperation {
  const { operationId, path, method, parameters, body, idPath } = operation
  const pointer = `/paths/${escapePointer(path)}/${method}`
  const own = cases.filter((each) => each.channel === 'response' && each.operationId === operationId)
  return {
    operationId,
    path,
    method: method.toUpperCase(),
    cases: own,
    invalidRequestCase: own.find(({ answersInvalidRequest }) => answersInvalidRequest),
    idPath,
    samples: Object.fromEntries(parameters.map(({ name, examples: [sample] }) => [name, sample])),
    takesBody: body !== undefined,
    fields: body === undefined ? [] : fieldsBelow(body.type),
    checkBody: body === undefined ? () => [] : checkAt(document, `${pointer}/requestBody`),
    checkResponse: (status) => checkAt(document, `${pointer}/responses/${status}`),
  }
}

/** The check of a JSON body. It is compiled for the first body that it gets: a start is quicker without. */
function checkAt(document: OpenapiDocument, pointer: string): Check {
  const compile = () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true, verbose: true, logger: false })
    ajv.addSchema({ $id: 'document', ...document }, 'document')
    return ajv.compile({ $ref: `document#${encodeURI(pointer)}/content/application~1json/schema` })
  }
  let validate: ReturnType<typeof compile> | undefined
  return (body) => {
    validate ??= compile()
    validate(body)
    return validate.errors ?? []
  }
}

/** The fields of a body, those inside of others included. */
function fieldsBelow(type: Type, path: readonly string[] = []): Field[] {
  return fieldsOf(type).flatMap(({ name, type: inner }): Field[] => {
    const place = [...path, name]
    const { truncatedAt, knownValues } =
      inner.kind === 'string' ? inner : { truncatedAt: undefined, knownValues: undefined }
    return [{ path: place, truncatedAt, knownValues }, ...fieldsBelow(inner, place)]
  })
}

/** Every named example of every webhook. Those of the first webhook with a failure report outcomes. */
function callbacksOf({ cases, callbacks, sources }: Model, document: OpenapiDocument): DocumentedCallback[] {
  const failure = cases.find(({ channel }) => channel === 'callback')
  return callbacks.flatMap(({ operationId, path, method, body, source }) => {
    if (body === undefined) return []
    const check = checkAt(document, `/webhooks/${escapePointer(path)}/${method}/requestBody`)
    const isOutcome = operationId === failure?.operationId
    return body.samples.map(({ name, example }): DocumentedCallback => {
      const [found] = sourcesOf(example['x-source'] ?? source, sources)
      const shared = { type: body.type, check, isOutcome }
      return { name, source: found?.source ?? 'assumption', body: example.value, ...shared }
    })
  })
}
