import { randomBytes, randomInt } from 'node:crypto'
import { member, memberNames, textMember } from '@kaleyra-reactions/model/member'
import { fieldsOf } from '@kaleyra-reactions/model/types'
import type { DocumentedCallback, DocumentedOperation } from '../contract/contract.ts'
import { cutAt } from '../contract/cut-at.ts'
import { digitsOf, fields, recipientsIn } from '../contract/names.ts'
import { hintFor } from '../hint.ts'
import { ScenarioError } from '../suite/scenario.ts'

/** The accepted call that a callback reports on. */
export interface AcceptedCall {
  operation: DocumentedOperation
  body: unknown
  /** The business number of the path. */
  phoneNumber: string
}

/**
 * The bodies of a call's callbacks, one for each recipient. Each is the document's example with the recipient, the business
 * number and the call's extra_info, cut to the documented limits. Which of its ids is the one in the response is undocumented.
 */
export function callbackBodiesOf(callback: DocumentedCallback, call: AcceptedCall): unknown[] {
  return recipientsIn(call.body).map((recipient) =>
    replaced(freshened(callback.body), (name, value) => {
      if (name === fields.recipient) return recipient
      if (name === fields.businessNumber) return digitsOf(call.phoneNumber)
      return name === fields.extraInfo ? extraInfoOf(value, call) : value
    }),
  )
}

/**
 * The document's example with new ids, current times and the given members. A member is set wherever the example has it, or
 * else at the top if the document has it there. Objects are merged, lists item by item.
 *
 * @throws {ScenarioError} if there is no such member.
 */
export function callbackBodyWith({ name, body, type }: DocumentedCallback, set: object): unknown {
  const top = fieldsOf(type).map((field) => field.name)
  let result = freshened(body)
  for (const [member, value] of Object.entries(set)) {
    const names = new Set(top)
    let places = 0
    const changed = replaced(result, (found, old) => {
      if (Number.isNaN(Number(found))) names.add(found)
      if (found !== member) return old
      places += 1
      return mergedWith(old, value)
    })
    if (!names.has(member)) {
      throw new ScenarioError(
        `"set": the callback ${name} has no member ${member}: ${hintFor(member, [...names])}. Set any other inside its parent.`,
      )
    }
    result = places > 0 ? changed : Object.assign({}, result, { [member]: value })
  }
  return result
}

function mergedWith(current: unknown, given: unknown): unknown {
  if (typeof given !== 'object' || given === null || typeof current !== 'object' || current === null)
    return given
  if (Array.isArray(given))
    return given.map((item, index) => mergedWith(member(current, String(index)), item))
  const members = Object.entries(given).map(([name, value]) => [
    name,
    mergedWith(member(current, name), value),
  ])
  return { ...current, ...Object.fromEntries(members) }
}

/** Copies an example with new ids of the same form and times shifted to now. Equal ids stay equal. */
function freshened(example: unknown): unknown {
  const ids = new Map<string, string>()
  let time: number | undefined
  replaced(example, (name, value) => {
    if (name === fields.timestamp) time ??= Number(value)
    return value
  })
  const shift = Math.floor(Date.now() / 1000) - (time ?? 0)
  return replaced(example, (name, value) => {
    if (typeof value !== 'string') return value
    if (name.endsWith(fields.timestamp)) return String(Number(value) + shift)
    if (!isId(value)) return value
    const id = ids.get(value) ?? renewed(value)
    ids.set(value, id)
    return id
  })
}

function replaced(value: unknown, replace: (name: string, value: unknown) => unknown): unknown {
  return JSON.parse(JSON.stringify(value), replace)
}

/** Recognizes ids by their form: WhatsApp ids, UUIDs and long hexadecimal numbers. */
function isId(text: string): boolean {
  return /^(wamid\..+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32})$/.test(text)
}

function renewed(id: string): string {
  if (id.startsWith('wamid.')) return `wamid.${randomBytes(42).toString('base64')}`
  return id.replaceAll(/[0-9a-f]/g, () => randomInt(16).toString(16))
}

/** The example, in which members of a request have its values, cut to the documented limits, or are missing. */
function extraInfoOf(example: unknown, { operation, body }: AcceptedCall): object {
  const given = member(body, fields.extraInfo)
  const members = memberNames(example).flatMap((name) => {
    const own = operation.fields.find(({ path }) => path.join('.') === `${fields.extraInfo}.${name}`)
    if (own === undefined) return [[name, member(example, name)]]
    const reference = textMember(given, name)
    return reference === undefined ? [] : [[name, cutAt(reference, own.truncatedAt ?? reference.length)]]
  })
  return Object.fromEntries(members)
}
