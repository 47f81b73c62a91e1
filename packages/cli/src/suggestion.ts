import { closestMatch } from 'leven'

/** Names the known word that is nearest to an unknown one. Where none is near, it lists the known words. */
export function suggestionFor(word: string, known: readonly string[]): string {
  const nearest = closestMatch(word, known, { maxDistance: 3 })
  return nearest === undefined ? `known: ${[...new Set(known)].join(', ')}` : `did you mean ${nearest}?`
}
