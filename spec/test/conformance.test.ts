import { readFileSync } from 'node:fs'
import type { OpenapiDocument } from '@kaleyra-reactions/model/document'
import { operationsOf } from '@kaleyra-reactions/model/operations'
import { valueAt } from '@kaleyra-reactions/model/pointer'
import { statements } from '@kaleyra-reactions/test-support/kaleyra-page'
import { describe, expect, test } from 'vitest'
import { factsIn, missingStatementsIn, unprovenPageSources } from './conformance.ts'
import { facts } from './kaleyra-facts.ts'

const document: OpenapiDocument = JSON.parse(
  readFileSync(new URL('../dist/openapi.json', import.meta.url), 'utf8'),
)
const found = factsIn(document)

test.each(Object.entries(facts))(
  "the %s are those of Kaleyra's page, no more and no less",
  (name, expected) => {
    expect(found).toHaveProperty([name], expected)
  },
)

test.each(statements)("the document says what Kaleyra's page says: $row", ({ row }) => {
  expect(missingStatementsIn(document)).not.toContain(row)
})

test("nothing is said to be on Kaleyra's page that is not in its inventory", () => {
  expect(unprovenPageSources(document)).toEqual([])
})

test('the first paragraph of a description is one short sentence', () => {
  const fields = Object.values(document.components.schemas).flatMap(({ properties = {} }) =>
    Object.values(properties),
  )
  const described = [...fields, ...operationsOf(document).flatMap(({ parameters }) => parameters)]
  const first = described.flatMap(({ description }) => description?.split('\n\n')[0] ?? [])
  expect(first.length).toBeGreaterThan(20)
  for (const text of first) expect(text.length, text).toBeLessThanOrEqual(120)
})

const item = '/paths/~1v2~1{sid}~1whatsapp~1{phone_number}~1messages'
const examples = (status: string) => `${item}/post/responses/${status}/content/application~1json/examples`
const requestExamples = `${item}/post/requestBody/content/application~1json/examples`
const schemas = '/components/schemas'
const callbacks = '/webhooks/status-update/post/requestBody/content/application~1json/examples'

