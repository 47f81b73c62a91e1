import leven, { closestMatch } from 'leven'

/** What a word takes, and the nearest of it. */
export function hintFor(word: string, known: readonly string[]): string {
  const nearest = nearestOf(word, known)
  const list = `it takes ${known.join(', ')}`
  return nearest === undefined ? list : `did you mean ${nearest}? (${list})`
}

/** More slips than that make another word, however long it is. */
const mostSlips = 3

function nearestOf(word: string, known: readonly string[]): string | undefined {
  return closestMatch(
    word,
    known.filter((each) => isNear(word, each)),
  )
}

/** Tells whether a word may be meant for another: at least half of the longer one is the same, or letters are swapped. */
function isNear(word: string, meant: string): boolean {
  const half = Math.floor(Math.max(word.length, meant.length) / 2)
  const slips = Math.min(mostSlips, half)
  if (leven(word, meant, { maxDistance: slips + 1 }) <= slips) return true
  return word.length === meant.length && lettersOf(word) === lettersOf(meant)
}

/** The letters of a word in order, whatever their case. */
function lettersOf(word: string): string {
  return Array.from(word.toLowerCase()).sort().join('')
}
