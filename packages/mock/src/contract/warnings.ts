import { member, textMember } from '@kaleyra-reactions/model/member'
import { hintFor } from '../hint.ts'
import type { MockRequest } from '../http/exchange.ts'
import type { Field, MatchedOperation } from './contract.ts'
import { cutAt } from './cut-at.ts'
import { fields, parameters as known } from './names.ts'

/** The slips that the document admits and that Kaleyra might refuse, change or not deliver, by their names. */
export const warnings = {
  'no-emoji': 'An emoji field holds no emoji, such as `?`.',
  'several-emoji': 'An emoji field holds more than one character.',
  'escaped-twice': 'A text holds the escape sequence of a character, since a backslash was escaped twice.',
  'half-character': 'A text holds half of a character.',
  truncated: 'A text is longer than what Kaleyra keeps.',
  'unknown-value': 'A field has a value that is not documented.',
  'same-number': 'The business number in the path is a recipient, too.',
  placeholder: 'The SID, the key or the message id is empty, `undefined`, `null`, `None` or a placeholder.',
  'bearer-key': 'The key begins with `Bearer`.',
  'message-id': 'The message id does not begin with `wamid.`, or holds a line break.',
  'own-id': 'The message id is one that a response gave. WhatsApp knows only the ids of messages.',
  'near-scenario': 'The message id nearly asks the mock for something.',
  'no-callback-address': 'A callback was asked for, and no address is set for it.',
} as const

/** Name of a warning. */
export type WarningName = keyof typeof warnings

/** What Kaleyra might refuse or change in a call, though the document admits it. */
export interface Warning {
  name: WarningName
  /** What is wrong and where, in a sentence. */
  message: string
}

/** What can be part of an emoji and nothing else: a pictograph, the letters of a flag, the frame of a keycap. */
const emojiPart = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u

const loneSurrogate = /\p{Surrogate}/u

/** A Unicode escape that is part of the text, because its backslash was escaped as well. */
const escapedEscape = /\\u(\{[0-9a-f]+\}|[0-9a-f]{4})/i

/** What stands where a value was forgotten. */
const forgotten = /^\s*(undefined|null|None|NaN|nil|\$?\{.*\}|<.*>)?\s*$/

// Made once: that takes longer than a request.
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** The warnings of a valid request. */
export function warningsFor(
  { headers, body }: MockRequest,
  { operation, parameters }: MatchedOperation,
  keyHeader: string,
  /** Tells whether a response of this mock gave this id. */
  isOwnId: (id: string) => boolean,
): Warning[] {
  const key = headers[keyHeader] ?? ''
  const messageId = messageIdIn(body)
  const idPlace = [fields.message, fields.reaction, fields.messageId].join('.')
  return [
    ...placeholderWarning(`${known.sid} in the path`, parameters[known.sid]),
    ...placeholderWarning(`the ${keyHeader} header`, key),
    ...placeholderWarning(idPlace, messageId),
    ...(/^bearer\s/i.test(key)
      ? [warning('bearer-key', `the ${keyHeader} header takes the key alone, without "Bearer"`)]
      : []),
    ...(messageId === undefined ? [] : messageIdWarnings(messageId, idPlace, isOwnId)),
    ...sameNumberWarnings(body, parameters[known.phoneNumber]),
    ...operation.fields.flatMap((field) => {
      const value = field.path.reduce<unknown>(member, body)
      return typeof value === 'string' ? textWarnings(value, field) : []
    }),
  ]
}

/** The message id of a reaction; `undefined` where the body has none. */
export function messageIdIn(body: unknown): string | undefined {
  return textMember(member(member(body, fields.message), fields.reaction), fields.messageId)
}

/** The numbers that a reaction goes to, digits only. */
export function recipientsIn(body: unknown): string[] {
  const list = textMember(member(body, fields.message), fields.recipients) ?? ''
  return list.split(',').flatMap((number) => digitsOf(number) || [])
}

/** The digits of a number. */
export function digitsOf(number: string): string {
  return number.replaceAll(/\D/g, '')
}

function warning(name: WarningName, message: string): Warning {
  return { name, message }
}

function placeholderWarning(place: string, value: string | undefined): Warning[] {
  if (value === undefined || !forgotten.test(value)) return []
  return [warning('placeholder', `${place} is ${JSON.stringify(value)}: its value seems to be forgotten`)]
}

function messageIdWarnings(id: string, place: string, isOwnId: (id: string) => boolean): Warning[] {
  if (forgotten.test(id)) return []
  if (isOwnId(id)) {
    return [warning('own-id', `${place} is the id of a response; react to the id of a received message`)]
  }
  if (/[\r\n]/.test(id)) return [warning('message-id', `${place} holds a line break`)]
  return id.startsWith('wamid.') ? [] : [warning('message-id', `${place} does not begin with "wamid."`)]
}

function sameNumberWarnings(body: unknown, businessNumber = ''): Warning[] {
  if (!recipientsIn(body).includes(digitsOf(businessNumber))) return []
  const place = [fields.message, fields.recipients].join('.')
  return [warning('same-number', `${place} is the business number of the path, not the number of a user`)]
}

function textWarnings(value: string, { path, truncatedAt, knownValues }: Field): Warning[] {
  const place = path.join('.')
  const found: Warning[] = []
  const literal = escapedEscape.exec(value)?.[0]
  if (literal !== undefined) {
    found.push(
      warning(
        'escaped-twice',
        `${place} holds the text ${literal}: its backslash was escaped twice; send the character itself`,
      ),
    )
  } else if (loneSurrogate.test(value)) {
    found.push(warning('half-character', `${place} holds half of a character (a surrogate by itself)`))
  } else if (path.at(-1) === fields.emoji && value !== '') {
    if (!emojiPart.test(value))
      found.push(warning('no-emoji', `${place} holds no emoji; Kaleyra might refuse it`))
    else if (Array.from(segmenter.segment(value)).length > 1) {
      found.push(warning('several-emoji', `${place} holds more than one character; a reaction is one emoji`))
    }
  }
  if (truncatedAt !== undefined && cutAt(value, truncatedAt) !== value) {
    found.push(
      warning('truncated', `${place} is longer than ${truncatedAt} characters; Kaleyra cuts it there`),
    )
  }
  if (knownValues !== undefined && !knownValues.includes(value)) {
    found.push(
      warning('unknown-value', `${place} has a value that is not documented: ${hintFor(value, knownValues)}`),
    )
  }
  return found
}
