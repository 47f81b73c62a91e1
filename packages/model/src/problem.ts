import leven, { closestMatch } from 'leven'

/** A mistake in a document. */
export interface Problem {
  /** JSON pointer (RFC 6901). */
  pointer: string
  /** What is wrong, and what to write instead. */
  problem: string
}

/** A problem in one line. */
export function problemText({ pointer, problem }: Problem): string {
  return `${pointer} ${problem}`
}

/** A name as a part of a JSON pointer. */
export function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}

/** What a word takes, and the nearest of it. */
export function hintFor(word: string, known: readonly string[]): string {
  const nearest = nearestOf(word, known)
  const list = `it takes ${known.join(', ')}`
  return nearest === undefined ? list : `did you mean ${nearest}? (${list})`
}

/** The nearest of many words, where one is near. */
export function nearestHint(word: string, known: readonly string[]): string {
  const nearest = nearestOf(word, known)
  return nearest === undefined ? 'CONTRIBUTING lists what is understood' : `did you mean ${nearest}?`
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
