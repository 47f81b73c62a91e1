import { casesOf } from '@kaleyra-reactions/model/cases'
import type { OpenapiDocument } from '@kaleyra-reactions/model/document'
import { member } from '@kaleyra-reactions/model/member'
import { callbacksOf, examplesOf } from '@kaleyra-reactions/model/operations'
import bundled from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }
import { expect, test } from 'vitest'
import { parseCallback } from '../src/webhooks.ts'

const document: OpenapiDocument = bundled
const understoodSchemas: string[] = [
  'IncomingMessageCallback',
  'StatusCallback',
] satisfies (keyof typeof bundled.components.schemas)[]
/** The callbacks of the document that the parser is for. */
const callbacks = callbacksOf(document).filter(({ requestBody }) => {
  const reference = requestBody?.content?.['application/json']?.schema?.$ref
  return understoodSchemas.some((name) => reference === `#/components/schemas/${name}`)
})
const samples = Object.fromEntries(
  callbacks.flatMap(({ requestBody }) =>
    examplesOf(requestBody).map(({ name, example }) => [name, example.value]),
  ),
)

/** The first message or status of an example. */
function firstOf(name: string): Record<string, unknown> {
  const value = member(member(samples[name], 'meta_object'), 'value')
  const [first] = [member(value, 'messages') ?? member(value, 'statuses')].flat()
  return Object.assign({}, first)
}

/** The `ref` of an example. */
function refOf(body: unknown): unknown {
  return member(member(body, 'extra_info'), 'ref')
}

const understood: [string, object][] = [
  [
    'text',
    { type: 'message', messageId: firstOf('text')['id'], from: firstOf('text')['from'], messageType: 'text' },
  ],
  [
    'reaction',
    {
      type: 'reaction',
      emoji: member(firstOf('reaction')['reaction'], 'emoji'),
      targetMessageId: member(firstOf('reaction')['reaction'], 'message_id'),
      sentAt: new Date(Number(firstOf('reaction')['timestamp']) * 1000),
      extraInfo: { ref: refOf(samples['reaction']) },
    },
  ],
  ['reactionRemoved', { type: 'reaction', emoji: undefined }],
  [
    'sent',
    {
      type: 'status',
      status: 'sent',
      recipient: firstOf('sent')['recipient_id'],
      code: undefined,
      extraInfo: { ref: refOf(samples['sent']) },
    },
  ],
  [
    'textWithoutNumber',
    {
      type: 'message',
      from: undefined,
      userId: firstOf('textWithoutNumber')['from_user_id'],
      messageType: 'text',
    },
  ],
]

test.each(understood)("the document's example %s is understood", (name, expected) => {
  expect(parseCallback(samples[name])).toMatchObject([expected])
})

const failures = casesOf(document).filter(({ operationId }) =>
  callbacks.some((callback) => callback.operationId === operationId),
)

test.each(failures)("the document's failure $name is understood by its code", ({ code, body }) => {
  const extraInfo = { ref: refOf(body) }
  expect(parseCallback(body)).toMatchObject([
    { type: 'status', code, reason: expect.stringMatching(/./), extraInfo },
  ])
})

test.each(Object.entries(samples))("nothing of the document's example %s is unknown", (_, body) => {
  expect(parseCallback(body).map(({ type }) => type)).not.toContain('unknown')
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
    {
      type: 'reaction',
      targetMessageId: 'wamid.2',
      incomingReactionId: 'wamid.1',
      emoji: undefined,
      from: undefined,
    },
  ])
})

test.each(['NOT-SENT', 'not_sent', 'Not Sent'])('%s is not sent', (status) => {
  expect(parseCallback({ status })).toMatchObject([{ type: 'status', status: 'not sent' }])
})

test('several events of one body are all given', () => {
  const messages = ['a', 'b'].map((id) => ({ id, type: 'text' }))
  expect(parseCallback({ meta_object: { value: { messages } } })).toHaveLength(2)
})

/** A callback with these messages, statuses or contacts. */
function callbackWith(value: object): object {
  return { meta_object: { value }, extra_info: { ref: 'order-17' } }
}

test('every event carries its part and the whole body as they came', () => {
  const [message, status] = [
    { id: 'wamid.1', type: 'text', text: { body: 'Hello' } },
    { status: 'sent', new: 1 },
  ]
  const body = callbackWith({ messages: [message], statuses: [status] })
  const events = parseCallback(body)
  expect(events.map(({ raw }) => raw)).toEqual([message, status])
  expect(events.every((event) => event.body === body)).toBe(true)
})

