import { readFileSync } from 'node:fs'
import { responseCasesOf } from '@kaleyra-reactions/model/cases'
import type { OpenapiDocument } from '@kaleyra-reactions/model/document'
import { member, textMember } from '@kaleyra-reactions/model/member'
import {
  callbacksOf,
  examplesOf,
  operationOf,
  operationsOf,
  sampleBodyOf,
} from '@kaleyra-reactions/model/operations'
import { escapePointer } from '@kaleyra-reactions/model/pointer'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { validatorAt } from '../scripts/validation.ts'

const bundle = new URL('../dist/openapi.json', import.meta.url)
const document: OpenapiDocument = JSON.parse(readFileSync(bundle, 'utf8'))

test.each(Object.keys(document.components.schemas))(
  'the schema %s compiles: with one that does not, Prism stops validating without a word',
  (name) => {
    expect(() => validatorAt(document, `/components/schemas/${name}`)).not.toThrow()
  },
)

describe('the first response of a status is what a request without any preference gets:', () => {
  const kindOfFirst = (status: number) =>
    responseCasesOf(document).find((found) => found.status === status)?.error?.kind

  test('with 400 it is about the request, with 401 about the credentials', () => {
    expect([kindOfFirst(400), kindOfFirst(401)]).toEqual(['request', 'credentials'])
  })
})

test.each(operationsOf(document).flatMap(({ responses }) => Object.entries(responses)))(
  'the description of response %s lists its codes',
  (_, response) => {
    const codes = examplesOf(response).flatMap(({ example }) => textMember(example.value, 'code') ?? [])
    for (const code of codes) expect(response.description).toMatch(new RegExp(`[ :]${code}[,.]`))
  },
)

test('what Kaleyra sends is open, what is sent to Kaleyra is closed', () => {
  const isOpen = (name: string): unknown => member(document.components.schemas[name], 'additionalProperties')
  const sent = ['SendReactionRequest', 'MessagingObject', 'Reaction', 'ExtraInfo']
  expect(sent.map(isOpen)).toEqual(sent.map(() => false))
  const objects = Object.entries(document.components.schemas).filter(([, { type }]) => type === 'object')
  const received = objects.map(([name]) => name).filter((name) => !sent.includes(name))
  expect(received.length).toBeGreaterThan(10)
  expect(received.map(isOpen)).toEqual(received.map(() => true))
})

describe('by the strict document', () => {
  const strict: OpenapiDocument = parse(
    readFileSync(new URL('../dist/openapi.strict.yaml', import.meta.url), 'utf8'),
  )
  const cases = responseCasesOf(document)

  test.each(cases)('$name of $operationId is a response with its status', ({ operationId, status, body }) => {
    expect(validatorAt(strict, responseSchema(operationId, status))(body)).toEqual([])
  })

  test.each(cases)('$name of $operationId is none with another status', ({ operationId, status, body }) => {
    const own = cases.filter((other) => other.operationId === operationId)
    for (const other of new Set(own.map((found) => found.status))) {
      const problems = validatorAt(strict, responseSchema(operationId, other))(body)
      expect(problems.length > 0, `status ${other}`).toBe(other !== status)
    }
  })

  test.each(cases.filter(({ key }) => key !== undefined))(
    '$name of $operationId is none without its key',
    ({ operationId, status, body }) => {
      const check = validatorAt(strict, responseSchema(operationId, status))
      expect(check(Object.assign({}, body, { error: {} }))).not.toEqual([])
    },
  )

  test('an undocumented code is none, though the plain document takes it', () => {
    const body = { code: 'WA429', message: 'Slow down', data: [], error: { rate: 'Slow down' }, more: 1 }
    const place = responseSchema('sendReaction', 400)
    expect(validatorAt(strict, place)(body)).not.toEqual([])
    expect(validatorAt(document, place)(body)).toEqual([])
  })

  function responseSchema(operationId: string, status: number | undefined): string {
    const { path, method } = operationOf(document, operationId)
    const place = `/paths/${escapePointer(path)}/${method}/responses/${status}`
    return `${place}/content/application~1json/schema`
  }
})

