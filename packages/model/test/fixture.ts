import type { OpenapiDocument } from '../src/document.ts'

const code = { type: 'string' }
const error = { type: 'object', additionalProperties: { type: 'string' } }

/** A small document of its own: two operations that share a path and an error, and one callback that reports a failure. */
export const fixture: OpenapiDocument = {
  paths: {
    '/shops/{shop}/orders': {
      parameters: [
        { name: 'shop', in: 'path', required: true, schema: { type: 'string', examples: ['north'] } },
      ],
      post: {
        operationId: 'sendReaction',
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
          '404': named('GONE', { code: 'NONE', error: { shop: 'No such shop' } }),
        },
      },
      get: {
        operationId: 'listOrders',
        parameters: [{ name: 'page', in: 'query', schema: { type: 'integer', minimum: 1 } }],
        responses: { '404': named('GONE', { code: 'NONE', error: { shop: 'No such shop' } }) },
      },
    },
  },
  webhooks: {
    outcome: {
      post: {
        operationId: 'receiveOutcome',
        requestBody: {
          content: {
            'application/json': {
              examples: {
                done: { value: { state: 'done' } },
                lost: {
                  summary: 'Lost on the way',
                  value: { state: 'lost' },
                  'x-error': { ...entry('Wait.'), code: '77', meaning: 'The order was lost.' },
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
      GONE: {
        type: 'object',
        description: 'The shop is gone.\n',
        properties: { code, error },
        'x-error': entry('Choose another shop.'),
      },
    },
  },
}

function named(name: string, value: object) {
  const examples = { [name]: { summary: `The case ${name}`, value } }
  return { content: { 'application/json': { schema: { type: 'object' }, examples } } }
}

function entry(action: string) {
  const words = { kind: 'request', scope: 'call', actor: 'You', action }
  return { ...words, retry: { advice: 'Never.' }, 'x-source': 'assumption' }
}
