import type { CatalogueEntry, Example, OpenapiDocument } from '../src/document.ts'

const gone = { code: 'GONE', error: { shop: 'No such shop' } }

/** A small document of its own: two operations that share a path and an error, and one callback that reports a failure. */
export const fixture: OpenapiDocument = {
  info: { title: 'Shop', version: '1.0.0' },
  'x-sources': {
    assumption: { title: 'ours' },
    manual: { title: 'the manual of the shop', url: 'https://a.test/manual', read: '2026-01-31' },
  },
  servers: [{ url: 'https://a.test', 'x-region': 'a' }],
  paths: {
    '/shops/{shop}/orders': {
      parameters: [
        { name: 'shop', in: 'path', required: true, schema: { type: 'string', examples: ['north'] } },
      ],
      post: {
        operationId: 'sendReaction',
        tags: ['Orders'],
        requestBody: {
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/Order' },
              examples: {
                first: {
                  value: {
                    messaging_object: {
                      to: '+15550000001',
                      reaction: { message_id: 'wamid.1', emoji: '👍' },
                    },
                  },
                },
                second: { value: {} },
              },
            },
          },
        },
        responses: {
          '201': named('CREATED', { code: 'OK', error: {} }),
          '404': named('GONE', gone, {
            'x-error': { ...entry('Choose another shop.'), mayHaveBeenAccepted: false },
          }),
        },
      },
      get: {
        operationId: 'listOrders',
        tags: ['Orders'],
        parameters: [{ name: 'page', in: 'query', schema: { type: 'integer', default: 1 } }],
        responses: {
          '200': named('LISTED', { code: 'OK', error: {} }),
          '404': named('GONE', gone, {
            'x-error': { ...entry('Choose another shop.'), mayHaveBeenAccepted: false },
          }),
        },
      },
    },
  },
  webhooks: {
    outcome: {
      post: {
        operationId: 'receiveOutcome',
        tags: ['Orders'],
        requestBody: {
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/Outcome' },
              examples: {
                done: { value: { state: 'done' } },
                'lost-77': {
                  summary: 'Lost on the way',
                  value: { state: 'lost', code: 77 },
                  'x-error': {
                    ...entry('Wait.'),
                    code: '77',
                    meaning: 'The order was lost.',
                    causes: ['Rain.'],
                  },
                },
              },
            },
          },
        },
        responses: {},
      },
    },
  },
  components: {
    securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } },
    schemas: {
      Order: { type: 'object', properties: { messaging_object: { type: 'object' } } },
      Answer: {
        type: 'object',
        properties: { code: { type: 'string' }, error: { type: 'object', additionalProperties: true } },
      },
      Outcome: { type: 'object', properties: { state: { type: 'string' } } },
    },
  },
}

function named(name: string, value: object, more: Partial<Example> = {}) {
  const examples = { [name]: { summary: `The case ${name}`, value, ...more } }
  return {
    description: 'No such shop',
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Answer' }, examples } },
  }
}

function entry(action: string): CatalogueEntry {
  const words = { meaning: 'The shop is gone.', kind: 'request', scope: 'call', actor: 'You', action }
  return { ...words, retry: { advice: 'Never.' }, 'x-source': 'assumption' }
}
