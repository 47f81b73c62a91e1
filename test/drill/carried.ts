import type * as Client from '../../packages/client/src/index.ts'
import type { OpenapiDocument, Parameter } from '../../packages/model/src/document.ts'
import { errorExample, examplesIn, facadeOperationIn, fieldsIn, schemaIn } from './places.ts'

/** A change of the document that reaches every product without a line by hand. */
export interface CarriedChange {
  change: string
  edit(document: OpenapiDocument): void
  /** A program against the generated client. That it compiles shows the types. */
  program?: string
  /** Whether the generated code has to stay as it was. */
  isUnseen?: boolean
  /** Uses the generated client, to show what it sends and reads. */
  use?(client: typeof Client): Promise<void>
}

/** Text that would end a literal, a comment, a table or a section where it is not escaped. */
export const hostileText: string =
  'it\'s "quoted" \\ back\\slashed\n`ticked` $' +
  '{x} {{{mustache}}} */ closed /* opened 👍🏽\n' +
  '@internal <b>bold</b> </script> **strong** | [link](https://docs.example/?a=(b)) <!-- end --> why? [x]'

const account = { sid: 's', apiKey: 'key', phoneNumber: '15550000001' }
const reaction = { to: '15550000002', messageId: 'wamid.1', emoji: '👍' }

/** A request that the client sent. */
interface SentRequest {
  url: string
  headers: Headers
  body: string
}

/** A `fetch` that gives one response and keeps the requests. */
function recorder(status: number, body: unknown): { requests: SentRequest[]; fetch: typeof fetch } {
  const requests: SentRequest[] = []
  return {
    requests,
    async fetch(url, init) {
      const { headers, body: sent } = new Request(url, { ...init, ...(init?.body ? { duplex: 'half' } : {}) })
      requests.push({ url: String(url), headers, body: sent === null ? '' : await new Response(sent).text() })
      return Response.json(body, { status })
    },
  }
}

function assertEqual(actual: unknown, expected: unknown): void {
  const texts = [JSON.stringify(actual), JSON.stringify(expected)]
  if (texts[0] !== texts[1]) throw new Error(`it is ${texts[0]} and should be ${texts[1]}`)
}

