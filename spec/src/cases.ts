/** The parts of an OpenAPI document that the cases are read from. */
export interface OpenapiDocument {
  paths: Record<string, PathItem>
  webhooks?: Record<string, PathItem>
  components: {
    schemas: Record<string, Schema>
    securitySchemes?: Record<string, { type: string; in?: string; name?: string }>
  }
}

/** The methods that can carry an operation, in the order of the OpenAPI specification. */
export const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const

type PathItem = { [Method in (typeof methods)[number]]?: Operation } & { parameters?: Parameter[] }

/** An operation as the document writes it. */
export interface Operation {
  operationId: string
  tags?: string[]
  summary?: string
  description?: string
  'x-codeSamples'?: { lang: string; label: string; source: string }[]
  parameters?: Parameter[]
  requestBody?: Content
  responses: Record<string, Content>
  'x-source'?: string
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

/** A request body or an answer as the document writes it. */
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
  /** `account` when every further call of the account meets it, else `call`. */
  scope: string
  /** Who has to act. */
  actor: string
  /** What to do. */
  action: string
  /** Whether and when to send again; the delays in minutes where the vendor gives a schedule. */
  retry: { advice: string; delayMinutes?: number[] }
  /** What may have led to it. */
  causes?: string[]
  /** Who says so: page, vendor, meta or assumption. */
  'x-source': string
}

/** A documented answer or callback, under the name of its example. */
export interface Case {
  name: string
  channel: 'answer' | 'callback'
  operationId: string
  /** HTTP status of an answer; a callback has none. */
  status: number | undefined
  /** Code on the wire. */
  code: string | undefined
  /** The member of `error` that tells cases of the same code apart. */
  key: string | undefined
  title: string
  meaning: string
  /** Absent where the case is no error. */
  error: CatalogueEntry | undefined
  body: unknown
}

/** Every operation of the document with its path and method. */
export function operationsOf(document: OpenapiDocument): (Operation & { path: string; method: string })[] {
  return Object.entries(document.paths).flatMap(([path, item]) => {
    const { parameters: shared = [] } = item
    return operationsIn(item).map(([method, operation]) => ({
      ...operation,
      parameters: [...shared, ...(operation.parameters ?? [])],
      path,
      method,
    }))
  })
}

/** Every documented case: the named answers of all operations, then the callbacks that report an error. */
export function casesOf(document: OpenapiDocument): Case[] {
  const answers = operationsOf(document).flatMap((operation) =>
    Object.entries(operation.responses).flatMap(([status, answer]) =>
      examplesOf(answer).map(([name, example]): Case => {
        const schema = document.components.schemas[name]
        return {
          name,
          channel: 'answer',
          operationId: operation.operationId,
          status: Number(status),
          code: textMember(example.value, 'code'),
          key: Object.keys(Object(member(example.value, 'error')))[0],
          title: example.summary ?? name,
          meaning: schema?.description?.trim() ?? '',
          error: schema?.['x-error'],
          body: example.value,
        }
      }),
    ),
  )
  const callbacks = Object.values(document.webhooks ?? {})
    .flatMap(operationsIn)
    .flatMap(([, operation]) =>
      examplesOf(operation.requestBody).flatMap(([name, example]): Case[] => {
        const { 'x-error': error } = example
        if (error === undefined) return []
        const { operationId } = operation
        const { code, meaning } = error
        const title = example.summary ?? name
        const shared = { status: undefined, key: undefined, title, meaning, error, body: example.value }
        return [{ name, channel: 'callback', operationId, code, ...shared }]
      }),
    )
  return [...answers, ...callbacks]
}

/** A case that is an error: a refused call, or the callback that reports a failure later. */
export type ErrorCase = Case & { error: CatalogueEntry }

/** Every documented error once, in the document's order, however many operations share it. */
export function errorCasesOf(document: OpenapiDocument): ErrorCase[] {
  const errors = casesOf(document).flatMap(({ error, ...found }) => (error ? [{ ...found, error }] : []))
  return errors.filter(({ name }, index) => errors.findIndex((other) => other.name === name) === index)
}

/** A value for a parameter: its example, else what its schema offers. */
export function sampleOf({ example, schema = {} }: Parameter): unknown {
  return (
    example ?? schema.example ?? schema.examples?.[0] ?? schema.default ?? schema.enum?.[0] ?? schema.minimum
  )
}

/** The header that carries the key, in lower case. */
export function keyHeaderOf({ components }: OpenapiDocument): string {
  const schemes = Object.values(components.securitySchemes ?? {})
  const scheme = schemes.find(({ type, in: place }) => type === 'apiKey' && place === 'header')
  return scheme?.name?.toLowerCase() ?? ''
}

/** The reaction of the document's first sample request, as clients take it. */
export function sampleReactionOf(document: OpenapiDocument): {
  to: string
  messageId: string
  emoji: string
} {
  const operation = operationsOf(document).find(({ operationId }) => operationId === 'sendReaction')
  const [, sample] = examplesOf(operation?.requestBody)[0] ?? []
  const { to, reaction } = Object(Object(sample?.value).messaging_object)
  return { to, messageId: reaction.message_id, emoji: reaction.emoji }
}

/** The named JSON examples of a request body or an answer. */
export function examplesOf(content: Content | undefined): [string, Example][] {
  return Object.entries(content?.content?.['application/json']?.examples ?? {})
}

function operationsIn(item: PathItem): [string, Operation][] {
  return methods.flatMap((method): [string, Operation][] => {
    const operation = item[method]
    return operation === undefined ? [] : [[method, operation]]
  })
}

function textMember(value: unknown, key: string): string | undefined {
  const found = member(value, key)
  return typeof found === 'string' ? found : undefined
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(key) : undefined
}
