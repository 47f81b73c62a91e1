import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { casesOf, examplesOf, type OpenapiDocument, operationsOf } from '../src/cases.ts'
import { problemsOf } from '../src/problems.ts'

const bundle = new URL('../dist/openapi.json', import.meta.url)
const document: OpenapiDocument = JSON.parse(readFileSync(bundle, 'utf8'))

test('every schema compiles, every example satisfies its schema, every case name is unique', () => {
  expect(problemsOf(document)).toEqual([])
})

test('openapi-typescript reads the document without complaint', { timeout: 60_000 }, async () => {
  const { stdout, stderr } = await promisify(execFile)('openapi-typescript', [bundle.pathname])
  expect(stderr).toBe('')
  for (const name of Object.keys(document.components.schemas)) expect(stdout).toContain(name)
  for (const { operationId } of operationsOf(document)) expect(stdout).toContain(`${operationId}: {`)
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
    expect(example?.code).toBe(Object(schema.properties?.['code'])['const'])
  })

  test.each(errors.filter(({ channel }) => channel === 'callback'))(
    'the callback $name shows its code',
    ({ code, body }) => {
      expect(JSON.stringify(body)).toMatch(new RegExp(`"code":"?${code}\\b`))
    },
  )

  test('the first answer with 400 is about the request, the first with 401 about the credentials', () => {
    const kindOfFirst = (status: number) => errors.find((error) => error.status === status)?.error?.kind
    expect([kindOfFirst(400), kindOfFirst(401)]).toEqual(['request', 'credentials'])
  })
})

describe('a bad request is refused for the right reason', () => {
  const [, sample] = examplesOf(operationsOf(document)[0]?.requestBody)[0] ?? []
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  ajv.addSchema({ $id: 'document', ...document })
  const validate = ajv.compile({ $ref: 'document#/components/schemas/SendReactionRequest' })

  function violationsWith(change: Record<string, Record<string, unknown> | undefined>): string[] {
    validate(merge(sample?.value, change))
    return (validate.errors ?? []).map((error) => `${error.instancePath || '/'} ${error.keyword}`)
  }

  test.each<[string, Record<string, Record<string, unknown> | undefined>, string]>([
    ['no messaging_object', { messaging_object: undefined }, '/ required'],
    ...['messaging_product', 'to', 'type', 'reaction'].map(
      (name): [string, Record<string, Record<string, unknown>>, string] => [
        `no ${name}`,
        { messaging_object: { [name]: undefined } },
        '/messaging_object required',
      ],
    ),
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

  test('while a ref of 300 characters is accepted, since the vendor cuts it', () => {
    expect(violationsWith({ extra_info: { ref: 'x'.repeat(300) } })).toEqual([])
  })

  test('and so is a source that is not listed, since the vendor replaces it', () => {
    expect(violationsWith({ extra_info: { wa_source: 'something else' } })).toEqual([])
  })
})

/** The value with the changed members laid over it; `undefined` takes a member out. */
function merge(value: unknown, change: unknown): unknown {
  if (typeof change !== 'object' || change === null || Array.isArray(change)) return change
  const merged = new Map(Object.entries(Object(value)))
  for (const [key, member] of Object.entries(change)) {
    if (member === undefined) merged.delete(key)
    else merged.set(key, merge(merged.get(key), member))
  }
  return Object.fromEntries(merged)
}

test('a schema that does not compile is reported with its place', () => {
  const broken = structuredClone(document)
  broken.components.schemas['ExtraInfo'] = Object({ properties: { ref: { type: 'string', pattern: '\\_' } } })
  expect(problemsOf(broken)).toContainEqual(
    expect.stringMatching(/^\/components\/schemas\/ExtraInfo does not compile: Invalid regular expression/),
  )
})
