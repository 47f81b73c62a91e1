import { type Document, isMap, isScalar, visit } from 'yaml'
import { casesIn, errorExample, errorResponse, fieldIn, reactionIn } from './places.ts'

/** A change of the document that reaches every product without a line by hand. */
export interface CarriedChange {
  edit(document: Document): void
  /** TypeScript that compiles with the client of the changed document, and with no other. */
  program?: string
}

/** Text that would end a literal, a comment, a table or a section where it is not escaped. */
export const hostileText: string =
  'it\'s "quoted" \\ back\\slashed\n`ticked` $' +
  '{x} {{{mustache}}} */ closed /* opened 👍🏽\n' +
  '@internal <b>bold</b> </script> **strong** | [link](https://docs.example/?a=(b)) <!-- end --> why? [x]'

/** One change of each kind. All of them are made in one document. */
export const carriedChanges: readonly CarriedChange[] = [
  {
    // Fields of every type in extra_info.
    edit(document) {
      const fields: Record<string, object> = {
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
          example: ['a'],
        },
        colour: { type: 'string', description: 'A colour.', enum: ['red', "men's club"], example: 'red' },
        campaign: { type: 'string', description: 'A campaign.', pattern: '^[a-z/]{2,8}$', example: 'spring' },
        region: { type: 'string', description: 'Named like a flag of ours.', example: 'north' },
      }
      for (const [name, field] of Object.entries(fields)) document.setIn(fieldIn('ExtraInfo', name), field)
    },
    program: `
      export const extraInfo: ExtraInfo = { batch_number: 7, share: 0.5, no_reply: true, labels: ['a'], colour: "men's club" }
      // @ts-expect-error a text is no number
      export const wrong: ExtraInfo = { batch_number: '7' }`,
  },
  {
    // A known value more, with an apostrophe.
    edit: (document) =>
      document.addIn([...fieldIn('ExtraInfo', 'wa_source'), 'x-extensible-enum'], "men's source"),
    program: `export const sources: ExtraInfo[] = [{ wa_source: "men's source" }, { wa_source: 'any other' }]`,
  },
  {
    // An error before all others, one beside a code that is nearly the same.
    edit(document) {
      const examples = document.getIn(casesIn(document, '400'))
      if (!isMap(examples)) throw new Error('The reaction has no cases of 400')
      examples.items.unshift(document.createPair('DR400', errorExample('DR400', 'phone_number')))
      examples.add(document.createPair('WA-400', errorExample('WA-400', 'payload')))
    },
    program: `export const codeOf = (error: unknown): 'WA-400' | undefined => (isApiError(error, 'WA-400') ? error.body.code : undefined)`,
  },
  ...['409', '422', '429', '503'].map(
    (status): CarriedChange => ({
      // An error of another status.
      edit: (document) =>
        document.setIn(
          [...reactionIn(document), 'post', 'responses', status],
          errorResponse(`DR${status}`, `DR${status}`, 'drill'),
        ),
    }),
  ),
  {
    // A header of a response, and an operation that is deprecated.
    edit(document) {
      const operation = [...reactionIn(document), 'post']
      document.setIn([...operation, 'responses', '429', 'headers'], {
        'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer' } },
      })
      document.setIn([...operation, 'deprecated'], true)
    },
  },
  {
    // A failure more that a callback reports.
    edit(document) {
      visit(document, {
        Pair(_, pair) {
          if (!isScalar(pair.key) || pair.key.value !== 'failed-131026') return
          const failure: unknown = JSON.parse(JSON.stringify(pair.value).replaceAll('131026', '190001'))
          const [callback] = callbacksWith(document, 'failed-131026')
          if (callback !== undefined) document.setIn([...callback, 'failed-190001'], failure)
          return visit.BREAK
        },
      })
    },
  },
  {
    // A callback more.
    edit: (document) =>
      document.setIn(['webhooks', 'drilled'], {
        post: {
          operationId: 'receiveDrilled',
          tags: ['Callbacks'],
          summary: 'A drilled callback',
          description: 'A callback that was drilled.',
          requestBody: {
            required: true,
            description: 'What was drilled.',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  additionalProperties: true,
                  properties: { drilled: { type: 'string', description: 'x' } },
                },
                examples: { drilled: { summary: 'Drilled', value: { drilled: 'yes' } } },
              },
            },
          },
          responses: { '2XX': { description: 'Received.' } },
        },
      }),
  },
  {
    // A second operation with parameters of its own, which is not a reaction.
    edit(document) {
      document.setIn(['paths', '/v2/{sid}/drilled_things'], secondPath)
      document.setIn(['components', 'schemas', 'DrilledList'], secondSchema)
    },
    program: `
      export const list = (transport: Transport): Promise<ApiResponse<DrilledList>> =>
        listDrilled(transport, { sid: 's', page: 2, tag: ['a', 'b'], 'x-trace': 't' })`,
  },
  {
    // Another version in the path, another header for the key.
    edit(document) {
      const paths = document.get('paths')
      if (!isMap(paths)) throw new Error('The document has no paths')
      for (const { key } of paths.items)
        if (isScalar(key)) key.value = String(key.value).replace('/v2/', '/v3/')
      document.setIn(['components', 'securitySchemes', 'apiKey', 'name'], 'x-drill-key')
    },
  },
  {
    // A region more and one less.
    edit(document) {
      document.deleteIn(['servers', 2])
      document.addIn(['servers'], {
        url: 'https://api.drill.example',
        description: 'Drill pod',
        'x-region': 'drill',
      })
    },
    program: `export const client: Client = createClient({ region: 'drill', sid: 's', apiKey: 'k', phoneNumber: '15550000001' })`,
  },
  {
    // Another pattern of numbers.
    edit(document) {
      visit(document, {
        Scalar(_, { value }, path) {
          const pair = path.at(-1)
          if (typeof value !== 'string' || !value.includes('[0-9]{6,14}')) return
          if (pair !== undefined && 'value' in pair && isScalar(pair.value))
            pair.value.value = value.replaceAll('{6,14}', '{5,14}')
        },
      })
    },
  },
  {
    // Hostile text wherever text stands.
    edit(document) {
      const operation = [...reactionIn(document), 'post']
      const error = [...casesIn(document, '400'), 'E110']
      for (const place of [
        ['info'],
        ['tags', 0],
        ['servers', 0],
        [...reactionIn(document), 'parameters', 0],
        operation,
        [...operation, 'responses', '400'],
        fieldIn('ExtraInfo', 'wa_source'),
        ['components', 'schemas', 'Reaction'],
      ])
        document.setIn([...place, 'description'], hostileText)
      document.setIn([...error, 'summary'], hostileText.replaceAll('\n', ' '))
      for (const name of ['meaning', 'action', 'actor'])
        document.setIn([...error, 'x-error', name], `${name}: ${hostileText}`)
    },
  },
  {
    // Responses and parameters by reference.
    edit(document) {
      const responses = [...reactionIn(document), 'post', 'responses']
      document.setIn(['components', 'responses', 'ServerError'], document.getIn([...responses, '500']))
      document.setIn([...responses, '500'], { $ref: '#/components/responses/ServerError' })
      const parameter = [...reactionIn(document), 'parameters', 0]
      document.setIn(['components', 'parameters', 'Sid'], document.getIn(parameter))
      document.setIn(parameter, { $ref: '#/components/parameters/Sid' })
    },
  },
]

