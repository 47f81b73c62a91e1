import { readFileSync } from 'node:fs'
import type { Case } from '@kaleyra-reactions/model/cases'
import type { OpenapiDocument } from '@kaleyra-reactions/model/document'
import { isCase } from '@kaleyra-reactions/model/matching'
import { member } from '@kaleyra-reactions/model/member'
import { type Model, modelOf, type Operation } from '@kaleyra-reactions/model/model'
import type { NamedExample } from '@kaleyra-reactions/model/operations'
import { matchPath } from '@kaleyra-reactions/model/path-template'
import { escapePointer, problemText } from '@kaleyra-reactions/model/problem'
import { problemsOf, validatorAt } from '@kaleyra-reactions/model/problems'
import { resolveReferences } from '@kaleyra-reactions/model/references'
import { sourcesOf } from '@kaleyra-reactions/model/sources'
import { subsetProblemsOf } from '@kaleyra-reactions/model/subset'
import { fieldsOf, type Type } from '@kaleyra-reactions/model/types'
import bundled from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }
import { Ajv2020 } from 'ajv/dist/2020.js'
import { parse } from 'yaml'

/** The document, checked, with everything that the mock reads from it. */
export interface Contract {
  document: OpenapiDocument
  /** Every documented response, and every callback that reports a failure, by the name of its example. */
  cases: ReadonlyMap<string, Case>
  /** The callbacks that may follow an accepted call. */
  callbacks: readonly CallbackExample[]
  operations: readonly DocumentedOperation[]
  /** The header that carries the key, in lower case. */
  keyHeader: string
  /** The name of the key's security scheme. */
  keyScheme: string
  /** Lists where the body of a callback contradicts its schema: place and reason. */
  checkCallback(body: unknown): string[]
}

/** A callback as the document shows it. */
export interface CallbackExample extends NamedExample {
  /** Where the document has it from: page, vendor, meta or assumption. */
  source: string
}

/** An operation of the document. */
export interface DocumentedOperation {
  operationId: string
  /** With placeholders. */
  path: string
  /** In upper case. */
  method: string
  /** The names of its documented responses. */
  caseNames: ReadonlySet<string>
  /** The members that lead to the id in a success response; `undefined` where it has none. */
  idPath: readonly string[] | undefined
  /** Sample values of the parameters, by their names. */
  samples: Readonly<Record<string, unknown>>
  /** The media types of the request body, in lower case; none where it takes no body. */
  mediaTypes: readonly string[]
  /** The fields of the request body, those inside of others included. */
  fields: readonly Field[]
  /** The type of the request body; `undefined` where it takes none. */
  bodyType: Type | undefined
  /** The types of the parameters in the path, by their names. */
  pathTypes: Readonly<Record<string, Type>>
  /** Lists where a request body contradicts its schema. */
  checkBody(body: unknown): SchemaError[]
}

/** Where a value contradicts a schema, as ajv tells it. */
export interface SchemaError {
  /** JSON pointer into the value. */
  instancePath: string
  keyword: string
  params: Readonly<Record<string, unknown>>
  /** What the keyword says. */
  schema?: unknown
  /** The schema that the keyword stands in. */
  parentSchema?: unknown
  /** The value that contradicts it. */
  data?: unknown
  message?: string
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
  /** The values of the path's parameters, as the path writes them. */
  parameters: Readonly<Record<string, string>>
}

/**
 * Reads and checks a document. Without `file` it is the document of this package.
 *
 * @throws when the file cannot be read. Also when it holds what is not understood, when a schema does not compile, an
 * example contradicts its schema, or a case name is given twice: the message names each place.
 */
export function readContract(file?: string): Contract {
  const given = file === undefined ? structuredClone<OpenapiDocument>(bundled) : readDocument(file)
  const { document, problems } = resolveReferences(given)
  const outside = [...problems, ...subsetProblemsOf(document)]
  const found = outside.length > 0 ? outside : problemsOf(document)
  if (found.length > 0)
    throw new Error(`The document cannot be trusted:\n${found.map(problemText).join('\n')}`)
  const model = modelOf(document)
  const { keyHeader, keyScheme } = model
  const cases = new Map(model.cases.map((each) => [each.name, each]))
  const operations = model.operations.map((operation) => readOperation(operation, model, document))
  return { document, cases, operations, keyHeader, keyScheme, ...readCallbacks(model, document) }
}