describe('a distortion of the document is caught by the test of', () => {
  test.each<{ what: string; place: string; is: unknown; caughtBy: string }>([
    { what: 'another server', place: '/servers/1/url', is: 'https://api.sg.kaleyra.io', caughtBy: 'servers' },
    {
      what: 'an invented server',
      place: '/servers/3',
      is: { url: 'https://api.na.kaleyra.io', 'x-region': 'na' },
      caughtBy: 'servers',
    },
    { what: 'a missing server', place: '/servers/2', is: undefined, caughtBy: 'servers' },
    { what: 'another region', place: '/servers/0/x-region', is: 'ind', caughtBy: 'servers' },
    {
      what: 'another header of the key',
      place: '/components/securitySchemes/apiKey/name',
      is: 'x-api-key',
      caughtBy: 'security',
    },
    {
      what: 'the key in the query',
      place: '/components/securitySchemes/apiKey/in',
      is: 'query',
      caughtBy: 'security',
    },
    {
      what: 'an invented parameter',
      place: `${item}/parameters/2`,
      is: { name: 'dry', in: 'query', schema: { type: 'string' } },
      caughtBy: 'parameters',
    },
    {
      what: 'another method',
      place: `${item}/put`,
      is: { operationId: 'other', responses: {} },
      caughtBy: 'operations',
    },
    {
      what: 'an invented field',
      place: `${schemas}/ExtraInfo/properties/ref3`,
      is: { type: 'string' },
      caughtBy: 'fields',
    },
    {
      what: 'a missing field',
      place: `${schemas}/ExtraInfo/properties/ref2`,
      is: undefined,
      caughtBy: 'fields',
    },
    {
      what: 'a field of another type',
      place: `${schemas}/Reaction/properties/emoji/type`,
      is: 'integer',
      caughtBy: 'fields',
    },
    {
      what: 'a field that is no longer required',
      place: `${schemas}/MessagingObject/required`,
      is: ['messaging_product', 'to', 'reaction'],
      caughtBy: 'fields',
    },
    {
      what: 'a field that is required by invention',
      place: `${schemas}/SendReactionRequest/required`,
      is: ['messaging_object', 'extra_info'],
      caughtBy: 'fields',
    },
    {
      what: 'another constant',
      place: `${schemas}/MessagingObject/properties/messaging_product/enum`,
      is: ['WhatsApp'],
      caughtBy: 'allowed values',
    },
    {
      what: 'a second constant',
      place: `${schemas}/MessagingObject/properties/recipient_type/enum`,
      is: ['individual', 'group'],
      caughtBy: 'allowed values',
    },
    {
      what: 'another default',
      place: `${schemas}/MessagingObject/properties/type/default`,
      is: 'text',
      caughtBy: 'defaults',
    },
    {
      what: 'another limit',
      place: `${schemas}/ExtraInfo/properties/ref1/x-truncated-at`,
      is: 256,
      caughtBy: 'limits',
    },
    {
      what: 'an invented source',
      place: `${schemas}/ExtraInfo/properties/wa_source/x-extensible-enum/13`,
      is: 'pipedrive',
      caughtBy: 'known values',
    },
    {
      what: 'another example',
      place: `${schemas}/ExtraInfo/properties/ref/example`,
      is: 'customer2',
      caughtBy: 'examples',
    },
    {
      what: 'another sample request',
      place: `${requestExamples}/reaction/value/messaging_object/to`,
      is: '919000000002',
      caughtBy: 'sample requests',
    },
    {
      what: 'an invented sample request',
      place: `${requestExamples}/second`,
      is: { value: {} },
      caughtBy: 'sample requests',
    },
    {
      what: 'an invented error',
      place: `${examples('400')}/E120`,
      is: { value: { code: 'E120', error: { a: '' } } },
      caughtBy: 'printed responses',
    },
    {
      what: 'a missing error',
      place: `${examples('401')}/WA-401-version`,
      is: undefined,
      caughtBy: 'printed responses',
    },
    {
      what: 'another message',
      place: `${examples('500')}/WA500/value/message`,
      is: 'Try later',
      caughtBy: 'printed responses',
    },
    {
      what: 'an object as data',
      place: `${examples('401')}/RBC001/value/data`,
      is: {},
      caughtBy: 'printed responses',
    },
    {
      what: 'another title',
      place: `${examples('401')}/WA401/summary`,
      is: '401 Unknown number',
      caughtBy: 'printed responses',
    },
    {
      what: 'an invented cause',
      place: `${callbacks}/failed-131009/x-error/causes/4`,
      is: 'Bad luck.',
      caughtBy: 'causes of 131009',
    },
    {
      what: 'the opposite of an age',
      place: `${callbacks}/failed-131009/x-error/causes/0`,
      is: 'The message is less than 30 days old.',
      caughtBy: 'webhook 131009: age',
    },
    {
      what: 'another age',
      place: `${schemas}/Reaction/properties/message_id/description`,
      is: 'more than 60 days old',
      caughtBy: 'whatsapp_message_id: age',
    },
    {
      what: 'an optional header',
      place: `${item}/post/description`,
      is: 'The header `Content-Type` is optional.',
      caughtBy: 'header Content-Type: mandatory, one allowed value',
    },
    {
      what: 'sent messages',
      place: '/info/description',
      is: 'Only messages that were *sent*',
      caughtBy: 'purpose: received messages only',
    },
    {
      what: 'refs that do not come back',
      place: `${schemas}/ExtraInfo/properties/ref2/description`,
      is: 'Not available in callbacks.',
      caughtBy: 'ref2: report and callback',
    },
  ])('$caughtBy: $what', ({ place, is, caughtBy }) => {
    const caught = faultsOf(distorted(place, is))
    expect(caught).toContain(caughtBy)
  })

  test('none: the document as it is has no fault', () => {
    expect(faultsOf(document)).toEqual([])
  })

  test('sources: a claim about the page without a statement of the page', () => {
    const place = `${schemas}/ErrorResponse/properties/message/x-source`
    expect(unprovenPageSources(distorted(place, 'page'))).toEqual([
      `${schemas}/ErrorResponse/properties/message/description`,
    ])
    const sources = `${examples('500')}/WA500/x-error/x-source`
    expect(unprovenPageSources(distorted(sources, { page: ['retry'] }))).toEqual([
      `${examples('500')}/WA500/x-error/retry`,
    ])
  })
})

/** The names of the tests above that a document would fail. */
function faultsOf(other: OpenapiDocument): string[] {
  const sets = factsIn(other)
  const different = Object.entries(facts).filter(
    ([name, expected]) => JSON.stringify(Reflect.get(sets, name)) !== JSON.stringify(expected),
  )
  return [...different.map(([name]) => name), ...missingStatementsIn(other)]
}

/** A copy of the document with another value at a place; `undefined` takes it away. */
function distorted(place: string, is: unknown): OpenapiDocument {
  const copy = structuredClone(document)
  const names = place.split('/')
  const name = names.pop() ?? ''
  const parent = valueAt(copy, names.join('/'))
  if (typeof parent !== 'object' || parent === null) throw new Error(`There is nothing at ${names.join('/')}`)
  if (is !== undefined) Reflect.set(parent, name, is)
  else if (Array.isArray(parent)) parent.splice(Number(name), 1)
  else Reflect.deleteProperty(parent, name)
  return copy
}
