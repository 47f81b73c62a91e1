import type { Case } from '@kaleyra-reactions/model/cases'
import type { OpenapiDocument } from '@kaleyra-reactions/model/document'
import { isCase } from '@kaleyra-reactions/model/matching'
import { type Model, modelOf, type Operation } from '@kaleyra-reactions/model/model'
import { escapePointer } from '@kaleyra-reactions/model/pointer'
import { fieldsOf, type Type } from '@kaleyra-reactions/model/types'
import bundled from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js'

/** Lists the errors of a value against a schema. */
export type Check = (value: unknown) => ErrorObject[]

/** The document, and everything that the mock reads from it. */
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

/** A callback of the document. */
export interface DocumentedCallback {
  name: string
  body: unknown
  type: Type
  check: Check
  /** Whether it reports the outcome of a call. */
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
  /** The response to an invalid request; `undefined` if the document marks none. */
  invalidRequestCase: Case | undefined
  /** The path to the id in a success response; `undefined` if it has none. */
  idPath: readonly string[] | undefined
  /** Sample values of the parameters, by name. */
  samples: Readonly<Record<string, unknown>>
  takesBody: boolean
  /** All fields of the request body, at any depth. */
  fields: readonly Field[]
  checkBody: Check
  /** The check of a response body with this status. */
  checkResponse(status: number): Check
}

/** A field of a request body. */
export interface Field {
  /** The names of its parents and its own. */
  path: readonly string[]
  /** How many characters of a longer value are kept. */
  truncatedAt: number | undefined
  /** The documented values of a field that also allows others. */
  knownValues: readonly string[] | undefined
}

/** An operation whose path matches, with its parameters. */
export interface MatchedOperation {
  operation: DocumentedOperation
  /** The values of the path's parameters, decoded. */
  parameters: Readonly<Record<string, string>>
}

/** Reads the document. */
export function readContract(): Contract {
  const document: OpenapiDocument = bundled
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

/** The documented case that a response matches; `undefined` if there is none. */
export function caseOf({ cases }: DocumentedOperation, status: number, body: unknown): Case | undefined {
  return cases.find((each) => isCase(each, status, body))
}

/** The operations whose path matches. */
export function operationsAt(path: string, { operations }: Contract): MatchedOperation[] {
  return operations.flatMap((operation) => {
    const parameters = matchPath(operation.path, path)
    return parameters === undefined ? [] : [{ operation, parameters }]
  })
}

/** The case for an unknown value. The subject is a path parameter, or the security scheme of the key. */
export function refusalOf({ cases }: DocumentedOperation, subject: string): Case | undefined {
  return cases.find(({ error }) => error?.unknown?.includes(subject))
}

/** The values of a template's placeholders in a path; `undefined` if the path does not match or cannot be decoded. */
function matchPath(template: string, path: string): Record<string, string> | undefined {
  const names = [...template.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name)
  const pattern = template
    .split(/\{[^}]+\}/)
    .map((text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('([^/]+)')
  const values = new RegExp(`^${pattern}$`).exec(path)?.slice(1)
  if (values === undefined) return undefined
  try {
    return Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(values[index] ?? '')]))
  } catch {
    return undefined
  }
}

function documentedOperation(
  operation: Operation,
  { cases }: Model,
  document: OpenapiDocument,
): DocumentedOperation {
  const { operationId, path, method, body, idPath } = operation
  const pointer = `/paths/${escapePointer(path)}/${method}`
  const own = cases.filter((each) => each.channel === 'response' && each.operationId === operationId)
  return {
    operationId,
    path,
    method: method.toUpperCase(),
    cases: own,
    invalidRequestCase: own.find(({ error }) => error?.invalidRequest),
    idPath,
    samples: operation.sampleParameters,
    takesBody: body !== undefined,
    fields: body === undefined ? [] : fieldsBelow(body.type),
    checkBody: body === undefined ? () => [] : checkAt(document, `${pointer}/requestBody`),
    checkResponse: (status) => checkAt(document, `${pointer}/responses/${status}`),
  }
}

/** The check of a JSON body. It is compiled at its first use, so that the mock starts faster. */
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

/** All fields of a body, at any depth. */
function fieldsBelow(type: Type, path: readonly string[] = []): Field[] {
  return fieldsOf(type).flatMap(({ name, type: inner }): Field[] => {
    const place = [...path, name]
    const { truncatedAt, knownValues } =
      inner.kind === 'string' ? inner : { truncatedAt: undefined, knownValues: undefined }
    return [{ path: place, truncatedAt, knownValues }, ...fieldsBelow(inner, place)]
  })
}

/** Every named example of every webhook. The first webhook with a failure reports the outcomes. */
function callbacksOf({ cases, callbacks }: Model, document: OpenapiDocument): DocumentedCallback[] {
  const failure = cases.find(({ channel }) => channel === 'callback')
  return callbacks.flatMap(({ operationId, path, method, body }) => {
    if (body === undefined) return []
    const check = checkAt(document, `/webhooks/${escapePointer(path)}/${method}/requestBody`)
    const isOutcome = operationId === failure?.operationId
    const shared = { type: body.type, check, isOutcome }
    return body.samples.map(({ name, example }) => ({ name, body: example.value, ...shared }))
  })
}
