import { closestMatch } from 'leven'

/** What can be set; each by the flag of {@link flagOf} or the variable of {@link variableOf}, the key not by a flag. */
export const settingNames = ['apiKey', 'sid', 'phoneNumber', 'region', 'baseUrl'] as const

/** `messageId` or `message_id` as a flag. */
export function flagOf(field: string): string {
  return `--${field.replaceAll('_', '-').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}

/** The environment variable of a setting. */
export function variableOf(setting: string): string {
  return `KALEYRA${flagOf(setting).slice(1).replaceAll('-', '_').toUpperCase()}`
}

/** A field of the client as the person gave it: by a flag, or as a setting. */
export function givenAs(field: string): string {
  if (field === 'emoji') return field
  if (field === 'apiKey') return `${variableOf(field)} (or --api-key-stdin)`
  const isSetting = settingNames.some((name) => name === field)
  return isSetting ? `${variableOf(field)} (or ${flagOf(field)})` : flagOf(field)
}

/** What may have been meant by a word that is not known. */
export function hintFor(word: string, known: readonly string[]): string {
  const nearest = closestMatch(word, known, { maxDistance: 3 })
  return nearest === undefined ? `known: ${[...new Set(known)].join(', ')}` : `did you mean ${nearest}?`
}
