import { hasWordFrom, plainText } from './words.ts'

/** A documented case as the look-up knows it. */
export interface LookUpEntry {
  name: string
  title: string
  /** Kaleyra's code; two cases can share one. */
  code: string
  /** The HTTP status of a response; a callback has none. */
  status: number | null
  /** What tells the case from others of the same code: the member inside `error`, or the kind of message. */
  mark: string
  /** Kaleyra's text. */
  message: string
  /** Everything else that a reader might remember of it. */
  words: string
  /** The address of its page, from the root of the site. */
  page: string
}

/** Whether a case has each of the words, or a word that begins so. */
export function holdsAll(
  { name, title, code, status, mark, message, words: others }: LookUpEntry,
  words: readonly string[],
): boolean {
  const text = plainText([name, title, code, status, mark, message, others].join(' '))
  return words.every((word) => hasWordFrom(text, word))
}
