import { closestMatch } from 'leven'

/** The known word that is nearest to an unknown one; `undefined` where none is near. */
export function nearestOf(word: string, known: readonly string[]): string | undefined {
  return closestMatch(word, known, { maxDistance: 3 })
}

/** Names the known word that is nearest to an unknown one. Where none is near, it lists the known words. */
export function suggestionFor(word: string, known: readonly string[]): string {
  const nearest = nearestOf(word, known)
  return nearest === undefined ? `known: ${[...new Set(known)].join(', ')}` : `did you mean ${nearest}?`
}
