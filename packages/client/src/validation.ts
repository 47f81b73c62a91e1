import { sendReactionPhoneNumberPattern, toPattern } from './generated/requests.ts'
import { InvalidInputError } from './input-error.ts'

/** @throws {InvalidInputError} unless the claim holds. */
export function check(claim: boolean, field: string, problem: string): asserts claim {
  if (!claim) throw new InvalidInputError(field, problem)
}

/**
 * A string that has the required form; anything else is refused.
 *
 * @throws {InvalidInputError} naming `field` and what it must be, never the value.
 */
export function checked(field: string, value: unknown, pattern: RegExp, problem: string): string {
  check(typeof value === 'string' && pattern.test(value), field, problem)
  return value
}

/** @throws {InvalidInputError} unless the value is a number of at least `least`. `NaN` is refused. */
export function numberOf(field: string, value: unknown, least: number): number {
  check(typeof value === 'number' && value >= least, field, `must be a number of at least ${least}`)
  return value
}

/**
 * A string with at least one character.
 *
 * @param form what to write instead of a value of another type.
 * @param place says which of several values it is.
 * @throws {InvalidInputError} naming `field`.
 */
export function textOf(field: string, value: unknown, form = 'a string', place = ''): string {
  check(value !== undefined && value !== null, field, `${place}is missing`)
  check(typeof value === 'string', field, `${place}must be ${form}`)
  check(value !== '', field, `${place}is empty`)
  return value
}

/**
 * A SID, a key or a message id. Kaleyra documents no grammar for them, but a header can carry no other characters.
 *
 * @throws {InvalidInputError} naming `field`, and the character that is refused.
 */
export function tokenOf(field: string, value: unknown): string {
  const text = textOf(field, value)
  const character = /[^!-~]/u.exec(text)?.[0]
  if (character !== undefined)
    throw new InvalidInputError(field, `must not contain ${nameOf(character)}: use ASCII without spaces`)
  return text
}

const businessNumber = new RegExp(sendReactionPhoneNumberPattern, 'u')
const recipient = new RegExp(toPattern, 'u')

/**
 * The digits of the business number.
 *
 * @throws {InvalidInputError} naming `phoneNumber`.
 */
export function businessNumberOf(number: unknown): string {
  return digitsOf('phoneNumber', number, businessNumber)
}

/**
 * The recipients as the request carries them: each with `+`, separated by commas.
 *
 * @throws {InvalidInputError} naming `to`, and the place of the number if there are several. No number may repeat another.
 */
export function recipientsOf(to: unknown): string {
  const given = Array.isArray(to) && to.length > 0 ? to : [to]
  const numbers = given.flatMap((each) => (typeof each === 'string' ? each.split(',') : [each]))
  const placeOf = (index: number) => (numbers.length > 1 ? `(number ${index + 1} of ${numbers.length}) ` : '')
  const recipients = numbers.map((number, index) => `+${digitsOf('to', number, recipient, placeOf(index))}`)
  for (const [index, each] of recipients.entries())
    check(
      recipients.indexOf(each) === index,
      'to',
      `${placeOf(index)}repeats an earlier number: leave it out`,
    )
  return recipients.join(',')
}

const example = '+919000000002'

/** What surrounds a number that is copied from a page or a chat. */
const wrapping = /^[\s\p{Bidi_C}]+|[\s\p{Bidi_C}]+$/gu

/** Characters that are no part of a written number. U+2010 and U+2011 look like a hyphen, and count as one. */
const foreign = /[^\d\s()+\u2010\u2011-]/u