test('the bundle shows what is known of an error in the description of its example, once', () => {
  const responses = operationsOf(document).flatMap((operation) => Object.values(operation.responses))
  const bodies = callbacksOf(document).map(({ requestBody }) => requestBody)
  const errors = [...responses, ...bodies]
    .flatMap((content) => examplesOf(content))
    .flatMap(({ example }) => (example['x-error'] ? [{ example, error: example['x-error'] }] : []))
  expect(errors.length).toBeGreaterThan(10)
  for (const { example, error } of errors) {
    const { meaning, actor, action, retry, causes = [] } = error
    for (const text of [meaning, actor, action, retry.advice, ...causes])
      expect(example.description?.split(text), text).toHaveLength(2)
  }
})

describe('a bad request is refused for the right reason', () => {
  const sample = sampleBodyOf(operationOf(document, 'sendReaction'))
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  ajv.addSchema({ $id: 'document', ...document })
  const validate = ajv.compile({ $ref: 'document#/components/schemas/SendReactionRequest' })

  function violationsWith(change: Record<string, Record<string, unknown> | undefined>): string[] {
    validate(merge(sample, change))
    return (validate.errors ?? []).map((error) => `${error.instancePath || '/'} ${error.keyword}`)
  }

  const required = document.components.schemas['MessagingObject']?.required ?? []

  test.each(required)('no %s', (name) => {
    expect(violationsWith({ messaging_object: { [name]: undefined } })).toContain(
      '/messaging_object required',
    )
  })

  test.each<[string, Record<string, Record<string, unknown> | undefined>, string]>([
    ['no messaging_object', { messaging_object: undefined }, '/ required'],
    [
      'product in capitals',
      { messaging_object: { messaging_product: 'WhatsApp' } },
      '/messaging_object/messaging_product enum',
    ],
    ['another type', { messaging_object: { type: 'text' } }, '/messaging_object/type enum'],
    ['a group', { messaging_object: { recipient_type: 'group' } }, '/messaging_object/recipient_type enum'],
    ['letters in to', { messaging_object: { to: 'abc' } }, '/messaging_object/to pattern'],
    ['an empty to', { messaging_object: { to: '' } }, '/messaging_object/to pattern'],
    ['a number as to', { messaging_object: { to: 919000000002 } }, '/messaging_object/to type'],
    ['a list as to', { messaging_object: { to: ['+919000000002'] } }, '/messaging_object/to type'],
    ['an unknown key', { messaging_object: { typ: 'reaction' } }, '/messaging_object additionalProperties'],
    ['an unknown key at the top', { context: {} }, '/ additionalProperties'],
    [
      'an unknown key in reaction',
      { messaging_object: { reaction: { id: '1' } } },
      '/messaging_object/reaction additionalProperties',
    ],
    ['an unknown key in extra_info', { extra_info: { ref3: 'x' } }, '/extra_info additionalProperties'],
    ['a text as reaction', { messaging_object: { reaction: '👍' } }, '/messaging_object/reaction type'],
    [
      'no message id',
      { messaging_object: { reaction: { message_id: undefined } } },
      '/messaging_object/reaction required',
    ],
    [
      'no emoji',
      { messaging_object: { reaction: { emoji: undefined } } },
      '/messaging_object/reaction required',
    ],
    [
      'a number as emoji',
      { messaging_object: { reaction: { emoji: 128512 } } },
      '/messaging_object/reaction/emoji type',
    ],
    ['a number as ref', { extra_info: { ref: 1 } }, '/extra_info/ref type'],
  ])('%s', (_, change, reason) => {
    expect(violationsWith(change)).toContain(reason)
  })

  test('while a ref of 300 characters is accepted, since Kaleyra cuts it', () => {
    expect(violationsWith({ extra_info: { ref: 'x'.repeat(300) } })).toEqual([])
  })

  test('and so is a source that is not listed, since Kaleyra replaces it', () => {
    expect(violationsWith({ extra_info: { wa_source: 'something else' } })).toEqual([])
  })
})

/** The value with the changed members laid over it; `undefined` takes a member out. */
function merge(value: unknown, change: unknown): unknown {
  if (typeof change !== 'object' || change === null || Array.isArray(change)) return change
  const merged = new Map(typeof value === 'object' && value !== null ? Object.entries(value) : [])
  for (const [key, member] of Object.entries(change)) {
    if (member === undefined) merged.delete(key)
    else merged.set(key, merge(merged.get(key), member))
  }
  return Object.fromEntries(merged)
}
