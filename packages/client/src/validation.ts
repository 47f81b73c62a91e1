import { InvalidInputError } from './errors.ts'

/**
 * A text that has the required form; anything but a text is refused.
 *
 * @throws {InvalidInputError} naming `field` and what it must be, never the value.
 */
export function checked(field: string, value: unknown, pattern: RegExp, problem: string): string {
  if (typeof value === 'string' && pattern.test(value)) return value
  throw new InvalidInputError(field, problem)
}

/**
 * The digits of a phone number in E.164, with or without `+`. Blanks, dashes, dots and brackets are left out.
 *
 * @throws {InvalidInputError} naming `field`.
 */
export function digitsOf(field: string, number: unknown): string {
  const text = String(number).replace(/[\s().-]/g, '')
  return checked(field, text, /^\+?[1-9]\d{6,14}$/, 'must be a number with country code').replace('+', '')
}

/**
 * The recipients as the request carries them: each with `+`, separated by commas.
 *
 * @throws {InvalidInputError} naming `to`.
 */
export function recipientsOf(to: string | readonly string[]): string {
  const numbers = String(to).split(',')
  return numbers.map((number) => `+${digitsOf('to', number)}`).join(',')
}

/**
 * A SID, a key or a message id. Kaleyra documents no grammar for them. The client needs values that can stand in a
 * header, and that stay one segment of a path when they are escaped: so not `..`.
 *
 * @throws {InvalidInputError} naming `field`.
 */
export function tokenOf(field: string, value: unknown): string {
  return checked(field, value, /^[!-~]*[\w+/=-]$/, 'must be ASCII without blanks')
}

// The grammar of UTS #51: https://unicode.org/reports/tr51/#EBNF_and_Regex. Its properties also hold for emoji that are
// newer than the JavaScript engine.
const emojiSequence: RegExp =
  /^(\p{RI}{2}|[\d#*]\uFE0F?\u20E3|\p{EMod}|((^|\u200D)\p{ExtPict}(\p{EMod}|\uFE0F\u20E3?|[\u{E0020}-\u{E007E}]+\u{E007F})?)+)$/u

/** @throws {InvalidInputError} unless the text is one emoji: no blank, no second one, no plain digit. */
export function emojiOf(value: unknown): string {
  return checked('emoji', value, emojiSequence, 'must be one emoji')
}
