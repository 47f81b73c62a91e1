import { casesOf } from '@kaleyra-reactions/model/cases'
import type { OpenapiDocument } from '@kaleyra-reactions/model/document'
import { examplesOf } from '@kaleyra-reactions/model/operations'
import bundled from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseCallback } from '../src/webhooks.ts'

const document: OpenapiDocument = bundled
const samples = Object.fromEntries(
  Object.values(document.webhooks ?? {}).flatMap(({ post }) =>
    examplesOf(post?.requestBody).map(({ name, example }) => [name, example.value]),
  ),
)

const understood: [string, object][] = [
  [
    'text',
    { type: 'message', messageId: expect.stringMatching(/^wamid/), from: '16505551234', messageType: 'text' },
  ],
  [
    'reaction',
    {
      type: 'reaction',
      emoji: '😂',
      sentAt: new Date('2024-08-05T13:08:49Z'),
      extraInfo: { ref1: 'shoes campaign' },
    },
  ],
  ['reactionRemoved', { type: 'reaction', emoji: undefined }],
  [
    'sent',
    {
      type: 'status',
      status: 'sent',
      recipient: '919000000002',
      code: undefined,
      extraInfo: { ref: 'customer1' },
    },
  ],
  ['textWithoutNumber', { type: 'message', from: undefined, messageType: 'text' }],
]

test.each(understood)("the document's example %s is understood", (name, expected) => {
  expect(parseCallback(samples[name])).toMatchObject([expected])
})

const failures = casesOf(document).filter(({ channel }) => channel === 'callback')

test.each(failures)("the document's failure $name is understood by its code", ({ code, body }) => {
  const extraInfo = { ref: 'customer1' }
  expect(parseCallback(body)).toMatchObject([
    { type: 'status', code, reason: expect.stringMatching(/./), extraInfo },
  ])
})

test('no example of the document is left out', () => {
  const names = [...understood.map(([name]) => name), ...failures.map(({ name }) => name)]
  expect(Object.keys(samples).toSorted()).toEqual(names.toSorted())
})

test('an empty emoji is a removal, and a user may have no number', () => {
  const message = {
    id: 'wamid.1',
    type: 'reaction',
    reaction: { message_id: 'wamid.2', emoji: '' },
    user_id: 'US.1',
    new: [],
  }
  expect(parseCallback({ meta_object: { value: { messages: [message] } }, new: 1 })).toMatchObject([
    { type: 'reaction', reactionId: 'wamid.1', messageId: 'wamid.2', emoji: undefined, from: undefined },
  ])
})

test.each(['NOT-SENT', 'not_sent', 'Not Sent'])('%s is not sent', (status) => {
  expect(parseCallback({ status })).toMatchObject([{ type: 'status', status: 'not sent' }])
})

test('several events of one body are all given', () => {
  const messages = ['a', 'b'].map((id) => ({ id, type: 'text' }))
  expect(parseCallback({ meta_object: { value: { messages } } })).toHaveLength(2)
})

test('it throws for no JSON value, and gives a body that it does not understand unchanged', () => {
  const likely = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 6 }, fc.jsonValue(), tie('object')),
    object: fc.dictionary(
      fc.constantFrom(
        'meta_object',
        'value',
        'messages',
        'statuses',
        'errors',
        'reaction',
        'status',
        'id',
        'type',
        'extra_info',
        'timestamp',
        '__proto__',
      ),
      fc.oneof({ maxDepth: 6 }, tie('value'), fc.array(tie('value'), { maxLength: 3 })),
    ),
  })).object
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), likely), (body) => {
      const events = parseCallback(body)
      expect(events.length).toBeGreaterThan(0)
      for (const event of events) if (event.type === 'unknown') expect(event.body).toBe(body)
    }),
  )
})
