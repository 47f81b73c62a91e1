import { member } from '@kaleyra-reactions/model/member'
import { repeatedMembersOf } from '@kaleyra-reactions/model/repeated-members'
import type { DocumentedOperation, Field } from './contract.ts'
import { cutAt } from './cut-at.ts'
import type { MockRequest } from './exchange.ts'

/** What can be part of an emoji and nothing else: a pictograph, the letters of a flag, the frame of a keycap. */
const emojiPart = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u

const loneSurrogate = /\p{Surrogate}/u

/** A Unicode escape that is part of the text, because its backslash was escaped as well. */
const escapedEscape = /\\u(\{[0-9a-f]+\}|[0-9a-f]{4})/i

// Made once: that takes longer than a request.
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** What Kaleyra might refuse, change or not deliver in a request that the document admits, in sentences. */
export function warningsFor(
  { headers, repeatedHeaders, text, body }: MockRequest,
  { fields }: DocumentedOperation,
  keyHeader: string,
): string[] {
  const ofFields = fields.flatMap((field) => {
    const value = valueAt(body, field)
    return typeof value === 'string' ? warningsOf(value, field) : []
  })
  const repeated = body === text || text === '' ? [] : repeatedMembersOf(text)
  const judged = ['content-type', keyHeader].filter((name) => repeatedHeaders.includes(name))
  return [
    ...judged.map(
      (name) => `the ${name} header is given more than once; others may take another one, or refuse the call`,
    ),
    ...charsetWarnings(headers['content-type']),
    ...repeated.map(
      (place) => `${place} is given more than once; the last one was taken, others take the first`,
    ),
    ...ofFields,
  ]
}

/** JSON is UTF-8 (RFC 8259, 8.1), which its media type has no parameter for. */
function charsetWarnings(type = ''): string[] {
  const charset = /;\s*charset\s*=\s*"?(?<name>[^\s;"]*)/i.exec(type)?.groups?.['name'] ?? 'utf-8'
  if (/^(utf-?8|us-ascii)$/i.test(charset)) return []
  return [`the content-type header names the charset ${charset}, and JSON is UTF-8; leave the charset out`]
}

function valueAt(body: unknown, { path }: Field): unknown {
  return path.reduce((value: unknown, name) => member(value, name), body)
}

function warningsOf(value: string, { path, truncatedAt, knownValues }: Field): string[] {
  const place = path.join('.')
  const warnings: string[] = []
  const literal = escapedEscape.exec(value)?.[0]
  if (literal !== undefined) {
    warnings.push(
      `${place} holds the text ${literal}: its backslash was escaped twice; send the character itself`,
    )
  } else if (loneSurrogate.test(value)) {
    warnings.push(`${place} holds half of a character (a surrogate by itself)`)
  } else if (path.at(-1) === 'emoji' && value !== '') {
    if (!emojiPart.test(value)) warnings.push(`${place} holds no emoji; Kaleyra might refuse it`)
    else if (firstCharacterOf(value) !== value) {
      warnings.push(`${place} holds more than one character; a reaction is one emoji`)
    }
  }
  if (truncatedAt !== undefined && cutAt(value, truncatedAt) !== value) {
    warnings.push(`${place} is longer than ${truncatedAt} characters; Kaleyra cuts it there`)
  }
  if (knownValues !== undefined && !knownValues.includes(value)) {
    warnings.push(`${place} has a value that is not documented; known: ${knownValues.join(', ')}`)
  }
  return warnings
}

/** The first character as a reader sees it: a family or a flag is one. */
function firstCharacterOf(text: string): string | undefined {
  for (const { segment } of segmenter.segment(text)) return segment
  return undefined
}
