import { member, textMember } from '@kaleyra-reactions/model/member'

/** Takes secrets out of a text. */
export type Mask = (text: string) => string

/**
 * Makes the mask of a call. It hides the key, and the numbers and message ids of the call in whatever spelling they come
 * back. A number may be grouped or lack its country code.
 *
 * @param given the address and the body of the call, in which the numbers and ids stand.
 */
export function maskOf(key: string, given: string): Mask {
  let pattern: RegExp | undefined
  return (text) => {
    // Most calls have nothing to mask.
    pattern ??= secretsPattern(key, given)
    return text.replace(pattern, '***')
  }
}

function secretsPattern(key: string, given: string): RegExp {
  // What is shorter is no key, number or id, and could be a part of any word or code.
  // The part of an id after `wamid.` may come back alone; older ids have no such start.
  const found = given.match(/(?<=wamid\.|id":")(?!wamid\.)[^"=]{8,}|\d{7,}/g) ?? []
  const patterns = [key, ...found].filter(({ length }) => length >= 6).map(patternOf)
  return new RegExp(patterns.join('|') || '$^', 'gi')
}

function patternOf(secret: string): string {
  const characters = Array.from(secret, spellingsOf)
  if (!/^\d{7,}$/.test(secret)) return characters.join('')
  const countryCode = characters.slice(0, -7).map((digit) => String.raw`(?:${digit}\W*)?`)
  return countryCode.join('') + characters.slice(-7).join(String.raw`\W*`)
}

/** The character itself, or as an address or JSON escapes it, also twice. */
function spellingsOf(character: string): string {
  const code = character.charCodeAt(0).toString(16)
  return String.raw`\\{0,3}(?:\x${code}|%(?:25)*${code}|u00${code})`
}

/**
 * A text of somebody else, fit for a message: without secrets, control characters and marks that change the direction of
 * writing, and no longer than a few lines.
 */
export function readable(text: string, mask: Mask): string {
  const clean = text.replace(/[\s\p{Cc}\p{Bidi_C}]+/gu, ' ').trim()
  return mask(clean).replace(/(?<=^.{200}).+/su, '…')
}

/**
 * What the runtime said, without secrets: a copy of name, message, code, stack and cause. Other members are left out, as
 * they can hold raw bytes or the address.
 */
export function maskedCause(error: unknown, mask: Mask, depth = 1): Error {
  const copy = new Error(readable(toldBy(error) || String(error), mask))
  const deeper = member(error, 'cause') ?? member(member(error, 'errors'), '0')
  // Another object, such as a response, says less than the error that carries it.
  if (toldBy(deeper) && depth < 5) copy.cause = maskedCause(deeper, mask, depth + 1)
  for (const name of ['name', 'code', 'stack']) {
    const text = textMember(error, name)
    if (text !== undefined) Reflect.set(copy, name, mask(text))
  }
  return copy
}

/** What a failure says by itself. A runtime may leave the message empty, a test tool may give nothing but a code. */
export function toldBy(failure: unknown): string | undefined {
  if (typeof failure === 'string') return failure
  return textMember(failure, 'message') || textMember(failure, 'code') || textMember(failure, 'name')
}