/** Every change of this kind. Each can be made in the document as it is, and after all that stand before it. */
export const carriedChanges: readonly CarriedChange[] = [
  {
    change: 'numbers, switches and lists in extra_info',
    edit(document) {
      Object.assign(fieldsIn(document, 'ExtraInfo'), {
        batch_number: {
          type: 'integer',
          minimum: 0,
          maximum: 1000,
          description: 'A whole number.',
          example: 7,
        },
        share: { type: 'number', description: 'A number.', example: 0.5 },
        no_reply: { type: 'boolean', description: 'A switch.', example: true },
        labels: {
          type: 'array',
          maxItems: 3,
          description: 'A list.',
          items: { type: 'string' },
          example: ['a', 'b'],
        },
        sizes: {
          type: 'array',
          description: 'A list of numbers.',
          items: { type: 'integer' },
          example: [1, 2],
        },
      })
    },
    program: `
      import type { ExtraInfo } from './src/generated/operations.ts'
      export const all: ExtraInfo = { batch_number: 7, share: 0.5, no_reply: true, labels: ['a'], sizes: [1] }
      // @ts-expect-error a text is no number
      export const wrong: ExtraInfo = { batch_number: '7' }`,
    async use({ createClient, regions }) {
      const { requests, fetch } = recorder(202, accepted)
      const baseUrl = Object.values(regions)[0] ?? ''
      const client = createClient({ ...account, baseUrl, fetch })
      const extraInfo: object = { batch_number: 7, share: 0.5, no_reply: true, labels: ['a'], sizes: [1] }
      await client.sendReaction({ ...reaction, extraInfo })
      assertEqual(JSON.parse(requests[0]?.body ?? '').extra_info, extraInfo)
      const wrong: object = { batch_number: '7' }
      const refusal = await client
        .sendReaction({ ...reaction, extraInfo: wrong })
        .catch((error) => error.field)
      assertEqual([refusal, requests.length], ['extraInfo.batch_number', 1])
    },
  },
  {
    change: 'an enum of numbers, a named enum, a pattern, a limit',
    edit(document) {
      document.components.schemas['DrillColour'] = {
        type: 'string',
        description: 'A colour.',
        enum: ['red', "men's club", 'a/b'],
        example: 'red',
      }
      Object.assign(fieldsIn(document, 'ExtraInfo'), {
        level: { type: 'integer', enum: [1, 2, 3], description: 'A level.', example: 2 },
        colour: {
          $ref: '#/components/schemas/DrillColour',
          description: 'The colour of the drill.',
          example: 'red',
        },
        campaign: {
          type: 'string',
          pattern: '^[a-z/]{2,8}$',
          minLength: 2,
          description: 'A campaign.',
          example: 'spring',
        },
      })
    },
    program: `
      import type { DrillColour, ExtraInfo } from './src/generated/operations.ts'
      export const colour: DrillColour = "men's club"
      export const all: ExtraInfo = { level: 2, colour, campaign: 'spring' }
      // @ts-expect-error 4 is no level
      export const wrong: ExtraInfo = { level: 4 }`,
  },
  {
    change: 'fields named like members and flags of ours',
    edit(document) {
      for (const name of ['region', 'to', 'emoji', 'json'])
        Object.assign(fieldsIn(document, 'ExtraInfo'), {
          [name]: { type: 'string', description: `A field named ${name}.`, example: 'north' },
        })
    },
    program: `
      import type { ExtraInfo } from './src/generated/operations.ts'
      export const all: ExtraInfo = { region: 'north', to: 'x', emoji: 'x', json: 'x' }`,
  },
  {
    change: 'a known value more, with an apostrophe',
    edit(document) {
      const known = fieldsIn(document, 'ExtraInfo')['wa_source']
      known?.['x-extensible-enum']?.push('drillsource', "men's club")
    },
    program: `
      import type { ExtraInfo } from './src/generated/operations.ts'
      export const all: ExtraInfo[] = [{ wa_source: "men's club" }, { wa_source: 'any other' }]`,
  },
  {
    change: 'the number pattern widened',
    edit(document) {
      const { item } = facadeOperationIn(document)
      for (const parameter of item.parameters ?? [])
        if (parameter.schema?.pattern !== undefined) parameter.schema.pattern = '^\\+?[1-9][0-9]{3,19}$'
      const to = fieldsIn(document, 'MessagingObject')['to']
      if (to) to.pattern = '^\\+?[1-9][0-9]{3,19}(,\\+?[1-9][0-9]{3,19})*$'
    },
    async use({ createClient, regions }) {
      const { requests, fetch } = recorder(202, accepted)
      const baseUrl = Object.values(regions)[0] ?? ''
      const client = createClient({ ...account, baseUrl, phoneNumber: '12345', fetch })
      await client.sendReaction({ ...reaction, to: '12345678901234567890' })
      assertEqual(JSON.parse(requests[0]?.body ?? '').messaging_object.to, '+12345678901234567890')
    },
  },
  {
    change: 'an error beside one of nearly the same code',
    edit(document) {
      const { operation } = facadeOperationIn(document)
      examplesIn(operation, '400')['WA-400'] = errorExample('WA-400', 'payload')
    },
    program: `
      import { type DocumentedApiError, isApiError } from './src/index.ts'
      export const reasons: DocumentedApiError['reason'][] = ['WA400', 'WA-400']
      export const codeOf = (error: unknown): 'WA-400' | undefined =>
        isApiError(error, 'WA-400') ? error.body.code : undefined`,
    async use(client) {
      const error = errorExample('WA-400', 'payload')
      assertEqual(await reasonOf(client, 400, error.value), 'WA-400')
    },
  },
  {
    change: 'a refusal of the payload that names the number',
    edit(document) {
      const { operation } = facadeOperationIn(document)
      examplesIn(operation, '400')['DR400'] = errorExample('DR400', 'phone_number')
    },
    async use(client) {
      assertEqual(await reasonOf(client, 400, errorExample('DR400', 'phone_number').value), 'DR400')
    },
  },
  {
    change: 'a callback case more',
    edit(document) {
      for (const item of Object.values(document.webhooks ?? {})) {
        const examples = item.post?.requestBody?.content?.['application/json']?.examples ?? {}
        const known = Object.entries(examples).find(([, { 'x-error': error }]) => error !== undefined)
        if (known === undefined) continue
        const code = '190001'
        const text = JSON.stringify(known[1]).replaceAll(String(known[1]['x-error']?.code), code)
        examples[`failed-${code}`] = { ...JSON.parse(text), summary: 'Drilled failure' }
      }
    },
    isUnseen: true,
  },
  {
    change:
      'other operations with a query, headers and errors of their own, one named as a function of the client',
    edit(document) {
      const { path, item, operation } = facadeOperationIn(document)
      const shared = Object.entries(examplesIn(operation, '401'))[0]
      document.paths[`${path.replace(/[^/]+$/, '')}drilled`] = {
        parameters: structuredClone(item.parameters ?? []),
        get: {
          operationId: 'listDrilled',
          tags: [...(operation.tags ?? [])],
          summary: 'List what was drilled',
          description: 'Lists what was drilled.',
          parameters: listParameters(),
          responses: {
            '200': response('Drilled', 'DrilledList', {
              LISTED: {
                summary: 'The list',
                value: { code: 'DR200', items: [{ id: 'A1', size: null }], totals: { all: 1 } },
              },
            }),
            '400': response('Refused', 'ErrorResponse', {
              'WA400-list': { ...errorExample('WA400', 'payload') },
            }),
            '401': response('Refused', 'ErrorResponse', Object.fromEntries(shared ? [shared] : [])),
            '404': response('Not found', 'ErrorResponse', { DR404: errorExample('DR404', 'list') }),
          },
        },
        put: {
          operationId: 'createClient',
          tags: [...(operation.tags ?? [])],
          summary: 'Replace what was drilled',
          description: 'Replaces what was drilled.',
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/DrilledBody' },
                examples: {
                  whole: {
                    summary: 'A body',
                    value: {
                      name: 'a',
                      count: 1,
                      isOpen: true,
                      tags: ['x'],
                      inner: { depth: 2 },
                      rows: [{ key: 'k' }],
                    },
                  },
                },
              },
            },
          },
          responses: {
            '200': response('Replaced', 'DrilledList', {
              REPLACED: { summary: 'Replaced', value: { code: 'DR201', items: [], totals: {} } },
            }),
            '404': response('Not found', 'ErrorResponse', { DR404: errorExample('DR404', 'list') }),
          },
        },
      }
      Object.assign(document.components.schemas, drilledSchemas)
    },
    program: `
      import { createClient, type DrilledList, listDrilled } from './src/generated/operations.ts'
      import { type ApiResponse, isApiError, type Transport } from './src/index.ts'
      export const list = (transport: Transport): Promise<ApiResponse<DrilledList>> =>
        listDrilled(transport, { ...path, page: 2, tag: ['a', 'b'], order: "newest, that's first", 'x-trace': 't' })
      const path = { sid: 's', phone_number: '15550000001' }
      export const put = (transport: Transport): Promise<unknown> =>
        createClient(transport, {
          ...path,
          body: { name: 'a', count: 1, isOpen: true, tags: ['x'], inner: { depth: 2 }, rows: [{ key: 'k' }] },
        })
      export const sizeOf = ({ body }: ApiResponse<DrilledList>): number | null | undefined => body.items[0]?.size
      export const isOwn = (error: unknown): boolean => isApiError(error, 'DR404') || isApiError(error, 'WA400-list')
      // @ts-expect-error count is missing
      export const wrong = (transport: Transport): unknown => createClient(transport, { ...path, body: { name: 'a' } })`,
    async use(client) {
      const { requests, fetch } = recorder(200, { code: 'DR200', items: [], totals: {} })
      const baseUrl = 'https://drill.example'
      const transport = client.createTransport({ apiKey: 'key', baseUrl, fetch })
      const list: unknown = Reflect.get(client, 'listDrilled')
      const path = { sid: 's', phone_number: '15550000001' }
      const parameters = { ...path, page: 2, tag: ['a', 'b'], order: 'oldest', 'x-trace': 't' }
      if (typeof list !== 'function') throw new Error('there is no function listDrilled')
      await list(transport, parameters)
      assertEqual(new URL(requests[0]?.url ?? '').search, '?page=2&tag=a&tag=b&order=oldest')
      assertEqual(requests[0]?.headers.get('x-trace'), 't')
      const payload = errorExample('WA400', 'payload')
      const failing = client.createTransport({
        apiKey: 'key',
        baseUrl,
        fetch: recorder(400, payload.value).fetch,
      })
      const own = await list(failing, parameters).catch((error: { reason?: string }) => error.reason)
      assertEqual([own, await reasonOf(client, 400, payload.value)], ['WA400-list', 'WA400'])
    },
  },
  {
    change: 'another version in the path',
    edit(document) {
      document.paths = Object.fromEntries(
        Object.entries(document.paths).map(([path, item]) => [path.replace('/v2/', '/v3/'), item]),
      )
    },
    async use({ createClient, regions }) {
      const { requests, fetch } = recorder(202, accepted)
      const baseUrl = Object.values(regions)[0] ?? ''
      await createClient({ ...account, baseUrl, fetch }).sendReaction(reaction)
      assertEqual(new URL(requests[0]?.url ?? '').pathname.split('/')[1], 'v3')
    },
  },
  {
    change: 'another header for the key',
    edit(document) {
      for (const scheme of Object.values(document.components.securitySchemes ?? {}))
        scheme.name = 'x-drill-key'
    },
    async use({ createClient, keyHeader, regions }) {
      const { requests, fetch } = recorder(202, accepted)
      const baseUrl = Object.values(regions)[0] ?? ''
      await createClient({ ...account, baseUrl, fetch }).sendReaction(reaction)
      assertEqual([String(keyHeader), requests[0]?.headers.get('x-drill-key')], ['x-drill-key', 'key'])
    },
  },
  {
    change: 'another name for the id in the response',
    edit(document) {
      const accepted = schemaIn(document, 'AcceptedReaction')
      const { message_id: id, ...others } = fieldsIn(document, 'AcceptedReaction')
      if (id === undefined) throw new Error('The response has no message_id')
      accepted.properties = { drilled_id: id, ...others }
      accepted.required = ['drilled_id']
      const { operation } = facadeOperationIn(document)
      const status = Object.keys(operation.responses).find((each) => each.startsWith('2')) ?? ''
      const response = operation.responses[status]?.content?.['application/json']?.examples ?? {}
      for (const [name, example] of Object.entries(response)) {
        const text = JSON.stringify(example).replaceAll('"message_id"', '"drilled_id"')
        Object.assign(response, { [name]: JSON.parse(text) })
      }
    },
    async use({ createClient, regions }) {
      const { fetch } = recorder(202, { code: 'WA202', message: '', data: { drilled_id: 'A9' }, error: {} })
      const baseUrl = Object.values(regions)[0] ?? ''
      const { reactionId } = await createClient({ ...account, baseUrl, fetch }).sendReaction(reaction)
      assertEqual(reactionId, 'A9')
    },
  },
  {
    change: 'regions added and taken away',
    edit(document) {
      document.servers?.pop()
      document.servers?.push({
        url: 'https://api.drill.example',
        description: 'Drill pod',
        'x-region': 'drill',
      })
    },
    program: `
      import { type Client, createClient } from './src/index.ts'
      export const client: Client = createClient({ region: 'drill', sid: 's', apiKey: 'k', phoneNumber: '15550000001' })`,
    async use({ regions }) {
      assertEqual(Reflect.get(regions, 'drill'), 'https://api.drill.example')
    },
  },
  {
    change: 'hostile text wherever text stands',
    edit(document) {
      const { item, operation } = facadeOperationIn(document)
      const [error] = Object.values(examplesIn(operation, '400'))
      if (error?.['x-error'] === undefined) throw new Error('The document has no error 400')
      document.info = { title: 'x', version: '0.0.0', ...document.info, description: hostileText }
      for (const described of [
        ...(document.tags ?? []).slice(0, 1),
        ...(document.servers ?? []).slice(0, 1),
        ...(item.parameters ?? []).slice(0, 1),
        operation,
        operation.responses['400'] ?? {},
        fieldsIn(document, 'ExtraInfo')['wa_source'] ?? {},
        schemaIn(document, 'Reaction'),
      ])
        described.description = hostileText
      operation.summary = hostileText.replaceAll('\n', ' ')
      error.summary = hostileText.replaceAll('\n', ' ')
      Object.assign(error['x-error'], { meaning: hostileText, action: hostileText, actor: hostileText })
    },
    isUnseen: true,
  },
  {
    change: 'responses, parameters, examples and bodies by reference',
    edit(document) {
      const { item, operation } = facadeOperationIn(document)
      const components: Record<string, Record<string, unknown>> = {}
      const moved = (kind: string, name: string, value: unknown) => {
        components[kind] = { ...components[kind], [name]: value }
        return { $ref: `#/components/${kind}/${name}` }
      }
      const names = Object.keys(operation.responses)
      for (const status of names) {
        const examples = examplesIn(operation, status)
        for (const [name, example] of Object.entries(examples))
          Object.assign(examples, { [name]: moved('examples', name, example) })
        const response = moved('responses', `Status${status}`, operation.responses[status])
        Object.assign(operation.responses, { [status]: response })
      }
      const parameters = (item.parameters ?? []).map((parameter) =>
        moved('parameters', parameter.name, parameter),
      )
      Object.assign(item, { parameters })
      Object.assign(operation, { requestBody: moved('requestBodies', 'Reaction', operation.requestBody) })
      Object.assign(document.components, components)
    },
    isUnseen: true,
  },
]

