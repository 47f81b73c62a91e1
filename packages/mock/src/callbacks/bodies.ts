import { randomBytes, randomInt } from 'node:crypto'
import { hasMember, member, memberNames, textMember } from '@kaleyra-reactions/model/member'
import { fieldsOf, type Type } from '@kaleyra-reactions/model/types'
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
 * else wherever the document has it. Objects are merged, lists item by item.
 *
 * @throws {ScenarioError} if neither the example nor the document has a member.
 */
export function callbackBodyWith({ name, body, type }: DocumentedCallback, set: object): unknown {
  return Object.entries(set).reduce<unknown>((current, [member, value]) => {
    const own = (object: unknown) => hasMember(object, member)
    const documented = (_: unknown, of: Type) => fieldsOf(of).some((field) => field.name === member)
    for (const isPlace of [own, documented]) {
      const found = withMemberAt(current, type, { member, value, isPlace })
      if (found.places > 0) return found.value
    }
    throw new ScenarioError(
      `"set": the callback ${name} has no member ${member}: ${hintFor(member, namesIn(body, type))}.`,
    )
  }, freshened(body))
}

/** A member to set, and a test of the objects to set it in. */
interface Setting {
  member: string
  value: unknown
  isPlace(object: unknown, type: Type): boolean
}

/** Copies a value with a member set in every matching object, and counts these. */
function withMemberAt(
  current: unknown,
  type: Type | undefined,
  setting: Setting,
): { value: unknown; places: number } {
  if (typeof current !== 'object' || current === null) return { value: current, places: 0 }
  let places = 0
  const isHere = setting.isPlace(current, type ?? anyType) && !Array.isArray(current)
  const inner = Object.entries(current).map(([name, value]) => {
    if (isHere && name === setting.member) return [name, value] as const
    const found = withMemberAt(value, typeOfMember(type, name), setting)
    places += found.places
    return [name, found.value] as const
  })
  const copy: unknown = Array.isArray(current) ? inner.map(([, value]) => value) : Object.fromEntries(inner)
  if (!isHere) return { value: copy, places }
  const merged = mergedWith(member(copy, setting.member), setting.value)
  return { value: Object.assign({}, copy, { [setting.member]: merged }), places: places + 1 }
}

const anyType: Type = {
  kind: 'any',
  name: undefined,
  description: undefined,
  isNullable: false,
  source: undefined,
}

function typeOfMember(type: Type | undefined, name: string): Type | undefined {
  if (type?.kind === 'list') return type.items
  if (type?.kind === 'map') return type.values
  return type === undefined ? undefined : fieldsOf(type).find((field) => field.name === name)?.type
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

/** The names of all members of a value, and of those that only its type has. */
function namesIn(value: unknown, type: Type | undefined): string[] {
  const own = Array.isArray(value) ? [] : memberNames(value)
  const documented = type === undefined ? [] : fieldsOf(type).map(({ name }) => name)
  const inner = memberNames(value).flatMap((name) => namesIn(member(value, name), typeOfMember(type, name)))
  return [...new Set([...own, ...documented, ...inner])]
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

/** The members that only the example has, and those of the request that Kaleyra keeps. */
function extraInfoOf(example: unknown, { operation, body }: AcceptedCall): object {
  const own = operation.fields.filter(
    ({ path: [parent, ...inner] }) => parent === fields.extraInfo && inner.length === 1,
  )
  const names = own.map(({ path }) => path.at(-1))
  const others = memberNames(example).filter((name) => !names.includes(name))
  const given = own.flatMap(({ path, truncatedAt }) => {
    const name = path.at(-1) ?? ''
    const reference = textMember(member(body, fields.extraInfo), name)
    return truncatedAt === undefined || reference === undefined ? [] : [[name, cutAt(reference, truncatedAt)]]
  })
  return Object.fromEntries([...others.map((name) => [name, member(example, name)]), ...given])
}