/** The places of the named examples of callbacks that hold an example of this name. */
function callbacksWith(document: Document, name: string): (string | number)[][] {
  const webhooks = document.get('webhooks')
  if (!isMap(webhooks)) return []
  const places = webhooks.items.map(({ key }) => [
    ...['webhooks', String(key), 'post', 'requestBody'],
    ...['content', 'application/json', 'examples'],
  ])
  return places.filter((place) => document.hasIn([...place, name]))
}

const secondPath = {
  get: {
    operationId: 'listDrilled',
    tags: ['Reactions'],
    summary: 'List what was drilled',
    description: 'Lists what was drilled.',
    parameters: [
      {
        name: 'sid',
        in: 'path',
        required: true,
        description: 'Account SID.',
        schema: { type: 'string' },
        example: 'HXAP1600000097IN',
      },
      { name: 'page', in: 'query', description: 'The page.', schema: { type: 'integer' }, example: 2 },
      {
        name: 'tag',
        in: 'query',
        description: 'The tags to look for.',
        schema: { type: 'array', items: { type: 'string' } },
        example: ['a', 'b'],
      },
      {
        name: 'x-trace',
        in: 'header',
        description: 'An id.',
        schema: { type: 'string' },
        example: 'trace-1',
      },
    ],
    responses: {
      '200': {
        description: 'Drilled',
        content: {
          'application/json': {
            schema: { $ref: '#/components/schemas/DrilledList' },
            examples: { LISTED: { summary: 'The list', value: { items: [{ id: 'A1', size: null }] } } },
          },
        },
      },
    },
  },
}

const secondSchema = {
  type: 'object',
  description: 'What was drilled.',
  additionalProperties: true,
  required: ['items'],
  properties: {
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
          size: { type: ['integer', 'null'], description: 'Its size.', example: 3 },
        },
      },
    },
  },
}
