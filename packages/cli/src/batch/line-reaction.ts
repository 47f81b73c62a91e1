import { InvalidInputError } from '@kaleyra-reactions/client'
import { memberNames, textMember } from '@kaleyra-reactions/model/member'
import { repeatedMembersOf } from '@kaleyra-reactions/model/repeated-members'
import { extraInfoFields } from '../catalogue.ts'
import { emojiFrom } from '../emoji.ts'
import { extraInfoFromLine } from '../extra-info.ts'
import type { Job } from '../reaction.ts'
import { nearestOf } from '../suggestion.ts'

/** The members of a line, as a message shows them. */
const lineMembers = ['to', 'messageId', 'emoji', 'remove', 'extraInfo']

/** A line of a batch, read. */
export interface LineReaction extends Job {
  to: string
  /** The emoji as it was written, before its escapes were read. */
  givenEmoji: string
}

/**
 * Reads a line of a batch: `{"to", "messageId", "emoji", "extraInfo"}`, or `"remove": true` instead of the emoji. It
 * checks the types of the members; the client checks their values.
 *
 * @throws {InvalidInputError} naming the member. For the line as a whole its field is `line`.
 */
export function reactionFromLine(text: string): LineReaction {
  const line = objectFrom('line', parsed(text), lineMembers)
  const { to, messageId, emoji, remove = false, extraInfo } = line
  refuseRepeatedMembers(text, line)
  if (typeof remove !== 'boolean') throw new InvalidInputError('remove', 'must be true or false')
  if (remove === (emoji !== undefined))
    throw new InvalidInputError('emoji', 'or "remove": true is needed, and not both')
  const givenEmoji = remove ? '' : textFrom('emoji', emoji, 'must be one emoji, as a text')
  return {
    to: recipientFrom(to),
    messageId: textFrom('messageId', messageId, 'must be a text'),
    emoji: remove ? undefined : emojiFrom(givenEmoji),
    extraInfo:
      extraInfo === undefined
        ? undefined
        : extraInfoFromLine(objectFrom('extraInfo', extraInfo, extraInfoMembers)),
    givenEmoji,
  }
}

const extraInfoMembers = extraInfoFields.map(({ name }) => name)

/** JSON keeps the last of two members with one name, and which one was meant is not known. */
function refuseRepeatedMembers(text: string, line: Record<string, unknown>): void {
  const names = memberNames(line).length + memberNames(line['extraInfo']).length
  // Reading a line once more takes time. A line that has no more names than members cannot repeat one.
  if ((text.match(nameEnd)?.length ?? 0) <= names) return
  const [repeated] = repeatedMembersOf(text)
  if (repeated !== undefined)
    throw new InvalidInputError('line', `has the member \`${repeated}\` more than once: keep one of them`)
}

/** Every name of a member ends like this; a part of a text can look the same. */
const nameEnd = /"\s*:/g

function recipientFrom(to: unknown): string {
  const isList = Array.isArray(to) || (typeof to === 'string' && to.includes(','))
  if (!isList) return textFrom('to', to, 'must be a text')
  const reason = 'whether a part of a list was accepted could not be known'
  throw new InvalidInputError('to', `must be one number, as ${reason}: give each recipient a line`)
}

function textFrom(field: string, value: unknown, problem: string): string {
  if (typeof value === 'string') return value
  throw new InvalidInputError(field, value === undefined ? 'is missing' : problem)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (/\r(?!\n)/.test(text.trim()))
      throw new InvalidInputError(
        'line',
        "is not JSON: it holds several lines that end in CR alone; tr '\\r' '\\n' ends each as needed",
      )
    const withoutSeparator = text.trim().replace(/[,;]$/, '')
    if (withoutSeparator !== text.trim() && isJson(withoutSeparator))
      throw new InvalidInputError('line', `is not JSON: take away the ${text.trim().at(-1)} at its end`)
    // The engine counts the text of this one line as line 1.
    const reason = textMember(error, 'message')?.replace(/ \(line 1 column \d+\)$/, '')
    throw new InvalidInputError('line', `is not JSON: ${reason}`)
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function objectFrom(field: string, value: unknown, known: readonly string[]): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new InvalidInputError(field, `must be an object with ${known.join(', ')}`)
  const unknownMember = Object.keys(value).find((name) => !known.includes(name))
  if (unknownMember === undefined) return { ...value }
  throw new InvalidInputError('line', unknownMemberProblem(field, unknownMember))
}

/** Every member that a line can hold, with its place as a message shows it. */
const places = [
  ...lineMembers.map((name) => ({ name, place: name })),
  ...extraInfoMembers.map((name) => ({ name, place: `extraInfo.${name}` })),
]

/** What is wrong with a member that has no such place, and the place where it may belong. */
function unknownMemberProblem(object: string, name: string): string {
  const given = object === 'line' ? name : `${object}.${name}`
  const nearest = nearestOf(
    name,
    places.map((each) => each.name),
  )
  const found = places.find((each) => each.name === nearest)
  const hint =
    found === undefined
      ? `known are ${places.map(({ place }) => place).join(', ')}`
      : `did you mean \`${found.place}\`?`
  return `unknown member \`${given}\`: ${hint}`
}