/** What a 202 holds in the document as it is, and after the drill has renamed its id. */
const accepted = {
  code: 'WA202',
  message: 'Request Accepted',
  data: { message_id: 'A1', drilled_id: 'A1' },
  error: {},
}

async function reasonOf(client: typeof Client, status: number, body: unknown): Promise<unknown> {
  const { fetch } = recorder(status, body)
  const baseUrl = Object.values(client.regions)[0] ?? ''
  const call = client.createClient({ ...account, baseUrl, fetch }).sendReaction(reaction)
  return call.then(
    () => 'accepted',
    (error) => (client.isApiError(error) ? error.reason : error),
  )
}

function response(description: string, schema: string, examples: object) {
  return {
    description,
    content: {
      'application/json': { schema: { $ref: `#/components/schemas/${schema}` }, examples: { ...examples } },
    },
  }
}

function listParameters(): Parameter[] {
  const place = 'query'
  return [
    {
      name: 'page',
      in: place,
      description: 'The page, counted from 1.',
      schema: { type: 'integer', minimum: 1 },
      example: 2,
    },
    {
      name: 'tag',
      in: place,
      description: 'The tags to look for.',
      style: 'form',
      explode: true,
      schema: { type: 'array', items: { type: 'string' } },
      example: ['a', 'b'],
    },
    {
      name: 'order',
      in: place,
      description: 'The order of the list.',
      schema: { type: 'string', enum: ['oldest', "newest, that's first"] },
      example: 'oldest',
    },
    {
      name: 'x-trace',
      in: 'header',
      description: 'An id for the logs.',
      schema: { type: 'string' },
      example: 'trace-1',
    },
  ]
}

