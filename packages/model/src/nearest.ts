import leven, { closestMatch } from 'leven'

/** The known word that is meant by another one; none where no word is near: more than three slips make another word. */
export function nearest(word: string, known: readonly string[]): string[] {
  const near = known.filter(
    (each) => leven(word, each) <= Math.min(3, Math.max(word.length, each.length) / 2),
  )
  const match = closestMatch(word, near)
  return match === undefined ? [] : [match]
}
