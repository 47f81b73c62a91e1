import { InvalidInputError, type ReactionOptions } from '@kaleyra-reactions/client'
import { extraInfoFields } from './catalogue.ts'
import { hintFor } from './names.ts'

/** What is to be sent: a reaction, or its removal. */
export type Job = Omit<ReactionOptions, 'emoji'> & { emoji: string | undefined }

const escapes = /\\u\{([0-9a-f]{1,6})\}|\\U([0-9a-f]{8})|U\+([0-9a-f]{4,6})\s*|\\u([0-9a-f]{4})/gi

/**
 * An emoji as the character or in an escape form: `\uD83D\uDE00`, `\u{1F600}`, `\U0001F600`, `U+1F600`.
 *
 * @throws {InvalidInputError} when a number is none of Unicode's.
 */
export function emojiFrom(text: string): string {
  return text.trim().replace(escapes, (_, braced, long, plus, unit) => {
    if (unit) return String.fromCharCode(Number.parseInt(unit, 16))
    const point = Number.parseInt(braced ?? long ?? plus, 16)
    if (point > 0x10ffff) throw new InvalidInputError('emoji', 'is beyond Unicode: the highest is U+10FFFF')
    return String.fromCodePoint(point)
  })
}

const members = ['to', 'messageId', 'emoji', 'remove', 'extraInfo']
const infoMembers = extraInfoFields.map(([name]) => name)

/**
 * Reads a line of a batch: `{"to", "messageId", "emoji", "extraInfo"}`, or `"remove": true` instead of the emoji.
 *
 * @throws {InvalidInputError} naming the member; what the members hold is checked by the client.
 */
export function jobFrom(line: string): Job {
  const { to, messageId, emoji, remove = false, extraInfo } = objectFrom('line', parse(line), members)
  if (typeof remove !== 'boolean') throw new InvalidInputError('remove', 'must be true or false')
  if (remove === (emoji !== undefined))
    throw new InvalidInputError('emoji', 'or "remove": true is needed, and not both')
  const info = extraInfo === undefined ? undefined : objectFrom('extraInfo', extraInfo, infoMembers)
  for (const [name, value] of Object.entries(info ?? {})) textFrom(name, value)
  return {
    to: [to].flat().map((number) => textFrom('to', number, 'a text or a list of texts')),
    messageId: textFrom('messageId', messageId),
    emoji: remove ? undefined : emojiFrom(textFrom('emoji', emoji, 'one emoji')),
    extraInfo: info,
  }
}

function textFrom(field: string, value: unknown, expected = 'a text'): string {
  if (typeof value === 'string') return value
  throw new InvalidInputError(field, value === undefined ? 'is missing' : `must be ${expected}`)
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    throw new InvalidInputError('line', 'is not JSON')
  }
}

function objectFrom(field: string, value: unknown, known: string[]): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new InvalidInputError(field, `must be an object with ${known.join(', ')}`)
  const stranger = Object.keys(value).find((name) => !known.includes(name))
  if (stranger === undefined) return { ...value }
  throw new InvalidInputError(field, `has an unknown member; ${hintFor(stranger, known)}`)
}
