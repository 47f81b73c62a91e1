import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'

interface Example {
  value: { code: string; message: string; data: unknown; error: Record<string, string> }
}
interface MediaType {
  examples: Record<string, Example>
}
interface Answer {
  content: { 'application/json': MediaType }
}
interface Schema {
  'x-error'?: { kind: string; scope: string; retry: { advice: string } }
  properties?: Record<string, { const?: string }>
}

const document = JSON.parse(readFileSync(new URL('../dist/openapi.json', import.meta.url), 'utf8'))
const operationPointer = '/paths/~1v2~1{sid}~1whatsapp~1{phone_number}~1messages/post'
const operation = document.paths['/v2/{sid}/whatsapp/{phone_number}/messages'].post
const requestPointer = `${operationPointer}/requestBody/content/application~1json`
const requestExamples: Record<string, { value: Record<string, unknown> }> =
  operation.requestBody.content['application/json'].examples
const schemas: Record<string, Schema> = document.components.schemas
const answers = Object.entries(operation.responses as Record<string, Answer>)

const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true })
ajv.addVocabulary(['example', 'x-error', 'x-source', 'x-truncated-at', 'x-known-values', 'components'])
ajv.addKeyword({ keyword: 'openapi', schemaType: 'string' })
ajv.addSchema({ $id: 'document', components: document.components, ...wrap(document.paths) })

/** Keeps the paths reachable by JSON pointer without the validator reading them as keywords. */
function wrap(paths: unknown): { paths: unknown } {
  ajv.addVocabulary(['paths'])
  return { paths }
}

function violations(pointer: string, value: unknown): string[] {
  const validate = ajv.compile({ $ref: `document#${encodeURI(pointer)}` })
  validate(value)
  return (validate.errors ?? []).map((error) => `${error.instancePath || '/'} ${error.keyword}`)
}

describe('the printed answers of the page stand in the document', () => {
  const printed = [
    {
      case: 'WA202',
      status: '202',
      title: '202 Accepted',
      body: {
        code: 'WA202',
        message: 'Request Accepted',
        data: { message_id: 'AXXXXXXXXXXXXXXXXXXX' },
        error: {},
      },
    },
    {
      case: 'RBC001',
      status: '401',
      title: '401 Unauthorized',
      body: {
        code: 'RBC001',
        message: 'Incorrect SID or API key.',
        data: [],
        error: { error: 'Incorrect SID or API key.' },
      },
    },
    {
      case: 'WA401',
      status: '401',
      title: '401 Unauthorized phone number',
      body: {
        code: 'WA401',
        message: 'Phone number is not present or does not belong to the account.',
        data: {},
        error: { phone_number: 'Phone number is not present or does not belong to the account.' },
      },
    },
    {
      case: 'WA400',
      status: '400',
      title: '400 Incorrect payload',
      body: {
        code: 'WA400',
        message: 'Refer to correct payload format',
        data: {},
        error: { payload: 'Incorrect payload format' },
      },
    },
    {
      case: 'WA500',
      status: '500',
      title: '500 Internal Server Error',
      body: {
        code: 'WA500',
        message: 'Please try again later',
        data: {},
        error: { error: 'Internal server error' },
      },
    },
    {
      case: 'E110',
      status: '400',
      title: '400 Low balance',
      body: {
        code: 'E110',
        message: 'Please check your balance, You have a low balance!',
        data: {},
        error: { balance: 'Please check your balance, You have a low balance!' },
      },
    },
    {
      case: 'WA-401-account',
      status: '401',
      title: '401 Unauthorised Account type',
      body: {
        code: 'WA-401',
        message: 'API is not available for given customer.Please contact support for more info',
        data: {},
        error: {
          account: 'API is not available for given customer.Please contact support for more info',
        },
      },
    },
    {
      case: 'WA-401-version',
      status: '401',
      title: '401 Unauthorized phone number version',
      body: {
        code: 'WA-401',
        message:
          "The phone number you're using is associated with different Version of our WA API. Please use the appropriate endpoint.",
        data: {},
        error: {
          phone_number:
            "The phone number you're using is associated with different Version of our WA API. Please use the appropriate endpoint.",
        },
      },
    },
  ]

  test.each(printed)('$case', ({ case: name, status, title, body }) => {
    const example = operation.responses[status].content['application/json'].examples[name]
    expect(example).toEqual({ summary: title, value: body })
  })

  test('and no other answer does', () => {
    const named = answers.flatMap(([, answer]) => Object.keys(answer.content['application/json'].examples))
    expect(named.sort()).toEqual(printed.map((answer) => answer.case).sort())
  })
})

