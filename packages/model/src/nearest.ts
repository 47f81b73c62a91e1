import leven, { closestMatch } from 'leven'

/** The known word, at most three slips away, that a misspelt one may stand for. Empty if there is none. */
export function nearest(word: string, known: readonly string[]): string[] {
  const near = known.filter(
    (each) => leven(word, each) <= Math.min(3, Math.max(word.length, each.length) / 2),
  )
  const match = closestMatch(word, near)
  return match === undefined ? [] : [match]
}
