import { InvalidInputError } from './errors.ts'

/**
 * The digits of a phone number in E.164, with or without `+`, blanks and dashes tolerated.
 *
 * @throws {InvalidInputError} naming `field`.
 */
export function digitsOf(field: string, number: unknown): string {
  const [, digits] = /^\+?([1-9]\d{6,14})$/.exec(textOf(number).replace(/[\s\u00a0()-]/g, '')) ?? []
  if (digits !== undefined) return digits
  throw new InvalidInputError(field, 'must be a phone number with country code, 7 to 15 digits')
}

/**
 * The recipients as the wire has them: each with `+`, separated by commas.
 *
 * @throws {InvalidInputError} naming `to`.
 */
export function recipientsOf(to: string | readonly string[]): string {
  const numbers: readonly unknown[] = Array.isArray(to) ? to : textOf(to).split(',')
  if (numbers.length === 0) throw new InvalidInputError('to', 'must name a recipient')
  return numbers.map((number) => `+${digitsOf('to', number)}`).join(',')
}

/**
 * A value that can stand in a path and a header without escaping, such as the SID.
 *
 * @throws {InvalidInputError} naming `field`. The vendor documents no grammar, so none is asked for.
 */
export function pathSafe(field: string, value: unknown): string {
  const text = textOf(value)
  if (/^[\w-]+$/.test(text)) return text
  throw new InvalidInputError(field, 'must be letters and digits')
}

/** @throws {InvalidInputError} when the id of the message is missing. */
export function messageIdOf(value: unknown): string {
  const text = textOf(value)
  if (text !== '' && !/\s/.test(text)) return text
  throw new InvalidInputError('messageId', 'must be the id of a received message (wamid.…)')
}

// The grammar of UTS #51, on properties that do not age: https://unicode.org/reports/tr51/#EBNF_and_Regex
const emojiSequence: RegExp =
  /^(?:\p{RI}{2}|[0-9#*]\u{FE0F}?\u{20E3}|\p{EMod}|(?:(?:^|\u200D)\p{ExtPict}(?:\p{EMod}|\u{FE0F}\u{20E3}?|[\u{E0020}-\u{E007E}]+\u{E007F})?)+)$/u

/** @throws {InvalidInputError} unless the text is one emoji: no blank, no second one, no plain digit. */
export function emojiOf(value: unknown): string {
  const text = textOf(value)
  if (emojiSequence.test(text)) return text
  throw new InvalidInputError('emoji', 'must be one emoji (to take it back: removeReaction)')
}

/** Anything but a string is refused like an empty one. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
