import { inspect } from 'node:util'
import { hintFor } from '@kaleyra-reactions/model/problem'

/** What a member of a given object takes, in words, and whether a value is that. */
export interface Member {
  takes: string
  accepts(value: unknown): boolean
  /** Whether a value may hold a credential: what is wrong with it is said without it then. */
  isSecret?: boolean
}

/** What is wrong with the members of a given object, in a sentence; `undefined` where all of them are right. */
export function membersProblemOf(
  owner: string,
  given: object,
  known: Readonly<Record<string, Member>>,
): string | undefined {
  for (const [name, value] of Object.entries(given)) {
    const member = Object.hasOwn(known, name) ? known[name] : undefined
    if (member === undefined)
      return `"${name}" is no member of ${owner}: ${hintFor(name, Object.keys(known))}.`
    if (value !== undefined && !member.accepts(value)) {
      return `"${name}" takes ${member.takes}, not ${member.isSecret ? kindOf(value) : shown(value)}.`
    }
  }
  return undefined
}

function shown(value: unknown): string {
  return isJsonValue(value) ? JSON.stringify(value) : inspect(value)
}

/** What sort of value it is, in words that do not show it. */
function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'this list'
  if (typeof value === 'object') return 'this object'
  return value === '' ? 'an empty text' : `this ${typeof value === 'string' ? 'text' : typeof value}`
}

/** Tells whether a value is an object that is no list. */
export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Tells whether a value is a whole number between two others. */
export function isWhole(value: unknown, least: number, most: number): boolean {
  return Number.isInteger(value) && Number(value) >= least && Number(value) <= most
}

/** Tells whether JSON can say a value as it is: not so an expression, a matcher of a test runner, or `undefined`. */
export function isJsonValue(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isJsonValue)
  if (isObject(value)) {
    const prototype: unknown = Object.getPrototypeOf(value)
    const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null
    return isPlain && Object.values(value).every(isJsonValue)
  }
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)
}
