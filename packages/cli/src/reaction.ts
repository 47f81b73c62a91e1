import { InvalidInputError, type ReactionOptions } from '@kaleyra-reactions/client'
import { extraInfoFields } from './catalogue.ts'
import { extraInfoFromLine } from './extra-info.ts'
import { suggestionFor } from './suggestion.ts'

/** A reaction to send or, without an emoji, to remove. */
export type Job = Omit<ReactionOptions, 'emoji'> & { emoji: string | undefined }

const escapes = /\\u\{[0-9a-f]{1,6}\}|\\U[0-9a-f]{8}|U\+[0-9a-f]{4,6}\s*|\\u[0-9a-f]{4}/gi

/**
 * An emoji that is given as the character or in an escape form: `\uD83D\uDE00`, `\u{1F600}`, `\U0001F600`, `U+1F600`.
 *
 * @throws {InvalidInputError} when Unicode has no such number.
 */
export function emojiFrom(text: string): string {
  return text.trim().replaceAll(escapes, (escaped) => {
    const digits = /[0-9a-f]+/i.exec(escaped)?.[0] ?? ''
    const codePoint = Number.parseInt(digits, 16)
    if (codePoint > 0x10ffff)
      throw new InvalidInputError('emoji', 'is beyond Unicode: the highest is U+10FFFF')
    return String.fromCodePoint(codePoint)
  })
}

const extraInfoMembers = extraInfoFields.map(({ name }) => name)
const lineMembers = ['to', 'messageId', 'emoji', 'remove', 'extraInfo']

/**
 * Reads a line of a batch: `{"to", "messageId", "emoji", "extraInfo"}`, or `"remove": true` instead of the emoji. It
 * checks the types of the members; the client checks their values.
 *
 * @throws {InvalidInputError} naming the member. For the line as a whole its field is `line`.
 */
export function jobFrom(line: string): Job {
  const { to, messageId, emoji, remove = false, extraInfo } = objectFrom('line', parseLine(line), lineMembers)
  if (typeof remove !== 'boolean') throw new InvalidInputError('remove', 'must be true or false')
  if (remove === (emoji !== undefined))
    throw new InvalidInputError('emoji', 'or "remove": true is needed, and not both')
  return {
    to: [to].flat().map((number) => textFrom('to', number, 'a text or a list of texts')),
    messageId: textFrom('messageId', messageId),
    emoji: remove ? undefined : emojiFrom(textFrom('emoji', emoji, 'one emoji')),
    extraInfo:
      extraInfo === undefined
        ? undefined
        : extraInfoFromLine(objectFrom('extraInfo', extraInfo, extraInfoMembers)),
  }
}

function textFrom(field: string, value: unknown, expected = 'a text'): string {
  if (typeof value === 'string') return value
  throw new InvalidInputError(field, value === undefined ? 'is missing' : `must be ${expected}`)
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    throw new InvalidInputError('line', 'is not JSON')
  }
}

function objectFrom(field: string, value: unknown, known: readonly string[]): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new InvalidInputError(field, `must be an object with ${known.join(', ')}`)
  const unknownMember = Object.keys(value).find((name) => !known.includes(name))
  if (unknownMember === undefined) return { ...value }
  throw new InvalidInputError(field, `has an unknown member; ${suggestionFor(unknownMember, known)}`)
}