test.each([
  ['a message without id', { type: 'text' }, 'The message has no id or no type.'],
  ['a message that is no object', 'text', 'The message has no id or no type.'],
  ['a reaction to nothing', { id: 'wamid.2', type: 'reaction' }, 'The reaction does not name its message.'],
  ...['system', 'request_welcome', 'edit', 'revoke'].map((type): [string, object, string] => [
    `a message of type ${type}`,
    { id: 'wamid.2', from: '16505551234', type },
    `Type ${type} reports a change. It is not a message to react to.`,
  ]),
])('%s beside a good one is an unknown event that says why', (_, strange, problem) => {
  const good = { id: 'wamid.1', type: 'text' }
  const body = callbackWith({ messages: [strange, good] })
  const [unknown, message] = parseCallback(body)
  expect(unknown).toEqual({ type: 'unknown', problem, raw: strange, body })
  expect(message).toMatchObject({ type: 'message', raw: good })
})

const sent = { status: 'sent' }

test.each<[string, unknown, string]>([
  ['a status without its name', callbackWith({ statuses: [{ id: 'wamid.2' }] }), 'The status has no name.'],
  [
    'a text',
    JSON.stringify(callbackWith({ statuses: [sent] })),
    'The body is a string. Pass it through JSON.parse first.',
  ],
  ['a list', [callbackWith({ statuses: [sent] })], 'The body is an array. Pass each callback separately.'],
  [
    "Meta's own webhook",
    { object: 'whatsapp_business_account', entry: [{ changes: [{ value: { statuses: [sent] } }] }] },
    'The body is a webhook from Meta, not a callback from Kaleyra.',
  ],
  ['nothing', undefined, 'The body is not a JSON object.'],
  ['an object of something else', {}, 'The body has neither a message nor a status.'],
])('%s is an unknown event that says why', (_, body, problem) => {
  expect(parseCallback(body)).toMatchObject([{ type: 'unknown', problem, body }])
})

test('a message and an error that stand in no list are not lost', () => {
  const message = { id: 'wamid.1', type: 'text' }
  const failed = { status: 'failed', errors: { code: 131009, title: 'Invalid' } }
  expect(parseCallback(callbackWith({ messages: message, statuses: [failed] }))).toMatchObject([
    { type: 'message', raw: message },
    { type: 'status', code: '131009', reason: 'Invalid' },
  ])
})

test.each([
  ['by the message', { from: '', from_user_id: 'US.1' }, [], 'US.1'],
  ['by the only contact', {}, [{ user_id: 'US.2' }], 'US.2'],
  [
    'by the contact with the number',
    { from: '16505551234' },
    [
      { wa_id: '1', user_id: 'US.0' },
      { wa_id: '16505551234', user_id: 'US.3' },
    ],
    'US.3',
  ],
  ['not, where several contacts could be meant', {}, [{ user_id: 'US.4' }, { user_id: 'US.5' }], undefined],
])('a user is identified %s', (_, sender, contacts, userId) => {
  const messages = [{ id: 'wamid.1', type: 'text', ...sender }]
  expect(parseCallback(callbackWith({ contacts, messages }))).toMatchObject([{ type: 'message', userId }])
})

test('a status names its recipient by user id where there is no number', () => {
  const statuses = [{ status: 'sent', recipient_user_id: 'US.1' }]
  expect(parseCallback(callbackWith({ statuses }))).toMatchObject([{ recipient: undefined, userId: 'US.1' }])
})

test('a failed status keeps every error with its details', () => {
  const errors = [
    { code: 131009, title: 'Invalid', error_data: { details: 'Too old.' } },
    { code: 131026, message: 'Undeliverable', details: 'Beside the code.' },
  ]
  expect(parseCallback(callbackWith({ statuses: [{ status: 'failed', errors }] }))).toMatchObject([
    {
      code: '131009',
      reason: 'Invalid',
      errors: [
        { code: '131009', reason: 'Invalid', details: 'Too old.' },
        { code: '131026', reason: 'Undeliverable', details: 'Beside the code.' },
      ],
    },
  ])
})

test.each([
  ['seconds', '1722863329', '2024-08-05T13:08:49.000Z'],
  ['a number of seconds', 1722863329, '2024-08-05T13:08:49.000Z'],
  ['no time', 'yesterday', undefined],
])('a timestamp in %s is understood', (_, timestamp, expected) => {
  const [event] = parseCallback(callbackWith({ statuses: [{ status: 'sent', timestamp }] }))
  expect(event).toMatchObject({ sentAt: expected && new Date(expected) })
})

test.each([
  null,
  5,
  { meta_object: 'text' },
  { meta_object: { value: [] } },
  { meta_object: { value: { messages: [null, [], 5], statuses: { status: {} }, contacts: 'text' } } },
  { meta_object: { value: { messages: [{ id: 'a', type: 'reaction', reaction: [] }] } } },
  { status: 'failed', meta_object: { value: { statuses: [{ status: 'failed', errors: [null, 'text'] }] } } },
  { status: 'sent', extra_info: 'text' },
  JSON.parse('{"__proto__": {"status": "sent"}, "extra_info": {"__proto__": "text"}}'),
])('%j is read without an error, and given as it came', (body) => {
  const events = parseCallback(body)
  expect(events.length).toBeGreaterThan(0)
  for (const event of events) expect(event.body).toBe(body)
})
