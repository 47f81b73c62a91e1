import type { Example, OpenapiDocument, Schema } from '../../packages/model/src/document.ts'
import { errorExample, examplesIn, facadeOperationIn, fieldsIn, firstErrorIn } from './places.ts'

/** A change of the document that stops the build. */
export interface RefusedChange {
  change: string
  edit(document: OpenapiDocument): void
  /** The end of the place that the message has to name. */
  place: string
  /** What the message has to say, remedy included. */
  says: string
}

/** A change of the document that a person has to decide: the facade of the client does not compile. */
export interface DecidedChange {
  change: string
  edit(document: OpenapiDocument): void
  /** The word of the document that the compiler has to name. */
  names: string
}

/** Every change that no product can carry. */
export const refusedChanges: readonly RefusedChange[] = [
  refusedField('an object as a flag', { type: 'object', properties: {} }, 'can be no flag of the CLI'),
  refusedField(
    'a map as a flag',
    { type: 'object', additionalProperties: { type: 'string' } },
    'can be no flag of the CLI; its type must be one of string, integer, number, boolean',
  ),
  refusedField(
    'a field that takes null',
    { type: ['string', 'null'] },
    'takes null in what is sent',
    '/type',
  ),
  refusedField('allOf', { allOf: [] }, 'is not understood here: write all fields into one object', '/allOf'),
  refusedField('anyOf', { anyOf: [] }, 'is not understood here: write one type', '/anyOf'),
  refusedField('a misspelt limit', { type: 'integer', maximun: 3 }, 'did you mean maximum?', '/maximun'),
  refusedName('a blank in the name of a flag', 'a b', 'can be no flag of the CLI; it takes letters'),
  refusedName('a name that every object has', 'toString', 'is a name that JavaScript reads otherwise'),
  {
    change: 'two fields that are one flag',
    edit(document) {
      const field = { type: 'string', description: 'x' }
      Object.assign(fieldsIn(document, 'ExtraInfo'), { no_reply: field, noReply: field })
    },
    place: '/properties/noReply',
    says: 'would be the same flag as no_reply; rename one of them',
  },
  {
    change: 'no server',
    edit: (document) => document.servers?.splice(0),
    place: '/servers',
    says: 'names no server; give the address of at least one',
  },
  {
    change: 'a schema with a name of the language',
    edit(document) {
      document.components.schemas['Promise'] = { type: 'object', properties: { a: { type: 'string' } } }
    },
    place: '/components/schemas/Promise',
    says: 'is Promise, a name that generated code needs for something else; rename it',
  },
  {
    change: 'a schema that contains itself',
    edit: (document) =>
      Object.assign(fieldsIn(document, 'Reaction'), { inner: { $ref: '#/components/schemas/Reaction' } }),
    place: '/components/schemas/Reaction/properties/inner/$ref',
    says: 'contains itself: #/components/schemas/Reaction; end it at some depth',
  },
  {
    change: 'a oneOf as a body',
    edit(document) {
      const media = facadeOperationIn(document).operation.requestBody?.content?.['application/json']
      if (media?.schema) media.schema = { oneOf: [media.schema] }
    },
    place: '/requestBody/content/application~1json/schema/oneOf',
    says: 'is not understood here: write one object with optional fields',
  },
  {
    change: 'a status without a body',
    edit: (document) =>
      Object.assign(facadeOperationIn(document).operation.responses, { '204': { description: 'Done' } }),
    place: '/responses/204',
    says: 'has no content; only responses with a JSON body are understood',
  },
  ...['default', '5XX'].map(
    (status): RefusedChange => ({
      change: `the status ${status}`,
      edit(document) {
        const { responses } = facadeOperationIn(document).operation
        Object.assign(responses, { [status]: structuredClone(responses['500']) })
      },
      place: `/responses/${status}`,
      says: 'is not understood as a status; write each status by itself',
    }),
  ),
  {
    change: 'a list as a response',
    edit(document) {
      const { responses } = facadeOperationIn(document).operation
      const media = Object.values(responses)[0]?.content?.['application/json']
      if (media) media.schema = { type: 'array', items: { type: 'string' } }
    },
    place: '/content/application~1json/schema',
    says: 'must be an object with properties; put the value into a field',
  },
  {
    change: 'a server with variables',
    edit: (document) => Object.assign(document.servers?.[0] ?? {}, { variables: { pod: { default: 'in' } } }),
    place: '/servers/0/variables',
    says: 'is not understood here: write one server for each address',
  },
  {
    change: 'a body that is no JSON',
    edit(document) {
      const content = facadeOperationIn(document).operation.requestBody?.content ?? {}
      Object.assign(content, { 'application/xml': content['application/json'] })
    },
    place: '/requestBody/content/application~1xml',
    says: 'is not understood; bodies are application/json',
  },
  {
    change: 'two regions of one name',
    edit: (document) =>
      document.servers?.push({
        url: 'https://drill.example',
        'x-region': document.servers[0]?.['x-region'] ?? '',
      }),
    place: '/servers/3/x-region',
    says: 'choose another name',
  },
  {
    change: 'a server without a region',
    edit: (document) => document.servers?.push({ url: 'https://drill.example' }),
    place: '/servers/3',
    says: 'has no x-region; give the server a name',
  },
  ...[
    refusedValue('a code that is no text', { code: 400 }, 'has no code that is a text'),
    refusedValue('an error without a code', { code: undefined }, 'has no code that is a text'),
    refusedValue('an error without a member in error', { error: {} }, 'has no member in error'),
  ],
  {
    change: 'two errors with the same status, code and member',
    edit(document) {
      const examples = examplesIn(facadeOperationIn(document).operation, '400')
      examples['DR400'] = errorExample('DR400', 'drill')
      examples['DR400-twice'] = errorExample('DR400', 'drill')
    },
    place: '/DR400-twice',
    says: 'cannot be told from DR400: code and the member of error are the same; change one of them',
  },
  refusedEntry(
    'a misspelt member of x-error',
    { actr: 'Nobody' },
    'is unknown; did you mean actor?',
    '/actr',
  ),
  refusedEntry('a misspelt kind', { kind: 'requst' }, 'is "requst"; did you mean request?', '/kind'),
  refusedEntry('an error without a source', { 'x-source': undefined }, 'has no x-source; add it'),
  refusedEntry(
    'an error without advice on retries',
    { retry: undefined },
    'has no retry; add it: Whether and when to send again',
  ),
  refusedEntry('an unknown parameter', { unknown: ['sidd'] }, 'is sidd; did you mean sid?', '/unknown/0'),
  refusedCaseName(
    'a misspelt name of a case',
    errorExample('DR400', 'drill'),
    'DR40O',
    'is the name of a case whose code is DR400; call it DR400, or DR400- and a word',
  ),
  {
    change: 'an error status without a case',
    edit(document) {
      const { responses } = facadeOperationIn(document).operation
      const schema = responses['500']?.content?.['application/json']?.schema
      responses['503'] = { description: 'x', content: { 'application/json': { ...(schema && { schema }) } } }
    },
    place: '/responses/503',
    says: 'has no named example; a named example is the case that every product shows',
  },
  {
    change: 'an example that contradicts its schema',
    edit: (document) =>
      Object.assign(fieldsIn(document, 'ExtraInfo'), { size: { type: 'integer', example: 'x' } }),
    place: '/size/example',
    says: 'contradicts its schema: must be integer',
  },
  {
    change: 'two ids in one response',
    edit: (document) =>
      Object.assign(fieldsIn(document, 'SendReactionResponse'), { other: { type: 'string', 'x-id': true } }),
    place: '/responses/202',
    says: 'has two fields with x-id',
  },
  {
    change: 'a schema with a name of the generated operations',
    edit(document) {
      const { operationId } = facadeOperationIn(document).operation
      const name = `${operationId.charAt(0).toUpperCase()}${operationId.slice(1)}Parameters`
      document.components.schemas[name] = { type: 'object', properties: { a: { type: 'string' } } }
    },
    place: '/components/schemas/SendReactionParameters',
    says: 'a name that generated code needs for something else; rename it',
  },
  {
    change: 'a method without a body to read',
    edit(document) {
      const { item, operation } = facadeOperationIn(document)
      const { requestBody: _, ...others } = structuredClone(operation)
      item.head = { ...others, operationId: 'askAgain' }
    },
    place: '/head',
    says: 'is a method without a JSON body to read; only others are understood',
  },
  {
    change: 'one case described in two ways',
    edit(document) {
      const { path, item, operation } = facadeOperationIn(document)
      examplesIn(operation, '400')['DR400'] = errorExample('DR400', 'drill')
      const { requestBody: _, ...others } = structuredClone(operation)
      const get = { ...others, operationId: 'askAgain' }
      examplesIn(get, '400')['DR400'] = errorExample('DR400', 'drill', { meaning: 'Another meaning.' })
      document.paths[`${path}/again`] = { parameters: structuredClone(item.parameters ?? []), get }
    },
    place: '/examples/DR400',
    says: 'is described otherwise where the name stands first; describe the case once, and refer to it',
  },
  refusedCaseName(
    'a case with a name that every object has',
    errorExample('constructor', 'drill'),
    'constructor',
    'is no name for a case, since JavaScript reads it otherwise; add a word to it',
  ),
  {
    change: 'a server with a query',
    edit(document) {
      for (const server of document.servers ?? []) server.url += '?a=b'
    },
    place: '/servers/0/url',
    says: 'write https://, a host and perhaps a path, and nothing else',
  },
  {
    change: 'a callback without a body',
    edit(document) {
      for (const { post } of Object.values(document.webhooks ?? {})) delete post?.requestBody
    },
    place: '/post',
    says: 'has no requestBody; describe the JSON that Kaleyra sends',
  },
  {
    change: 'a request that takes members that no product could send',
    edit: (document) => Object.assign(schemaOfMessage(document), { additionalProperties: true }),
    place: '/components/schemas/MessagingObject/additionalProperties',
    says: 'lets members be sent that no product could send; make it false',
  },
  refusedField(
    'a closed list that is open, too',
    { type: 'string', enum: ['a'], 'x-extensible-enum': ['a', 'b'] },
    'stands beside enum or const, which allows no other value; keep one of the two',
    '/x-extensible-enum',
  ),
  refusedField(
    'an id in what is sent',
    { type: 'string', 'x-id': true },
    'it marks the id in a response, so remove it',
    '/x-id',
  ),
  refusedField(
    'a default beyond its limit',
    { type: 'integer', maximum: 3, default: 7 },
    'contradicts its schema: must be <= 3',
    '/default',
  ),
  {
    change: 'a reference that leads back to itself',
    edit(document) {
      const { responses } = facadeOperationIn(document).operation
      Object.assign(document.components, { responses: { Again: { $ref: '#/components/responses/Again' } } })
      Object.assign(responses, { '500': { $ref: '#/components/responses/Again' } })
    },
    place: '/responses/500/$ref',
    says: 'leads back to itself: #/components/responses/Again',
  },
]

