import { randomBytes, randomInt } from 'node:crypto'
import { member, memberNames, textMember } from '@kaleyra-reactions/model/member'
import type { CallbackExample, DocumentedOperation } from './contract.ts'
import { cutAt } from './cut-at.ts'

/** The accepted call that a callback is about. */
export interface AcceptedCall {
  operation: DocumentedOperation
  body: unknown
  /** The business number of the path, as the path writes it. */
  phoneNumber: string
}

/** The bodies of the callbacks of a call: one for each recipient; none where it has no recipient. */
export function callbackBodiesOf(callback: CallbackExample, call: AcceptedCall): unknown[] {
  const to = textMember(member(call.body, 'messaging_object'), 'to')
  const recipients = to?.split(',').map(digitsOf) ?? []
  return recipients.map((recipient) => bodyOf(callback, call, recipient))
}

/**
 * The document's example with what is known of the call: its recipient, its business number, the time, and its extra_info,
 * cut to the documented limits. Its ids are new ones in the form of the example's: which of them is the id of the response
 * is documented nowhere.
 */
function bodyOf({ example }: CallbackExample, call: AcceptedCall, recipient: string): unknown {
  const { ids, time } = marksOf(example.value)
  const newIds = new Map([...ids].map((id) => [id, renewed(id)]))
  const shift = Math.floor(Date.now() / 1000) - time
  return JSON.parse(JSON.stringify(example.value), (key, value: unknown) => {
    if (key === 'recipient_id') return recipient
    if (key === 'display_phone_number') return digitsOf(decodeURIComponent(call.phoneNumber))
    if (key === 'extra_info') return extraInfoOf(value, call)
    if (typeof value !== 'string') return value
    return key.endsWith('timestamp') ? String(Number(value) + shift) : (newIds.get(value) ?? value)
  })
}

/** What an example has that belongs to one callback alone: its ids, and its time in seconds. */
function marksOf(example: unknown): { ids: Set<string>; time: number } {
  const ids = new Set<string>()
  let time = 0
  JSON.stringify(example, (key, value: unknown) => {
    if (key === 'timestamp') time = Number(value)
    const isStatus = member(value, 'recipient_id') !== undefined
    for (const name of isStatus ? ['id'] : ['message_id', 'trace_id']) {
      const id = textMember(value, name)
      if (id !== undefined) ids.add(id)
    }
    return value
  })
  return { ids, time }
}

/** Another id of the same form. */
function renewed(id: string): string {
  if (id.startsWith('wamid.')) return `wamid.${randomBytes(42).toString('base64')}`
  return id.replaceAll(/[0-9a-f]/g, () => randomInt(16).toString(16))
}

/** What the example has beside the fields of the request, and those of the request. */
function extraInfoOf(example: unknown, { operation, body }: AcceptedCall): object {
  const fields = operation.fields.filter(
    ({ path: [parent, ...rest] }) => parent === 'extra_info' && rest.length === 1,
  )
  const names = fields.map(({ path }) => path.at(-1))
  const others = memberNames(example).filter((name) => !names.includes(name))
  const given = fields.flatMap(({ path, truncatedAt }) => {
    const name = path.at(-1) ?? ''
    const reference = textMember(member(body, 'extra_info'), name)
    if (truncatedAt === undefined || reference === undefined) return []
    return [[name, cutAt(reference, truncatedAt)]]
  })
  return Object.fromEntries([...others.map((name) => [name, member(example, name)]), ...given])
}

function digitsOf(number: string): string {
  return number.replaceAll(/[\s+]/g, '')
}
