import { type Case, casesOf, type ErrorCase, errorCasesOf } from './cases.ts'
import type { CodeSample, Content, methods, OpenapiDocument, Provenance, Source } from './document.ts'
import {
  callbacksOf,
  examplesOf,
  type NamedExample,
  operationsOf,
  type PlacedOperation,
  sendingOf,
} from './operations.ts'
import { type Field, fieldsOf, type Type, typeOf } from './types.ts'

/** Everything that the products read from the document of an API. */
export interface Model {
  title: string
  version: string
  summary: string
  description: string
  /** The address of the published docs, ending in a slash; `undefined` until the document names it. */
  docsUrl: string | undefined
  /** The page that the document describes. */
  page: { description: string; url: string } | undefined
  /** The sources of statements, by name. */
  sources: Readonly<Record<string, Source>>
  /** Help for situations that no case describes. */
  situations: readonly Situation[]
  servers: readonly Server[]
  /** The header that carries the key, in lower case. */
  keyHeader: string
  /** The name of the key's security scheme. */
  keyScheme: string
  /** Where the key comes from, and what it is for. */
  keyDescription: string
  license: { name: string; identifier: string } | undefined
  tags: readonly { name: string; description: string; source: Provenance | undefined }[]
  /** The operation that sends a reaction. */
  sending: Operation
  /** The operations that a client calls. */
  operations: readonly Operation[]
  /** The callbacks that Kaleyra sends. The path of each is the name of its webhook. */
  callbacks: readonly Operation[]
  /** Every documented response, and every callback that reports a failure. */
  cases: readonly Case[]
  /** The cases that are errors, each name once. */
  errorCases: readonly ErrorCase[]
}

/** Help for a situation that no case describes. */
export interface Situation {
  name: string
  title: string
  /** The statuses of a response in this situation. */
  statuses: readonly number[]
  /** Words that a log line has in this situation, such as `ECONNRESET`. */
  signs: readonly string[]
  statements: readonly { text: string; source: Provenance }[]
}

/** A server, with the name by which a client chooses it. */
export interface Server {
  region: string
  url: string
  description: string
}

/** An operation with its parameters, body and responses. */
export interface Operation {
  operationId: string
  method: (typeof methods)[number]
  /** Path template, its placeholders in braces. */
  path: string
  tag: string
  title: string
  description: string
  parameters: readonly Parameter[]
  /** A sample value for each parameter, by its name. */
  sampleParameters: Readonly<Record<string, unknown>>
  body: Body | undefined
  /** Its responses; a status may be a range, such as `2XX`. */
  responses: readonly { status: string; description: string }[]
  /** The path to the id in a success response; `undefined` if it has none. */
  idPath: readonly string[] | undefined
  samples: readonly CodeSample[]
  source: Provenance | undefined
}

/** A parameter of an operation. */
export interface Parameter extends Field {
  /** Where a request has it: `path`, `query`, `header` or `cookie`. */
  place: string
}

/** The body of a request. */
export interface Body {
  description: string
  type: Type
  /** Sample bodies, with the names of their examples. */
  samples: readonly NamedExample[]
}

/**
 * Reads the model of a bundle that `spec` publishes, in which only schemas are referenced. For operations other than the
 * reaction it may be incomplete.
 */
export function modelOf(document: OpenapiDocument): Model {
  const { info, externalDocs, servers = [], tags = [] } = document
  const schemes = Object.entries(document.components.securitySchemes ?? {})
  const isKey = ([, { type, in: place }]: (typeof schemes)[number]) => type === 'apiKey' && place === 'header'
  const [keyScheme = '', key] = schemes.find(isKey) ?? []
  return {
    title: info?.title ?? '',
    version: info?.version ?? '',
    summary: info?.summary ?? '',
    description: info?.description?.trim() ?? '',
    docsUrl: info?.['x-docs-url'],
    page: externalDocs && { description: externalDocs.description ?? '', url: externalDocs.url },
    sources: document['x-sources'] ?? {},
    situations: Object.entries(document['x-situations'] ?? {}).map(
      ([name, { title, statuses = [], signs = [], statements }]) => ({
        name,
        title,
        statuses,
        signs,
        statements: statements.map(({ text, 'x-source': source }) => ({ text, source })),
      }),
    ),
    servers: servers.map(({ url, description = '', 'x-region': region = '' }) => ({
      region,
      url,
      description,
    })),
    keyHeader: key?.name?.toLowerCase() ?? '',
    keyScheme,
    keyDescription: key?.description?.trim() ?? '',
    license: info?.license && { identifier: '', ...info.license },
    tags: tags.map(({ name, description = '', 'x-source': source }) => ({ name, description, source })),
    sending: operationOf(sendingOf(document), document),
    operations: operationsOf(document).map((operation) => operationOf(operation, document)),
    callbacks: callbacksOf(document).map((operation) => operationOf(operation, document)),
    cases: casesOf(document),
    errorCases: errorCasesOf(document),
  }
}

function operationOf(placed: PlacedOperation, document: OpenapiDocument): Operation {
  const { operationId, method, path, tags = [], summary = operationId, description = '' } = placed
  const success = Object.entries(placed.responses).find(([status]) => status.startsWith('2'))?.[1]
  return {
    operationId,
    method,
    path,
    tag: tags[0] ?? '',
    title: summary,
    description: description.trim(),
    parameters: placed.parameters.map((parameter) => ({
      name: parameter.name,
      place: parameter.in,
      isRequired: parameter.required === true,
      description: (parameter.description ?? parameter.schema?.description ?? '').trim(),
      type: typeOf(parameter.schema ?? {}, document),
      examples: [sampleOf(parameter)],
      default: parameter.schema?.default,
      isId: false,
      source: parameter['x-source'],
    })),
    sampleParameters: Object.fromEntries(placed.parameters.map((each) => [each.name, sampleOf(each)])),
    body: bodyOf(placed.requestBody, document),
    responses: Object.entries(placed.responses).map(([status, { description = '' }]) => ({
      status,
      description,
    })),
    idPath: idPathsIn(typeOf(schemaOf(success) ?? {}, document))[0],
    samples: placed['x-codeSamples'] ?? [],
    source: placed['x-source'],
  }
}

function bodyOf(content: Content | undefined, document: OpenapiDocument): Body | undefined {
  const schema = schemaOf(content)
  if (content === undefined || schema === undefined) return undefined
  const { description = '' } = content
  return { description, type: typeOf(schema, document), samples: examplesOf(content) }
}

function schemaOf(content: Content | undefined) {
  return content?.content?.['application/json']?.schema
}

/** A value for a parameter; `undefined` if the document offers none. */
function sampleOf({ example, schema = {} }: PlacedOperation['parameters'][number]): unknown {
  const { example: own, examples = [], default: fallback, enum: values = [] } = schema
  return example ?? own ?? examples[0] ?? fallback ?? values[0]
}

/** The paths to the fields that contain the id of an accepted call. */
function idPathsIn(type: Type): string[][] {
  return fieldsOf(type).flatMap(({ name, isId, type: inner }) =>
    isId ? [[name]] : idPathsIn(inner).map((path) => [name, ...path]),
  )
}
