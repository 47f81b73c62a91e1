import { matchCase } from '@kaleyra-reactions/client'
import { parseCallback } from '@kaleyra-reactions/client/webhooks'
import { member, textMember } from '@kaleyra-reactions/model/member'
import { type Closest, closestTo } from './closest.ts'
import { holdsAll, type LookUpEntry } from './entry.ts'
import { decodedText, plainText, wordsOf } from './words.ts'

/** What was found, and by what. */
export interface LookUp {
  /**
   * `spelling` is a code but for hyphens, underscores and full stops; `message` the whole text of a case inside a longer
   * text; `status` an HTTP status alone.
   */
  by: 'body' | 'code' | 'spelling' | 'words' | 'message' | 'status'
  cases: LookUpEntry[]
  /** Whether the text holds the body of a response or callback that is no documented case. */
  isUnknownBody: boolean
  /** Where no case was found by words: the cases that have some of them. They are no answer. */
  closest: Closest[]
}

/**
 * Finds the documented cases of a text: the body of a response or a callback, a code, words of a message, a message in
 * a line of a log, or an HTTP status. Letters may be in any case; a hyphen belongs to the code (`WA401` and `WA-401`
 * are two), unless no code is spelled like that.
 */
export function lookUp(text: string, entries: readonly LookUpEntry[]): LookUp {
  const decoded = decodedText(text)
  const bodies = bodiesIn(decoded)
  const matched = entries.filter((entry) => bodies.some((body) => isCaseOf(body, entry, entries)))
  if (matched.length > 0) return { by: 'body', cases: matched, isUnknownBody: false, closest: [] }
  const isUnknownBody = bodies.length > 0
  const words = wordsOf(decoded)
  const found = byCode(words, entries) ?? byText(words, entries, isUnknownBody)
  const closest = found.cases.length > 0 || isUnknownBody ? [] : closestTo(words, entries)
  return { ...found, isUnknownBody, closest }
}

/** Some cases, and by what they were found. */
type Found = Pick<LookUp, 'by' | 'cases'>

/** The cases whose code or name is a word, or a part of one, as in the message ids that the mock refuses. */
function byCode(words: readonly string[], entries: readonly LookUpEntry[]): Found | undefined {
  const parts = words.flatMap((word) => [word, ...word.split('.')])
  const named = entries.filter(({ name, code }) =>
    [name, code].some((each) => parts.includes(plainText(each))),
  )
  if (named.length > 0) return { by: 'code', cases: narrowed(named, words) }
  const spelled = parts.map(withoutSeparators)
  const alike = entries.filter(({ name, code }) =>
    [name, code].some((each) => spelled.includes(withoutSeparators(plainText(each)))),
  )
  return alike.length > 0 ? { by: 'spelling', cases: narrowed(alike, words) } : undefined
}

function byText(words: readonly string[], entries: readonly LookUpEntry[], isUnknownBody: boolean): Found {
  if (words.length === 0) return { by: 'words', cases: [] }
  const worded = isUnknownBody ? [] : entries.filter((entry) => holdsAll(entry, words))
  if (worded.length > 0) return { by: 'words', cases: worded }
  const quoted = casesQuotedIn(words, entries)
  if (quoted.length > 0) return { by: 'message', cases: quoted }
  const answered = isUnknownBody ? [] : casesOfStatus(words, entries)
  return { by: answered.length > 0 ? 'status' : 'words', cases: answered }
}

function withoutSeparators(word: string): string {
  return word.replaceAll(/[-_.]/g, '')
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
    const isReported = parseCallback(body).some((event) => event.type === 'status' && event.code === code)
    return isReported || codesOfErrors(body).includes(code)
  }
  if (status < 300) return textMember(body, 'code') === code
  return entries.some((entry) => entry.status !== null && matchCase(entry.status, body) === name)
}

/** The codes of a list of errors as Meta writes it, which a reader may have cut out of a callback. */
function codesOfErrors(body: unknown): string[] {
  const errors = member(body, 'errors')
  return Array.isArray(errors) ? errors.map((error) => String(member(error, 'code'))) : []
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
