/** The parts of an OpenAPI document that are read here, as the document writes them. */
export interface OpenapiDocument {
  paths: Record<string, PathItem>
  webhooks?: Record<string, PathItem>
  components: {
    schemas: Record<string, Schema>
    securitySchemes?: Record<string, SecurityScheme>
  }
}

/** A way to authenticate as the document writes it. */
export interface SecurityScheme {
  type: string
  in?: string
  name?: string
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
  'x-source'?: string
}

/** A program that uses an operation. */
export interface CodeSample {
  /** The language, as the docs name it. */
  lang: string
  label: string
  source: string
}

/** A parameter as the document writes it. */
export interface Parameter {
  name: string
  in: string
  required?: boolean
  description?: string
  example?: unknown
  schema?: {
    type?: string
    example?: unknown
    examples?: readonly unknown[]
    default?: unknown
    enum?: readonly unknown[]
    minimum?: number
  }
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
  'x-error'?: CatalogueEntry & { code: string; meaning: string }
  'x-source'?: string
}

/** The parts of a schema that are shown to people. */
export interface Schema {
  $ref?: string
  type?: string
  description?: string
  properties?: Record<string, Schema>
  required?: readonly string[]
  items?: Schema
  oneOf?: Schema[]
  'x-known-values'?: string[]
  'x-truncated-at'?: number
  'x-error'?: CatalogueEntry
}

/** What the document knows of an error beside its shape. */
export interface CatalogueEntry {
  /** What the error is about: credentials, account, request, balance, server. */
  kind: string
  /** `account` when every further call of the account meets the error, else `call`. */
  scope: string
  /** The person or team that has to act. */
  actor: string
  /** What to do. */
  action: string
  /** Whether and when to send again; the delays are in minutes, where Kaleyra gives a schedule. */
  retry: { advice: string; delayMinutes?: number[] }
  /** What may have led to the error. */
  causes?: string[]
  /** The source of this entry: page, vendor, meta or assumption. */
  'x-source': string
}
