import { InvalidInputError } from './errors.ts'

/**
 * A text that has the form asked for; anything but a text is refused.
 *
 * @throws {InvalidInputError} naming `field` and what it must be, never the value.
 */
export function checked(field: string, value: unknown, pattern: RegExp, problem: string): string {
  if (typeof value === 'string' && pattern.test(value)) return value
  throw new InvalidInputError(field, problem)
}

/**
 * The digits of a phone number in E.164, with or without `+`; blanks, dashes, dots and brackets tolerated.
 *
 * @throws {InvalidInputError} naming `field`.
 */
export function digitsOf(field: string, number: unknown): string {
  const text = String(number).replace(/[\s().-]/g, '')
  return checked(field, text, /^\+?[1-9]\d{6,14}$/, 'must be a number with country code').replace('+', '')
}

/**
 * The recipients as the wire has them: each with `+`, separated by commas.
 *
 * @throws {InvalidInputError} naming `to`.
 */
export function recipientsOf(to: string | readonly string[]): string {
  const numbers = String(to).split(',')
  return numbers.map((number) => `+${digitsOf('to', number)}`).join(',')
}

/**
 * A SID, a key or a message id. The vendor documents no grammar for them: what has to hold is that they can stand in a
 * header, and escaped in a path, so not `..`.
 *
 * @throws {InvalidInputError} naming `field`.
 */
export function tokenOf(field: string, value: unknown): string {
  return checked(field, value, /^[!-~]*[\w+/=-]$/, 'must be ASCII without blanks')
}

// The grammar of UTS #51, on properties that do not age: https://unicode.org/reports/tr51/#EBNF_and_Regex
const emojiSequence: RegExp =
  /^(\p{RI}{2}|[\d#*]\uFE0F?\u20E3|\p{EMod}|((^|\u200D)\p{ExtPict}(\p{EMod}|\uFE0F\u20E3?|[\u{E0020}-\u{E007E}]+\u{E007F})?)+)$/u

/** @throws {InvalidInputError} unless the text is one emoji: no blank, no second one, no plain digit. */
export function emojiOf(value: unknown): string {
  return checked('emoji', value, emojiSequence, 'must be one emoji')
}
