import { readFileSync } from 'node:fs'
import { type Case, casesOf, responseCasesOf } from '@kaleyra-reactions/model/cases'
import type { OpenapiDocument, Schema } from '@kaleyra-reactions/model/document'
import { isCase } from '@kaleyra-reactions/model/matching'
import { member } from '@kaleyra-reactions/model/member'
import {
  callbacksOf,
  examplesOf,
  keyHeaderOf,
  type NamedExample,
  operationsOf,
  type PlacedOperation,
  sampleOf,
} from '@kaleyra-reactions/model/operations'
import { matchPath } from '@kaleyra-reactions/model/path-template'
import { escapePointer, problemText } from '@kaleyra-reactions/model/problem'
import { problemsOf, validatorAt } from '@kaleyra-reactions/model/problems'
import { sourcesOf } from '@kaleyra-reactions/model/sources'
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
  /** Sample values of the parameters, by their names. */
  samples: Readonly<Record<string, unknown>>
  /** The media types of the request body, in lower case; none where it takes no body. */
  mediaTypes: readonly string[]
  /** The fields of the request body, those inside of others included. */
  fields: readonly Field[]
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
 * @throws when the file cannot be read. Also when a schema does not compile, an example contradicts its schema, or a case
 * name is given twice: the message names each place.
 */
export function readContract(file?: string): Contract {
  const document = file === undefined ? structuredClone<OpenapiDocument>(bundled) : readDocument(file)
  const problems = problemsOf(document)
  if (problems.length > 0)
    throw new Error(`The document cannot be trusted:\n${problems.map(problemText).join('\n')}`)
  const cases = new Map(casesOf(document).map((each) => [each.name, each]))
  const operations = operationsOf(document).map((operation) => readOperation(operation, document))
  return { document, cases, operations, keyHeader: keyHeaderOf(document), ...readCallbacks(document) }
}

/** The name of the documented case that a response is; `undefined` where the document has no such case. */
export function caseOf({ cases }: Contract, status: number, body: unknown): string | undefined {
  return [...cases.values()].find((each) => isCase(each, status, body))?.name
}

/** The operations that a path belongs to. */
export function operationsAt(path: string, { operations }: Contract): MatchedOperation[] {
  return operations.flatMap((operation) => {
    const parameters = matchPath(operation.path, path)
    return parameters === undefined ? [] : [{ operation, parameters }]
  })
}

/** The documented refusal of credentials, and of a business number, that are outside of a list. */
export function refusalOf(contract: Contract, kind: 'credentials' | 'number'): Case | undefined {
  const refusals = [...contract.cases.values()].filter(({ channel }) => channel === 'response')
  return refusals.find(({ error }) => error?.kind === kind)
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

function readOperation(operation: PlacedOperation, document: OpenapiDocument): DocumentedOperation {
  const { operationId, path, method, parameters, requestBody } = operation
  const content = requestBody?.content ?? {}
  const schema = content['application/json']?.schema
  const pointer = `/paths/${escapePointer(path)}/${method}/requestBody/content/application~1json/schema`
  return {
    operationId,
    path,
    method: method.toUpperCase(),
    caseNames: new Set(namesOf(responseCasesOf(document), operationId)),
    samples: Object.fromEntries(parameters.map((parameter) => [parameter.name, sampleOf(parameter)])),
    mediaTypes: Object.keys(content).map((type) => type.toLowerCase()),
    fields: schema === undefined ? [] : fieldsOf(schema, document),
    checkBody: schema === undefined ? () => [] : bodyValidatorAt(document, pointer),
  }
}

function namesOf(cases: readonly Case[], operationId: string): string[] {
  return cases.flatMap((each) => (each.operationId === operationId ? each.name : []))
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

/** The fields below a schema. A schema that contains itself ends there. */
function fieldsOf(
  schema: Schema,
  document: OpenapiDocument,
  path: readonly string[] = [],
  outer: readonly Schema[] = [],
): Field[] {
  const target = resolve(schema, document)
  if (outer.includes(target)) return []
  return Object.entries(target.properties ?? {}).flatMap(([name, property]): Field[] => {
    const { 'x-truncated-at': truncatedAt, 'x-extensible-enum': knownValues } = resolve(property, document)
    const place = [...path, name]
    return [
      { path: place, truncatedAt, knownValues },
      ...fieldsOf(property, document, place, [...outer, target]),
    ]
  })
}

function resolve(schema: Schema, { components }: OpenapiDocument): Schema {
  const name = schema.$ref?.split('/').at(-1)
  return (name === undefined ? undefined : components.schemas[name]) ?? schema
}

/** The examples of the first webhook that reports failures, and the check of its body. */
function readCallbacks(document: OpenapiDocument): Pick<Contract, 'callbacks' | 'checkCallback'> {
  const webhook = callbacksOf(document).find(({ requestBody }) =>
    examplesOf(requestBody).some(({ example }) => example['x-error'] !== undefined),
  )
  if (webhook === undefined) return { callbacks: [], checkCallback: () => [] }
  const place = `/webhooks/${webhook.path}/${webhook.method}/requestBody/content/application~1json/schema`
  const callbacks = examplesOf(webhook.requestBody).map(({ name, example }): CallbackExample => {
    const [source] = sourcesOf(example['x-source'] ?? webhook['x-source'])
    return { name, example, source: source?.source ?? 'assumption' }
  })
  return { callbacks, checkCallback: validatorAt(document, place) }
}
