import { nearest } from '@kaleyra-reactions/model/nearest'

/** Suggests the known word that is nearest to a wrong one, and lists all of them. */
export function hintFor(word: string, known: readonly string[]): string {
  const [meant] = nearest(word, known)
  const list = known.join(', ')
  return meant === undefined ? `choose from ${list}` : `did you mean ${meant}? Choose from ${list}`
}
