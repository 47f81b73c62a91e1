import { member } from '@kaleyra-reactions/model/member'
import { hintFor } from '../hint.ts'
import type { MockRequest } from '../http/exchange.ts'
import type { Field, MatchedOperation } from './contract.ts'
import { cutAt } from './cut-at.ts'
import { digitsOf, fields, parameters as known, messageIdIn, recipientsIn } from './names.ts'

/** The names of the warnings. */
export const warningNames = [
  'no-emoji',
  'several-emoji',
  'escaped-twice',
  'half-character',
  'truncated',
  'unknown-value',
  'same-number',
  'placeholder',
  'bearer-key',
  'message-id',
  'own-id',
  'near-scenario',
  'no-callback-address',
] as const

/** Name of a warning. */
export type WarningName = (typeof warningNames)[number]

/** A likely mistake in a valid call. Kaleyra might refuse or change the call, or not deliver it. */
export interface Warning {
  name: WarningName
  /** What is wrong and where, in a sentence. */
  message: string
}

/** Characters that only occur in emojis: pictographs, the letters of flags, the frame of keycaps. */
const emojiPart = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u

const loneSurrogate = /\p{Surrogate}/u

/** A Unicode escape that is part of the text because its backslash was escaped, too. */
const escapedEscape = /\\u(\{[0-9a-f]+\}|[0-9a-f]{4})/i

/** Texts that appear when a value was not set. */
const forgotten = /^\s*(undefined|null|None|NaN|nil|\$?\{.*\}|<.*>)?\s*$/

// Created once: creating it takes longer than a request.
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** The warnings of a valid request. */
export function warningsFor(
  { headers, body }: MockRequest,
  { operation, parameters }: MatchedOperation,
  keyHeader: string,
  /** Tells whether this mock returned this id in a response. */
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

function warning(name: WarningName, message: string): Warning {
  return { name, message }
}

function placeholderWarning(place: string, value: string | undefined): Warning[] {
  if (value === undefined || !forgotten.test(value)) return []
  return [warning('placeholder', `${place} is ${JSON.stringify(value)}: set its value`)]
}

function messageIdWarnings(id: string, place: string, isOwnId: (id: string) => boolean): Warning[] {
  if (forgotten.test(id)) return []
  if (isOwnId(id)) {
    return [warning('own-id', `${place} is the id of a response; react to the id of a received message`)]
  }
  if (/[\r\n]/.test(id)) return [warning('message-id', `${place} has a line break`)]
  return id.startsWith('wamid.') ? [] : [warning('message-id', `${place} does not begin with "wamid."`)]
}

function sameNumberWarnings(body: unknown, businessNumber = ''): Warning[] {
  if (!recipientsIn(body).includes(digitsOf(businessNumber))) return []
  const place = [fields.message, fields.recipients].join('.')
  return [warning('same-number', `${place} is the business number in the path; send to the number of a user`)]
}

function textWarnings(value: string, { path, truncatedAt, knownValues }: Field): Warning[] {
  const place = path.join('.')
  const found: Warning[] = []
  const literal = escapedEscape.exec(value)?.[0]
  if (literal !== undefined) {
    found.push(
      warning(
        'escaped-twice',
        `${place} has the text ${literal}: its backslash was escaped twice; send the character itself`,
      ),
    )
  } else if (loneSurrogate.test(value)) {
    found.push(warning('half-character', `${place} has half a character (a lone surrogate)`))
  } else if (path.at(-1) === fields.emoji && value !== '') {
    if (!emojiPart.test(value))
      found.push(warning('no-emoji', `${place} has no emoji; Kaleyra might refuse it`))
    else if (Array.from(segmenter.segment(value)).length > 1) {
      found.push(warning('several-emoji', `${place} has more than one character; a reaction is one emoji`))
    }
  }
  if (truncatedAt !== undefined && cutAt(value, truncatedAt) !== value) {
    found.push(
      warning('truncated', `${place} is longer than ${truncatedAt} characters; Kaleyra cuts it there`),
    )
  }
  if (knownValues !== undefined && !knownValues.includes(value)) {
    found.push(warning('unknown-value', `${place} has an undocumented value: ${hintFor(value, knownValues)}`))
  }
  return found
}
