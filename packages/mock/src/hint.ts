import leven, { closestMatch } from 'leven'

/** Suggests the known word that is nearest to a wrong one, and lists all of them. */
export function hintFor(word: string, known: readonly string[]): string {
  const nearest = nearestOf(word, known)
  const list = known.join(', ')
  return nearest === undefined ? `choose from ${list}` : `did you mean ${nearest}? Choose from ${list}`
}

/** With more slips than this, it is another word. */
const mostSlips = 3

function nearestOf(word: string, known: readonly string[]): string | undefined {
  return closestMatch(
    word,
    known.filter((each) => isNear(word, each)),
  )
}

/** Tells whether one word may stand for another: at least half of the longer one is the same, or letters are swapped. */
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
