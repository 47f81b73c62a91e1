import { deepEqual, partialDeepStrictEqual } from 'node:assert/strict'
import type { Content, OpenapiDocument, Operation } from '../../packages/model/src/document.ts'
import { member, memberNames } from '../../packages/model/src/member.ts'
import { modelOf } from '../../packages/model/src/model.ts'
import { callbacksOf, examplesOf, operationsOf, sendingOf } from '../../packages/model/src/operations.ts'

const sampleCall = 'the sample'

/** What the program of a language has to do: the file that it gets. */
export interface ReaderTasks {
  /** The header that carries the key. */
  header: string
  /** The parameters of every call. */
  parameters: Record<string, unknown>
  /** The bodies to decode. */
  bodies: ReaderBody[]
  /** The calls to send; the first one also goes to a server that redirects. */
  calls: ReaderCall[]
}

/** A body to decode, as the class of a schema. */
export interface ReaderBody {
  name: string
  schema: string
  body: unknown
}

/** A call to send. */
export interface ReaderCall {
  name: string
  body: unknown
}

/** Every named response and callback of the document, some that it does not name, and a call for each response. */
export function tasksOf(document: OpenapiDocument): ReaderTasks {
  const { keyHeader, sending } = modelOf(document)
  const sample = sending.body?.samples[0]?.example.value
  const bodies = [
    ...operationsOf(document).flatMap(namedResponsesOf),
    ...callbacksOf(document).flatMap(({ requestBody }) => namedBodiesOf(requestBody)),
  ]
  return {
    header: keyHeader,
    parameters: sending.sampleParameters,
    bodies: [...bodies, ...bodies.map(withNewMembers), ...undocumentedBodiesOf(bodies)],
    calls: [
      { name: sampleCall, body: sample },
      ...namedResponsesOf(sendingOf(document)).map(({ name }) => callFor(name, sample)),
    ],
  }
}

/**
 * Fails unless a program read every body and the response to every call, the redirect as an error; and lost nothing of a
 * body, except where it is known to drop new members.
 */
export function expectRead(document: OpenapiDocument, printed: string, dropsNewMembers: boolean): void {
  const read: unknown = JSON.parse(printed)
  deepEqual(member(read, 'redirect'), 307, 'The status of a redirect')
  for (const { name, schema, body } of tasksOf(document).bodies) {
    const result = member(member(read, 'bodies'), name)
    deepEqual(member(result, 'read'), marksOf(schema, body), `What was read of ${name}`)
    // Java adds empty lists for members that are absent.
    if (!dropsNewMembers) partialDeepStrictEqual(member(result, 'kept'), body)
  }

  const cases = namedResponsesOf(sendingOf(document))
  const responses = [...cases.slice(0, 1).map((first) => ({ ...first, name: sampleCall })), ...cases]
  const calls = member(read, 'calls')
  deepEqual(memberNames(calls).toSorted(), responses.map(({ name }) => name).toSorted())
  for (const { name, schema, body } of responses) {
    const marks = listOf(member(member(calls, name), 'read'))
    const expected = marksOf(schema, body)
    if (schema !== 'SendReactionResponse')
      deepEqual(marks, expected, `What was read of the response to ${name}`)
    // The mock makes a new id for each reaction that it accepts.
    const isAccepted = marks[0] === expected[0] && typeof marks[1] === 'string' && marks[1] !== ''
    if (schema === 'SendReactionResponse' && !isAccepted) throw new Error(`${name}: read ${marks.join(', ')}`)
  }
}

function namedResponsesOf({ responses }: Operation): ReaderBody[] {
  return Object.values(responses).flatMap((content) => namedBodiesOf(content))
}

function namedBodiesOf(content: Content | undefined): ReaderBody[] {
  const schema = content?.content?.['application/json']?.schema?.$ref?.split('/').at(-1) ?? ''
  return examplesOf(content).map(({ name, example }) => ({ name, schema, body: example.value }))
}

/** The mock gives the case that a message id `wamid.<case>` names. */
function callFor(name: string, sample: unknown): ReaderCall {
  const message = { ...objectOf(member(sample, 'messaging_object')) }
  const reaction = { ...objectOf(member(message, 'reaction')), message_id: `wamid.${name}` }
  return { name, body: { ...objectOf(sample), messaging_object: { ...message, reaction } } }
}

/** Kaleyra may add members everywhere but in `error`, whose members are texts. */
function withNewMembers({ name, schema, body }: ReaderBody): ReaderBody {
  return { name: `${name} with new members`, schema, body: extended(body) }
}

function extended(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(extended)
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).map(([name, inner]) => [
    name,
    name === 'error' ? inner : extended(inner),
  ])
  return { ...Object.fromEntries(members), added_later: { flag: true } }
}

/** An unknown code, and an empty list where PHP has no members to write. */
function undocumentedBodiesOf(bodies: ReaderBody[]): ReaderBody[] {
  const unknown = {
    code: 'WA429',
    message: 'Too many requests',
    data: [],
    error: { limit: 'Too many requests' },
    request_id: 'request-17',
  }
  const lists = bodies
    .filter(({ schema }) => schema === 'SendReactionResponse')
    .map(({ name, schema, body }) => ({
      name: `${name} with an empty list`,
      schema,
      body: { ...objectOf(body), error: [] },
    }))
  return [{ name: 'WA429', schema: 'ErrorResponse', body: unknown }, ...lists]
}

/** What tells a body from others: the programs in `readers/` read the same from their typed objects. */
function marksOf(schema: string, body: unknown): unknown[] {
  if (schema === 'SendReactionResponse') {
    return [member(body, 'code'), member(member(body, 'data'), 'message_id')]
  }
  if (schema === 'ErrorResponse') return [member(body, 'code'), ...memberNames(member(body, 'error'))]
  const value = member(member(body, 'meta_object'), 'value')
  if (schema === 'IncomingMessageCallback') {
    return listOf(member(value, 'messages')).flatMap((one) => [member(one, 'type'), member(one, 'id')])
  }
  if (schema !== 'StatusCallback')
    throw new Error(`Nothing is known of how to tell bodies of ${schema} apart`)
  const code = member(body, 'code')
  const errors = listOf(member(value, 'statuses')).flatMap((one) => listOf(member(one, 'errors')))
  return [
    member(body, 'status'),
    ...(code === undefined ? [] : [code]),
    ...errors.map((one) => member(one, 'code')),
  ]
}

function objectOf(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {}
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}
