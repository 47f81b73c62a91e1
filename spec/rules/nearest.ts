import { closestMatch } from 'leven'

/** The known word that is meant by another one; none where no word is near. */
export function nearest(word: string, known: readonly string[]): string[] {
  const match = closestMatch(word, known, { maxDistance: Math.min(3, Math.floor(word.length / 2)) })
  return match === undefined ? [] : [match]
}
