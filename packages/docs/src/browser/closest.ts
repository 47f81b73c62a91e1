import { holdsAll, type LookUpEntry } from './entry.ts'

/** A case that has some words of a text, and which. */
export interface Closest {
  entry: LookUpEntry
  words: string[]
}

/** How many cases are worth a look. */
const most = 5

/**
 * The cases that have some of the words, by how many of them and how rare these are. None where the words hold the
 * number of something else, such as another code: other words then speak of that.
 */
export function closestTo(words: readonly string[], entries: readonly LookUpEntry[]): Closest[] {
  // Shorter words, such as `no`, stand at the beginning of too many others.
  const candidates = [...new Set(words)].filter((word) => word.length > 2)
  const holders = new Map(
    candidates.map((word) => [word, entries.filter((entry) => holdsAll(entry, [word]))]),
  )
  const isOfAnother = candidates.some((word) => /\p{N}{3}/u.test(word) && holders.get(word)?.length === 0)
  if (isOfAnother) return []
  // A word that most cases have tells nothing.
  const rare = [...holders].filter(([, { length }]) => length > 0 && length <= entries.length / 2)
  const ranked = entries
    .map((entry) => {
      const held = rare.filter(([, cases]) => cases.includes(entry))
      const rarity = held.reduce((sum, [, { length }]) => sum + Math.log(entries.length / length), 0)
      return { entry, words: held.map(([word]) => word), rarity }
    })
    .filter(({ words: held }) => held.length > 0)
    .sort((one, other) => other.words.length - one.words.length || other.rarity - one.rarity)
  return ranked.slice(0, most).map(({ entry, words: held }) => ({ entry, words: held }))
}