/** The name of the documented case that a response of an operation is; `undefined` where it has no such case. */
export function caseOf(
  { cases }: Contract,
  { caseNames }: DocumentedOperation,
  { status, body }: { status: number; body: unknown },
): string | undefined {
  const own = [...cases.values()].filter(({ name }) => caseNames.has(name))
  return own.find((each) => isCase(each, status, body))?.name
}

/** The operations that a path belongs to. */
export function operationsAt(path: string, { operations }: Contract): MatchedOperation[] {
  return operations.flatMap((operation) => {
    const parameters = matchPath(operation.path, path)
    return parameters === undefined ? [] : [{ operation, parameters }]
  })
}

/** The case that answers an unknown value of a parameter in the path, or of the key by the name of its scheme. */
export function refusalOf(
  { cases }: Contract,
  { caseNames }: DocumentedOperation,
  subject: string,
): Case | undefined {
  const own = [...cases.values()].filter(({ name }) => caseNames.has(name))
  return own.find(({ error }) => error?.unknown?.includes(subject))
}

function readDocument(file: string): OpenapiDocument {
  try {
    const document: unknown = parse(readFileSync(file, 'utf8'))
    if (isDocument(document)) return document
    throw new Error('it has no paths or no schemas')
  } catch (error) {
    const reason = error instanceof Error ? error.message : error
    throw new Error(`The document ${file} cannot be read: ${reason}`)
  }
}

function isDocument(value: unknown): value is OpenapiDocument {
  const parts = [member(value, 'paths'), member(member(value, 'components'), 'schemas')]
  return parts.every((part) => typeof part === 'object' && part !== null)
}

function readOperation(
  operation: Operation,
  { cases }: Model,
  document: OpenapiDocument,
): DocumentedOperation {
  const { operationId, path, method, parameters, body, idPath } = operation
  const pointer = `/paths/${escapePointer(path)}/${method}/requestBody/content/application~1json/schema`
  const own = cases.filter((each) => each.operationId === operationId)
  return {
    operationId,
    path,
    method: method.toUpperCase(),
    caseNames: new Set(own.map(({ name }) => name)),
    idPath,
    samples: Object.fromEntries(parameters.map(({ name, examples: [sample] }) => [name, sample])),
    mediaTypes: body === undefined ? [] : ['application/json'],
    fields: body === undefined ? [] : fieldsBelow(body.type),
    bodyType: body?.type,
    pathTypes: Object.fromEntries(
      parameters.filter(({ place }) => place === 'path').map(({ name, type }) => [name, type]),
    ),
    checkBody: body === undefined ? () => [] : bodyValidatorAt(document, pointer),
  }
}

/** The check of a body. It is compiled for the first body that is refused: a start is quicker without. */
function bodyValidatorAt(document: OpenapiDocument, pointer: string): (body: unknown) => SchemaError[] {
  const compile = () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true, verbose: true, logger: false })
    ajv.addSchema({ $id: 'document', ...document }, 'document')
    return ajv.compile({ $ref: `document#${encodeURI(pointer)}` })
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

/** The samples of the first webhook that reports failures, and the check of its body. */
function readCallbacks(
  { cases, callbacks, sources }: Model,
  document: OpenapiDocument,
): Pick<Contract, 'callbacks' | 'checkCallback'> {
  const failure = cases.find(({ channel }) => channel === 'callback')
  const webhook = callbacks.find(({ operationId }) => operationId === failure?.operationId)
  if (webhook?.body === undefined) return { callbacks: [], checkCallback: () => [] }
  const place = `/webhooks/${webhook.path}/${webhook.method}/requestBody/content/application~1json/schema`
  const examples = webhook.body.samples.map(({ name, example }): CallbackExample => {
    const [source] = sourcesOf(example['x-source'] ?? webhook.source, sources)
    return { name, example, source: source?.source ?? 'assumption' }
  })
  return { callbacks: examples, checkCallback: validatorAt(document, place) }
}
