import { type ExtraInfo, InvalidInputError, type ReactionOptions } from '@kaleyra-reactions/client'
import { textMember } from '@kaleyra-reactions/model/member'
import { emojiFrom } from '../document/emoji.ts'
import { type Job, validate } from '../document/reaction.ts'
import { reasonOf } from '../terminal/describe-error.ts'
import { readable } from '../terminal/output.ts'
import type { Line } from './lines.ts'

/** A reaction that a line asks for, checked. */
export interface Request {
  line: number
  job: Job & { to: string }
}

/** What a line is: its recipient, its message and its emoji, whatever its number and its spelling. */
export function identityOf({ job: { to, messageId, emoji = '' } }: Request): Identity {
  // An emoji is the same with and without the mark of its colourful form:
  // https://unicode.org/reports/tr51/#def_fully_qualified_emoji
  return { to: `+${to.replaceAll(/\D/g, '')}`, messageId, emoji: emoji.replaceAll('\uFE0F', '') }
}

/** See {@link identityOf}. The emoji of a removal is empty. */
export interface Identity {
  to: string
  messageId: string
  emoji: string
}

/** A line that cannot be sent, and why. */
export interface Problem {
  line: number
  reason: string
}

/** What the lines of a file are. */
export interface Reading {
  requests: Request[]
  problems: Problem[]
}

/** Reads lines of `{"to", "messageId", "emoji", "extraInfo"}`, or `"remove": true` instead of the emoji. */
export function readReactions(lines: readonly Line[]): Reading {
  const reading: Reading = { requests: [], problems: [] }
  for (const { number, text } of lines)
    try {
      reading.requests.push({ line: number, job: jobFrom(text) })
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error
      reading.problems.push({ line: number, reason: readable(reasonOf(error)) })
    }
  return reading
}

const members = ['to', 'messageId', 'emoji', 'remove', 'extraInfo'] as const satisfies readonly (
  | keyof ReactionOptions
  | 'remove'
)[]

/** @throws {InvalidInputError} naming the member. For the line as a whole its field is `line`. */
function jobFrom(text: string): Request['job'] {
  const { to, messageId, emoji, remove = false, extraInfo } = objectFrom(text)
  if (typeof remove !== 'boolean') throw new InvalidInputError('remove', 'must be true or false')
  if (remove === (emoji !== undefined))
    throw new InvalidInputError('emoji', 'or "remove": true is required, but not both')
  const job = {
    to: recipientFrom(to),
    messageId: textFrom('messageId', messageId),
    emoji: remove ? undefined : emojiFrom(textFrom('emoji', emoji)),
    extraInfo: extraInfoFrom(extraInfo),
  }
  validate(job)
  return job
}

function objectFrom(text: string): Partial<Record<(typeof members)[number], unknown>> {
  const line = parsed(text)
  if (typeof line !== 'object' || line === null || Array.isArray(line))
    throw new InvalidInputError('line', `must be a JSON object with ${members.join(', ')}`)
  const unknown = Object.keys(line).find((name) => !members.some((known) => known === name))
  if (unknown === undefined) return line
  throw new InvalidInputError(
    'line',
    `has the unknown member "${unknown}"; the known ones are ${members.join(', ')}`,
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    // The engine counts the text of this one line as line 1.
    const reason = textMember(error, 'message')?.replace(/ \(line 1 column \d+\)$/, '')
    throw new InvalidInputError('line', `is not JSON: ${reason}`)
  }
}

function recipientFrom(to: unknown): string {
  const isList = Array.isArray(to) || (typeof to === 'string' && to.includes(','))
  if (!isList) return textFrom('to', to)
  throw new InvalidInputError('to', 'must be one number: give each recipient its own line')
}

function textFrom(field: keyof ReactionOptions, value: unknown): string {
  if (typeof value === 'string') return value
  throw new InvalidInputError(field, value === undefined ? 'is missing' : 'must be a string in quotes')
}

/** The client checks the fields, by the types of the document. */
function extraInfoFrom(value: unknown): ExtraInfo | undefined {
  if (value === undefined || (typeof value === 'object' && value !== null)) return value ?? undefined
  throw new InvalidInputError('extraInfo', 'must be an object')
}
