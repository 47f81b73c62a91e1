/** The parts of an OpenAPI document that this package reads. */
export interface OpenapiDocument {
  info?: Info
  externalDocs?: ExternalDocs
  'x-sources'?: Record<string, Source>
  'x-situations'?: Record<string, SituationEntry>
  servers?: Server[]
  tags?: Tag[]
  paths: Record<string, PathItem>
  webhooks?: Record<string, PathItem>
  components: {
    schemas: Record<string, Schema>
    securitySchemes?: Record<string, SecurityScheme>
  }
}

/** The title, version and description of the document. */
export interface Info {
  title: string
  version: string
  summary?: string
  description?: string
  license?: { name: string; identifier?: string }
  'x-docs-url'?: string
}

/** A page that the document refers to. */
export interface ExternalDocs {
  description?: string
  url: string
}

/** A group of operations. */
export interface Tag {
  name: string
  description?: string
  'x-source'?: Provenance
}

/** A server as the document writes it. */
export interface Server {
  url: string
  description?: string
  'x-region'?: string
}

/** A way to authenticate as the document writes it. */
export interface SecurityScheme {
  type: string
  in?: string
  name?: string
  description?: string
}

/** The methods that can carry an operation, in the order of the OpenAPI specification. */
export const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const

/** The operations of a path or of a webhook, with the parameters that they share. */
export type PathItem = { [Method in (typeof methods)[number]]?: Operation } & { parameters?: Parameter[] }

/** An operation as the document writes it. */
export interface Operation {
  operationId: string
  tags?: string[]
  summary?: string
  description?: string
  'x-codeSamples'?: CodeSample[]
  parameters?: Parameter[]
  requestBody?: Content
  responses: Record<string, Content>
  'x-source'?: Provenance
}

/** A program that uses an operation. */
export interface CodeSample {
  /** The language, as the docs name it. */
  lang: string
  label: string
  /** The name of the request example that it sends. */
  example: string
  source: string
}

/** A parameter as the document writes it. */
export interface Parameter {
  name: string
  in: string
  required?: boolean
  description?: string
  example?: unknown
  schema?: Schema
  'x-source'?: Provenance
}

/** A request body or a response as the document writes it. */
export interface Content {
  description?: string
  content?: { 'application/json'?: { schema?: Schema; examples?: Record<string, Example> } }
}

/** A named example as the document writes it. */
export interface Example {
  summary?: string
  description?: string
  value: unknown
  'x-error'?: CatalogueEntry
  'x-source'?: Provenance
}

/** A schema as the document writes it. */
export interface Schema {
  $ref?: string
  title?: string
  type?: string | readonly string[]
  description?: string
  properties?: Record<string, Schema>
  required?: readonly string[]
  additionalProperties?: boolean | Schema
  items?: Schema
  allOf?: readonly Schema[]
  oneOf?: readonly Schema[]
  const?: unknown
  enum?: readonly unknown[]
  default?: unknown
  example?: unknown
  examples?: readonly unknown[]
  format?: string
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  exclusiveMinimum?: number
  maximum?: number
  exclusiveMaximum?: number
  multipleOf?: number
  minItems?: number
  maxItems?: number
  uniqueItems?: boolean
  'x-extensible-enum'?: string[]
  'x-truncated-at'?: number
  'x-id'?: boolean
  'x-source'?: Provenance
}

/** A source of statements. */
export interface Source {
  title: string
  /** The address of the page, if the source is one. */
  url?: string
  /** The day on which the text was read, `2026-11-23`. */
  read?: string
}

/** Where an entry comes from: the name of a source in `x-sources`, or several names, each with its statements. */
export type Provenance = string | Record<string, readonly string[]>

/** Help for a situation that no case describes, as the document writes it. */
export interface SituationEntry {
  title: string
  /** The statuses of a response in this situation. */
  statuses?: number[]
  /** Words that a log line has in this situation, such as `ECONNRESET`. */
  signs?: string[]
  statements: { text: string; 'x-source': Provenance }[]
}

/** What the document says about an error: meaning, causes and remedy. */
export interface CatalogueEntry {
  /** The code that a callback carries. A response has its code in its body. */
  code?: string
  /** Meta's title of a failure without a sample of its own. The sample is made from that of the previous failure. */
  title?: string
  meaning: string
  /** What else there is to know, in a sentence or two. */
  note?: string
  /** What may have led to the error. */
  causes?: string[]
  /** What the error is about: credentials, account, number, recipient, request, balance, rate, server. */
  kind: string
  /** Which further calls get the same error: all of the `account`, all of the `number`, or only this `call`. */
  scope: string
  /** Whether the reaction may have been accepted anyway. Absent for a callback: its reaction was accepted. */
  mayHaveBeenAccepted?: boolean
  /** Whether this is the response to an invalid request. */
  invalidRequest?: boolean
  /** The path parameters, or the security scheme of the key, whose unknown values get this error. */
  unknown?: string[]
  /** The person or team that has to act. */
  actor: string
  /** What to do. */
  action: string
  /** Whether and when to send again; the delays are in minutes, where Kaleyra gives a schedule. */
  retry: { advice: string; delayMinutes?: number[] }
  /** The source of each statement. */
  'x-source': Provenance
}