/** Every change that one hand-written file has to decide. */
export const decidedChanges: readonly DecidedChange[] = [
  {
    change: 'a required field more',
    edit(document) {
      const { required = [] } = schemaOfMessage(document)
      Object.assign(fieldsIn(document, 'MessagingObject'), {
        urgency: { type: 'string', description: 'x', example: 'high' },
      })
      schemaOfMessage(document).required = [...required, 'urgency']
      addToSamples(document, 'urgency', 'high')
    },
    names: 'urgency',
  },
  {
    change: 'an optional field that no option of the facade carries',
    edit: (document) =>
      Object.assign(fieldsIn(document, 'Reaction'), {
        shade: { type: 'string', description: 'x', example: 'a' },
      }),
    names: 'shade',
  },
  {
    change: 'an optional field beside extra_info',
    edit: (document) =>
      Object.assign(fieldsIn(document, 'SendReactionRequest'), {
        dry_run: { type: 'boolean', description: 'x' },
      }),
    names: 'dry_run',
  },
  {
    change: 'a second value of a field that had one',
    edit(document) {
      const field = fieldsIn(document, 'MessagingObject')['recipient_type']
      if (field?.enum) field.enum = [...field.enum, 'group']
    },
    names: 'recipient_type',
  },
  {
    change: 'a header of the operation that the facade does not send',
    edit(document) {
      facadeOperationIn(document).operation.parameters = [
        { name: 'x-trace', in: 'header', description: 'x', schema: { type: 'string' }, example: 'a' },
      ]
    },
    names: 'x-trace',
  },
  {
    change: 'a number without a pattern',
    edit(document) {
      for (const { schema } of facadeOperationIn(document).item.parameters ?? []) delete schema?.pattern
    },
    names: 'sendReactionPhoneNumberPattern',
  },
  {
    change: 'no id in the response',
    edit(document) {
      for (const field of Object.values(fieldsIn(document, 'AcceptedReaction'))) delete field['x-id']
    },
    names: 'acceptedReactionId',
  },
]

