import { readFileSync } from 'node:fs'
import { casesOf } from '@kaleyra-reactions/model/cases'
import type { OpenapiDocument } from '@kaleyra-reactions/model/document'
import { member } from '@kaleyra-reactions/model/member'
import { operationOf, sampleBodyOf } from '@kaleyra-reactions/model/operations'
import { problemsOf } from '@kaleyra-reactions/model/problems'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'

const bundle = new URL('../dist/openapi.json', import.meta.url)
const document: OpenapiDocument = JSON.parse(readFileSync(bundle, 'utf8'))

test('every schema compiles, every example satisfies its schema, every case name is unique', () => {
  expect(problemsOf(document)).toEqual([])
})

describe('catalogue, constants and named examples agree', () => {
  const errors = casesOf(document).filter(({ status }) => status === undefined || status >= 400)
  const catalogued = Object.entries(document.components.schemas).filter(([, schema]) => schema['x-error'])

  test.each(errors)('$name has a catalogue entry and a meaning', ({ error, meaning }) => {
    expect(error).toMatchObject({
      scope: expect.stringMatching(/^(call|account)$/),
      actor: expect.stringMatching(/./),
      action: expect.stringMatching(/./),
      retry: { advice: expect.stringMatching(/./) },
      'x-source': expect.stringMatching(/^(page|vendor|meta|assumption)$/),
    })
    expect(meaning).not.toBe('')
  })

  test.each(catalogued)('the schema %s has its named example, with its constant as code', (name, schema) => {
    const example = errors.find((error) => error.name === name)
    expect(example?.code).toBe(member(schema.properties?.['code'], 'const'))
  })

  test.each(errors.filter(({ channel }) => channel === 'callback'))(
    'the callback $name shows its code',
    ({ code, body }) => {
      expect(JSON.stringify(body)).toMatch(new RegExp(`"code":"?${code}\\b`))
    },
  )

  test('the first response with 400 is about the request, the first with 401 about the credentials', () => {
    const kindOfFirst = (status: number) => errors.find((error) => error.status === status)?.error?.kind
    expect([kindOfFirst(400), kindOfFirst(401)]).toEqual(['request', 'credentials'])
  })
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
      '/messaging_object/messaging_product const',
    ],
    ['another type', { messaging_object: { type: 'text' } }, '/messaging_object/type const'],
    ['a group', { messaging_object: { recipient_type: 'group' } }, '/messaging_object/recipient_type const'],
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
      'an empty message id',
      { messaging_object: { reaction: { message_id: '' } } },
      '/messaging_object/reaction/message_id minLength',
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
