import { member, textMember } from '@kaleyra-reactions/model/member'
import { toldBy } from './failure.ts'

/**
 * Removes literal secrets from a text that becomes part of a message. Data from a caller or a server is never changed: a
 * key can be a part of an id or a code.
 */
function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((clean, secret) => clean.replaceAll(secret, '***'), text)
}

/** The secrets of a call with its key. A key of fewer than eight characters is a test's, and could be part of any word. */
export function secretsWith(key: string, secrets: readonly string[] = []): readonly string[] {
  return key.length < 8 ? secrets : [key, ...secrets]
}

/**
 * Makes a foreign text fit for a message: without secrets, control characters and marks that change the direction of
 * writing, and no longer than a few lines.
 */
export function readable(text: string, secrets: readonly string[]): string {
  const clean = withoutSecrets(text, secrets).replace(/[\s\p{Cc}\p{Bidi_C}]+/gu, ' ')
  return clean.trim().replace(/(?<=^.{200}).+/su, '…')
}

/**
 * The runtime's error without secrets: a copy of name, message, code, stack and cause. Other members are left out: they
 * can contain the headers of the request, and so the key.
 */
export function causeWithoutSecrets(error: unknown, secrets: readonly string[], depth = 1): Error {
  const copy = new Error(readable(toldBy(error) || String(error), secrets))
  const deeper = member(error, 'cause') ?? member(member(error, 'errors'), '0')
  // Another object, such as a response, says less than the error that carries it.
  if (toldBy(deeper) && depth < 5) copy.cause = causeWithoutSecrets(deeper, secrets, depth + 1)
  for (const name of ['name', 'code', 'stack']) {
    const text = textMember(error, name)
    if (text !== undefined) Reflect.set(copy, name, withoutSecrets(text, secrets))
  }
  return copy
}