function refusedField(change: string, schema: object, says: string, below = ''): RefusedChange {
  return {
    change: `extra_info: ${change}`,
    edit: (document) => Object.assign(fieldsIn(document, 'ExtraInfo'), { added: schema }),
    place: `/components/schemas/ExtraInfo/properties/added${below}`,
    says,
  }
}

function refusedName(change: string, name: string, says: string): RefusedChange {
  return {
    change,
    edit: (document) =>
      Object.assign(fieldsIn(document, 'ExtraInfo'), { [name]: { type: 'string', description: 'x' } }),
    place: `/components/schemas/ExtraInfo/properties/${name}`,
    says,
  }
}

function refusedValue(change: string, value: object, says: string): RefusedChange {
  return {
    change,
    edit(document) {
      const body = { code: 'DR400', message: 'Drilled', data: {}, error: { drill: 'Drilled' }, ...value }
      // As YAML would give it: a member without a value is not there.
      const example = { ...errorExample('DR400', 'drill'), value: JSON.parse(JSON.stringify(body)) }
      examplesIn(facadeOperationIn(document).operation, '400')['DR400'] = example
    },
    place: '/DR400/value',
    says,
  }
}

function refusedCaseName(change: string, example: Example, name: string, says: string): RefusedChange {
  return {
    change,
    edit(document) {
      examplesIn(facadeOperationIn(document).operation, '400')[name] = example
    },
    place: `/${name}`,
    says,
  }
}

function refusedEntry(change: string, members: object, says: string, below = ''): RefusedChange {
  return {
    change,
    edit(document) {
      const example: Example = firstErrorIn(document)
      example['x-error'] = JSON.parse(JSON.stringify({ ...example['x-error'], ...members }))
    },
    place: `/x-error${below}`,
    says,
  }
}

function schemaOfMessage(document: OpenapiDocument): Schema {
  return document.components.schemas['MessagingObject'] ?? {}
}

/** Adds a member to the message of every sample request, which has to keep to its schema. */
function addToSamples(document: OpenapiDocument, name: string, value: string): void {
  const media = facadeOperationIn(document).operation.requestBody?.content?.['application/json']
  for (const example of Object.values(media?.examples ?? {}))
    example.value = JSON.parse(JSON.stringify(example.value), (key, node) =>
      key === 'messaging_object' ? { ...node, [name]: value } : node,
    )
}
