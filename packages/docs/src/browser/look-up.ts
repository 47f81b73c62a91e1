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
  /** `message` is the whole text of a case inside a longer text; `status` an HTTP status alone. */
  by: 'body' | 'code' | 'words' | 'message' | 'status'
  cases: LookUpEntry[]
  /** Whether the text holds the body of a response or callback that is no documented case. */
  isUnknownBody: boolean
}

/**
 * Finds the documented cases of a text: the body of a response or a callback, a code, words of a message, a message in
 * a line of a log, or an HTTP status. Letters may be in any case; a hyphen belongs to the code (`WA401` and `WA-401`
 * are two).
 */
export function lookUp(text: string, entries: readonly LookUpEntry[]): LookUp {
  const decoded = decodedText(text)
  const bodies = bodiesIn(decoded)
  const matched = entries.filter((entry) => bodies.some((body) => isCaseOf(body, entry, entries)))
  if (matched.length > 0) return { by: 'body', cases: matched, isUnknownBody: false }
  const isUnknownBody = bodies.length > 0
  const words = wordsOf(decoded)
  const named = entries.filter(({ name, code }) =>
    [name, code].some((each) => words.includes(plainText(each))),
  )
  if (named.length > 0) return { by: 'code', cases: narrowed(named, words), isUnknownBody }
  if (words.length === 0) return { by: 'words', cases: [], isUnknownBody }
  const worded = isUnknownBody ? [] : entries.filter((entry) => holdsAll(entry, words))
  if (worded.length > 0) return { by: 'words', cases: worded, isUnknownBody }
  const quoted = casesQuotedIn(words, entries)
  if (quoted.length > 0) return { by: 'message', cases: quoted, isUnknownBody }
  const answered = isUnknownBody ? [] : casesOfStatus(words, entries)
  return { by: answered.length > 0 ? 'status' : 'words', cases: answered, isUnknownBody }
}

/** A text whose percent-encoding, as in the log of a proxy, is undone where it can be. */
function decodedText(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded)
    } catch {
      return encoded
    }
  })
}

/**
 * Every JSON object in a text: headers or a log's prefix may stand in front of it, and the line of a log may hold the
 * body as a member, or as a string.
 */
function bodiesIn(text: string): unknown[] {
  const bodies: unknown[] = []
  const left: unknown[] = [objectIn(text)]
  while (left.length > 0) {
    const value = left.pop()
    if (typeof value === 'string') left.push(objectIn(value))
    if (typeof value !== 'object' || value === null) continue
    if (!Array.isArray(value)) bodies.push(value)
    for (const member of Object.values(value)) left.push(member)
  }
  return bodies
}

function objectIn(text: string): unknown {
  const start = text.indexOf('{')
  if (start === -1) return undefined
  try {
    return JSON.parse(text.slice(start, text.lastIndexOf('}') + 1))
  } catch {
    return undefined
  }
}

/** A pasted body carries no status, so each documented one is tried. A success is no case of the client's. */
function isCaseOf(
  body: unknown,
  { name, code, status }: LookUpEntry,
  entries: readonly LookUpEntry[],
): boolean {
  if (status === null) {
    return parseCallback(body).some((event) => event.type === 'status' && event.code === code)
  }
  if (status < 300) return textMember(body, 'code') === code
  return entries.some((entry) => entry.status !== null && matchCase(entry.status, body) === name)
}

/**
 * A text as it is compared: in lower case, with the hyphen and the apostrophe of a keyboard where a word processor or a
 * chat put its own, without invisible characters, and in one spelling of `-ise` and `-ize`.
 */
function plainText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[\u2010-\u2013\u2212]/g, '-')
    .replace(/\u2019/g, "'")
    .toLowerCase()
    .replace(/is(?=e|ing|ation)/g, 'iz')
}

/** The words of a text. A hyphen, full stop, apostrophe or underscore inside a word belongs to it. */
function wordsOf(text: string): string[] {
  return plainText(text).match(/[\p{L}\p{N}]+(?:[-.'_]+[\p{L}\p{N}]+)*/gu) ?? []
}

/** Of the cases of each code those that the other words mean too; all of them where no case has these words. */
function narrowed(named: readonly LookUpEntry[], words: readonly string[]): LookUpEntry[] {
  const codes = named.map(({ code }) => plainText(code))
  // A shorter word stands in too many texts to tell anything.
  const others = [...new Set(words)].filter((word) => word.length > 3 && !codes.includes(word))
  return [...new Set(codes)].flatMap((code) => {
    const sharing = named.filter((entry) => plainText(entry.code) === code)
    const telling = others.filter((word) => sharing.some((entry) => holdsAll(entry, [word])))
    const meant = sharing.filter((entry) => holdsAll(entry, telling))
    return meant.length > 0 ? meant : sharing
  })
}

function holdsAll(
  { name, title, code, status, mark, message, words: others }: LookUpEntry,
  words: readonly string[],
): boolean {
  const text = plainText([name, title, code, status, mark, message, others].join(' '))
  return words.every((word) => hasWordFrom(text, word))
}

/** Whether a word or a number of the text begins so: `110` is found in `E110`, `429` not in `130429`. */
function hasWordFrom(text: string, start: string): boolean {
  const sameKind = /^\p{N}/u.test(start) ? /\p{N}$/u : /\p{L}$/u
  for (let place = text.indexOf(start); place !== -1; place = text.indexOf(start, place + 1)) {
    if (!sameKind.test(text.slice(0, place))) return true
  }
  return false
}

/** The cases whose whole message stands in the words. One that is a part of another's does not count beside it. */
function casesQuotedIn(words: readonly string[], entries: readonly LookUpEntry[]): LookUpEntry[] {
  const phrase = (each: readonly string[]) => ` ${each.join(' ')} `
  const text = phrase(words)
  const messages = new Map(entries.map((entry) => [entry, phrase(wordsOf(entry.message))]))
  const found = [...messages].filter(([, message]) => message.trim() !== '' && text.includes(message))
  const isPartOfAnother = (message: string) =>
    found.some(([, other]) => other !== message && other.includes(message))
  return found.filter(([, message]) => !isPartOfAnother(message)).map(([entry]) => entry)
}

function casesOfStatus(words: readonly string[], entries: readonly LookUpEntry[]): LookUpEntry[] {
  return entries.filter(({ status }) => status !== null && words.includes(String(status)))
}
