import { closestMatch } from 'leven'

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
  const nearest = closestMatch(word, known, { maxDistance: 3 })
  const list = `it takes ${known.join(', ')}`
  return nearest === undefined ? list : `did you mean ${nearest}? (${list})`
}

/** The nearest of many words, where one is near. */
export function nearestHint(word: string, known: readonly string[]): string {
  const nearest = closestMatch(word, known, { maxDistance: 3 })
  return nearest === undefined ? 'CONTRIBUTING lists what is understood' : `did you mean ${nearest}?`
}