const drilledSchemas = {
  DrilledList: {
    type: 'object',
    description: 'What was drilled.',
    additionalProperties: true,
    required: ['code', 'items', 'totals'],
    properties: {
      code: { type: 'string', description: 'The code.', example: 'DR200' },
      items: {
        type: 'array',
        description: 'The items.',
        items: {
          type: 'object',
          description: 'One item.',
          additionalProperties: true,
          required: ['id'],
          properties: {
            id: { type: 'string', description: 'Its id.', example: 'A1' },
            size: { type: ['integer', 'null'], description: 'Its size.', minimum: 0, maximum: 9, example: 3 },
          },
        },
        example: [{ id: 'A1' }],
      },
      totals: {
        type: 'object',
        description: 'Numbers by name.',
        additionalProperties: { type: 'integer', description: 'A number.', minimum: 0, maximum: 9 },
        example: { all: 1 },
      },
    },
  },
  DrilledBody: {
    type: 'object',
    description: 'What takes the place of what was drilled.',
    additionalProperties: false,
    required: ['name', 'count'],
    properties: {
      name: { type: 'string', description: 'The name.', example: 'a' },
      count: { type: 'integer', description: 'The count.', minimum: 0, maximum: 9, example: 1 },
      isOpen: { type: 'boolean', description: 'Whether it is open.', example: true },
      tags: { type: 'array', description: 'Tags.', items: { type: 'string' }, example: ['x'] },
      inner: {
        type: 'object',
        description: 'An object inside.',
        additionalProperties: false,
        properties: {
          depth: { type: 'integer', description: 'The depth.', minimum: 0, maximum: 9, example: 2 },
        },
      },
      rows: {
        type: 'array',
        description: 'Rows.',
        items: {
          type: 'object',
          description: 'A row.',
          additionalProperties: false,
          properties: { key: { type: 'string', description: 'Its key.', example: 'k' } },
        },
        example: [{ key: 'k' }],
      },
    },
  },
}
