import type { NodeType } from './redocly.ts'

const text = { type: 'string' }
const texts = { type: 'array', items: { type: 'string' } }
const provenance = (value: unknown): unknown => (typeof value === 'string' ? text : 'Provenance')

/** The extensions of this document, by the type of the node on which each may stand. */
const extensions: Readonly<Record<string, Record<string, unknown>>> = {
  Root: { 'x-sources': 'Sources', 'x-situations': 'Situations' },
  Info: { 'x-docs-url': text },
  Server: { 'x-region': text },
  Tag: { 'x-source': provenance },
  Operation: { 'x-source': provenance },
  Parameter: { 'x-source': provenance },
  SecurityScheme: { 'x-source': provenance },
  Example: { 'x-error': 'ErrorFacts', 'x-source': provenance },
  Schema: {
    'x-source': provenance,
    'x-extensible-enum': texts,
    'x-truncated-at': { type: 'integer', minimum: 1 },
    'x-id': { type: 'boolean' },
  },
}

const ownTypes: Readonly<Record<string, NodeType>> = {
  /** A word of `x-sources`, with the names of the statements that come from there. */
  Provenance: { properties: {}, additionalProperties: texts },
  Sources: { properties: {}, additionalProperties: 'Source' },
  Source: { properties: { title: text, url: text, read: text }, required: ['title'] },
  Situations: { properties: {}, additionalProperties: 'Situation' },
  Situation: {
    properties: {
      title: text,
      statuses: { type: 'array', items: { type: 'integer' } },
      signs: texts,
      statements: 'StatementList',
    },
    required: ['title', 'statements'],
  },
  Statement: { properties: { text, 'x-source': provenance }, required: ['text', 'x-source'] },
  /** What is known of an error beside its shape. */
  ErrorFacts: {
    properties: {
      code: text,
      title: text,
      meaning: text,
      note: text,
      causes: texts,
      kind: {
        enum: ['credentials', 'account', 'number', 'recipient', 'request', 'balance', 'rate', 'server'],
      },
      scope: { enum: ['call', 'number', 'account'] },
      mayHaveBeenAccepted: { type: 'boolean' },
      invalidRequest: { type: 'boolean' },
      unknown: texts,
      actor: text,
      action: text,
      retry: 'Retry',
      'x-source': provenance,
    },
    required: ['meaning', 'kind', 'scope', 'actor', 'action', 'retry', 'x-source'],
  },
  Retry: {
    properties: { advice: text, delayMinutes: { type: 'array', items: { type: 'integer' } } },
    required: ['advice'],
  },
}

/** The types of OpenAPI with the extensions of this document. */
export function extendedTypes(types: Readonly<Record<string, NodeType>>): Record<string, NodeType> {
  const extended = Object.entries(extensions).map(([name, members]) => {
    const type = types[name]
    return [name, { ...type, properties: { ...type?.properties, ...members } }]
  })
  const StatementList = { properties: {}, items: 'Statement' }
  return { ...types, ...ownTypes, StatementList, ...Object.fromEntries(extended) }
}
