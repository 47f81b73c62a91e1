import { matchCase } from '@kaleyra-reactions/client'
import { parseCallback } from '@kaleyra-reactions/client/webhooks'
import { textMember } from '@kaleyra-reactions/model/member'

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

/** What was found, and by what. */
export interface LookUp {
  by: 'body' | 'code' | 'words'
  cases: LookUpEntry[]
  /** Whether the text holds the body of a response or callback that is no documented case. */
  isUnknownBody: boolean
}

/**
 * Finds the documented cases of a text: the body of a response or a callback, a code, or words of a message. Letters may
 * be in any case; a hyphen belongs to the code (`WA401` and `WA-401` are two).
 */
export function lookUp(text: string, entries: readonly LookUpEntry[]): LookUp {
  const body = bodyIn(text)
  const matched = body === undefined ? [] : casesOfBody(body, entries)
  if (matched.length > 0) return { by: 'body', cases: matched, isUnknownBody: false }
  const isUnknownBody = body !== undefined
  const words = wordsOf(text)
  const named = entries.filter(({ name, code }) =>
    [name, code].some((each) => words.includes(each.toLowerCase())),
  )
  if (named.length > 0) return { by: 'code', cases: narrowed(named, words), isUnknownBody }
  if (isUnknownBody || words.length === 0) return { by: 'words', cases: [], isUnknownBody }
  return { by: 'words', cases: entries.filter((entry) => holdsAll(entry, words)), isUnknownBody }
}

/** The JSON object in a text; headers or a log's prefix may stand in front of it. */
function bodyIn(text: string): unknown {
  const start = text.indexOf('{')
  if (start === -1) return undefined
  try {
    return JSON.parse(text.slice(start, text.lastIndexOf('}') + 1))
  } catch {
    return undefined
  }
}

/** A pasted body carries no status, so each documented one is tried. A success is no case of the client's. */
function casesOfBody(body: unknown, entries: readonly LookUpEntry[]): LookUpEntry[] {
  const statuses = new Set(entries.flatMap(({ status }) => status ?? []))
  const names = [...statuses].flatMap((status) => matchCase(status, body) ?? [])
  const codes = parseCallback(body).flatMap((event) => (event.type === 'status' ? [event.code] : []))
  return entries.filter(({ name, code, status }) => {
    if (status === null) return codes.includes(code)
    return status < 300 ? textMember(body, 'code') === code : names.some((each) => each === name)
  })
}

/** The words of a text in lower case. A hyphen or a full stop inside a word belongs to it. */
function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}_]+(?:[-.'][\p{L}\p{N}_]+)*/gu) ?? []
}

/** Of the cases of a code those that the other words mean too; all of them where no case has these words. */
function narrowed(named: LookUpEntry[], words: readonly string[]): LookUpEntry[] {
  // A shorter word stands in too many texts to tell anything.
  const telling = words.filter(
    (word) =>
      word.length > 3 && named.some((entry) => entry.code.toLowerCase() !== word && holdsAll(entry, [word])),
  )
  const meant = named.filter((entry) => holdsAll(entry, telling))
  return meant.length > 0 ? meant : named
}

function holdsAll(
  { name, title, code, status, mark, message, words: others }: LookUpEntry,
  words: readonly string[],
): boolean {
  const text = [name, title, code, status, mark, message, others].join(' ').toLowerCase()
  return words.every((word) => text.includes(word))
}