/** A hyphen before the first or after the last digit, or a bracket with a zero, which is dialled only within a country. */
const misplaced = /^\D*[\u2010\u2011-]|[\u2010\u2011-]\D*$|\(\s*0/

const paired = /^[^()]*(\([^()]+\)[^()]*)*$/

/**
 * The digits of a phone number in E.164. It may contain a leading `+`, spaces, hyphens between digits and pairs of
 * brackets. Anything else is refused, so that no wrong number is called: `919000000002.0` has a digit too many.
 *
 * @param pattern what the OpenAPI document says about the number without spaces, hyphens and brackets.
 * @param place says which of several numbers it is.
 * @throws {InvalidInputError} naming `field`, and the character that is refused.
 */
function digitsOf(field: string, number: unknown, pattern: RegExp, place = ''): string {
  const text = textOf(field, number, `a string such as '${example}'`, place).replace(wrapping, '')
  const character = foreign.exec(text)?.[0]
  const remedy = `write country code and number, such as ${example}`
  if (character !== undefined)
    throw new InvalidInputError(field, `${place}must not contain ${nameOf(character)}: ${remedy}`)
  const isGrouped = !misplaced.test(text) && paired.test(text)
  check(isGrouped, field, `${place}may have hyphens only between digits, brackets only in pairs, and no (0)`)
  const digits = text.replace(/[^\d+]/g, '')
  check(
    pattern.test(digits),
    field,
    `${place}must be a phone number that begins with its country code, not 0, such as ${example}`,
  )
  return digits.replace('+', '')
}

/** A character as a message shows it: with its code point, unless it is visible ASCII. */
function nameOf(character: string): string {
  const code = `U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`
  if (/[!-~]/.test(character)) return `"${character}"`
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(character) ? `"${character}" (${code})` : code
}

// The grammar of UTS #51: https://unicode.org/reports/tr51/#EBNF_and_Regex, with the limits of the recommended set: a skin
// tone follows only what can have one, and a chain has four parts at most. An emoji that is newer than the JavaScript engine
// passes too: the engine knows it only as pictographic.
const part = String.raw`(\p{ExtPict}\uFE0F?|(\p{EBase}|(?!\p{Emoji})\p{ExtPict})\p{EMod})`
const subdivisionFlag = String.raw`\u{1F3F4}[\u{E0030}-\u{E007A}]{3,6}\u{E007F}`
const emoji: RegExp = new RegExp(
  String.raw`^(\p{RI}{2}|[\d#*]\uFE0F?\u20E3|\p{EMod}|${subdivisionFlag}|${part}(\u200D${part}){0,3})$`,
  'u',
)

/** @throws {InvalidInputError} unless the value is exactly one emoji. A plain digit is refused. */
export function emojiOf(value: unknown): string {
  return checked('emoji', value, emoji, 'must be one emoji; to take a reaction back, call removeReaction')
}

/** The type of a field, and of the items of an array; none if several are possible. */
export interface FieldType {
  readonly type?: string | undefined
  readonly items?: string | undefined
}

/**
 * A copy of an object whose fields have their documented types. It is a copy, so that no method of the given object runs
 * when it becomes JSON.
 *
 * @throws {InvalidInputError} naming `field` and its member.
 */
export function fieldsOf(
  field: string,
  given: object,
  types: Readonly<Record<string, FieldType>>,
): Record<string, unknown> {
  check(Object.prototype.toString.call(given) === '[object Object]', field, 'must be an object')
  const fields: Record<string, unknown> = { ...given }
  const known = Object.keys(types)
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue
    check(known.includes(name), field, `has an unknown member; use only ${known.join(', ')}`)
    const { type, items } = types[name] ?? {}
    const problem = `must be of type ${items === undefined ? type : `${type} of ${items}`}`
    check(isOfType(value, { type, items }), `${field}.${name}`, problem)
  }
  return fields
}

function isOfType(value: unknown, { type, items }: FieldType): boolean {
  if (type === undefined) return true
  if (type === 'array') return Array.isArray(value) && value.every((each) => isOfType(each, { type: items }))
  if (type === 'integer') return Number.isInteger(value)
  return typeof value === type && (type !== 'number' || Number.isFinite(value))
}