describe('every example satisfies its schema', () => {
  test.each(Object.entries(requestExamples))('request %s', (_, example) => {
    expect(violations(`${requestPointer}/schema`, example.value)).toEqual([])
  })

  test.each(answers)('answers with status %s', (status, answer) => {
    const pointer = `${operationPointer}/responses/${status}/content/application~1json/schema`
    for (const example of Object.values(answer.content['application/json'].examples)) {
      expect(violations(pointer, example.value)).toEqual([])
    }
  })
})

describe('catalogue, constants and named examples agree', () => {
  const catalogued = Object.entries(schemas).filter(([, schema]) => schema['x-error'])
  const examples = new Map(
    answers
      .filter(([status]) => !status.startsWith('2'))
      .flatMap(([, answer]) => Object.entries(answer.content['application/json'].examples)),
  )

  test('each catalogued case has an example of the same name and code, and the reverse', () => {
    expect(catalogued.map(([name]) => name).sort()).toEqual([...examples.keys()].sort())
    for (const [name, schema] of catalogued) {
      expect(schema.properties?.['code']?.const).toBe(examples.get(name)?.value.code)
    }
  })
})

describe('a bad request is refused for the right reason', () => {
  type Body = Record<string, Record<string, unknown>>
  const cases: [string, (body: Body) => void, string][] = [
    ['no messaging_object', (body) => delete body['messaging_object'], '/ required'],
    ...['messaging_product', 'to', 'type', 'reaction'].map(
      (field): [string, (body: Body) => void, string] => [
        `no ${field}`,
        (body) => delete body['messaging_object']?.[field],
        '/messaging_object required',
      ],
    ),
    [
      'wrong product',
      (body) => set(body, 'messaging_product', 'WhatsApp'),
      '/messaging_object/messaging_product const',
    ],
    ['wrong type', (body) => set(body, 'type', 'text'), '/messaging_object/type const'],
    ['a group', (body) => set(body, 'recipient_type', 'group'), '/messaging_object/recipient_type const'],
    ['letters in to', (body) => set(body, 'to', 'abc'), '/messaging_object/to pattern'],
    ['a number as to', (body) => set(body, 'to', 919000000002), '/messaging_object/to type'],
    ['a list as to', (body) => set(body, 'to', ['+919000000002']), '/messaging_object/to type'],
    ['an unknown key', (body) => set(body, 'typ', 'reaction'), '/messaging_object additionalProperties'],
    ['a text as reaction', (body) => set(body, 'reaction', '👍'), '/messaging_object/reaction type'],
    [
      'no message id',
      (body) => set(body, 'reaction', { emoji: '👍' }),
      '/messaging_object/reaction required',
    ],
    ['no emoji', (body) => set(body, 'reaction', { message_id: 'w' }), '/messaging_object/reaction required'],
    [
      'an empty message id',
      (body) => set(body, 'reaction', { message_id: '', emoji: '👍' }),
      '/messaging_object/reaction/message_id minLength',
    ],
    [
      'a number as ref',
      (body) => Object.assign(body['extra_info'] ?? {}, { ref: 1 }),
      '/extra_info/ref type',
    ],
  ]
  function set(body: Body, field: string, value: unknown): void {
    Object.assign(body['messaging_object'] ?? {}, { [field]: value })
  }

  test.each(cases)('%s', (_, damage, reason) => {
    const body = structuredClone(requestExamples['reaction']?.value) as Body
    damage(body)
    expect(violations(`${requestPointer}/schema`, body)).toContain(reason)
  })

  test('while a ref of 300 characters is accepted, since the vendor cuts it', () => {
    const body = structuredClone(requestExamples['reaction']?.value) as Body
    Object.assign(body['extra_info'] ?? {}, { ref: 'x'.repeat(300), wa_source: 'something else' })
    expect(violations(`${requestPointer}/schema`, body)).toEqual([])
  })
})

test('every pattern is legal under the u flag', () => {
  const patterns = [...JSON.stringify(document).matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g)]
  expect(patterns.length).toBeGreaterThan(0)
  for (const [, pattern] of patterns) {
    expect(() => new RegExp(JSON.parse(pattern ?? ''), 'u')).not.toThrow()
  }
})
