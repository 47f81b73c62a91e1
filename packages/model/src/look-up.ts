import { hasMember, member, memberNames } from './member.ts'

/** The members of a case that the look-up reads. */
export interface LookUpCase {
  name: string
  title: string
  meaning: string
  /** The HTTP status. A callback has none. */
  status?: number | undefined
  /** Code on the wire. */
  code?: string | undefined
  /** The member of `error` that distinguishes cases with the same code. */
  key?: string | undefined
  error?: { causes?: readonly string[]; action?: string } | undefined
  /** The documented body with its messages. */
  body: unknown
}

/** The members of a situation that the look-up reads. No case describes a situation. */
export interface LookUpSituation {
  title: string
  statuses?: readonly number[] | undefined
  /** Words that a log line has in this situation. */
  signs?: readonly string[] | undefined
}

/**
 * How something was found. Only the first three are certain:
 *
 * - `code`: the text names one documented code, which two cases may share;
 * - `body`: the text contains the whole documented body;
 * - `message`: the text is a whole documented message;
 * - `spelling`: the text has a misspelling of these codes;
 * - `mention`: the text contains these codes or messages, but may be about something else;
 * - `undescribed`: the text names codes or statuses that are not documented;
 * - `status`: the text is, or names, an HTTP status;
 * - `sign`: the text has the words of a situation;
 * - `words`: these share some words with the text, the best first;
 * - `nothing`.
 */
export type FoundBy =
  | 'code'
  | 'body'
  | 'message'
  | 'spelling'
  | 'mention'
  | 'undescribed'
  | 'status'
  | 'sign'
  | 'words'
  | 'nothing'

/** What a text is about. */
export interface LookUp<FoundCase, Situation> {
  by: FoundBy
  /** Whether the text is certainly about these cases. Otherwise they are suggestions. */
  isCertain: boolean
  cases: FoundCase[]
  situations: Situation[]
  /** The undocumented codes and statuses in the text, as it writes them. */
  undescribed: string[]
}

/** A possible code. */
interface Candidate {
  text: string
  /** Whether it stands alone or the text calls it a code. Other numbers can mean anything. */
  isNamed: boolean
}

/** How many suggestions a look-up by words makes. */
const most = 5

/**
 * Finds what a text is about: a code, a body, a message, a status, a log line or a description. It suggests a code for a
 * misspelling, but never for another code. A number counts as a status only if it stands alone or the text calls it one.
 */
export function lookUp<FoundCase extends LookUpCase, Situation extends LookUpSituation>(
  text: string,
  known: Known<FoundCase, Situation>,
): LookUp<FoundCase, Situation> {
  const { situations } = known
  // Several operations may share a case.
  const cases = known.cases.filter(
    ({ name }, index) => known.cases.findIndex((each) => each.name === name) === index,
  )
  const read = readingOf(text)
  const found =
    byBody(read, cases) ??
    byCode(read, cases) ??
    byMessage(read, cases) ??
    bySpelling(read, cases) ??
    byStatus(read, { cases, situations }) ??
    bySign(read, situations) ??
    byWords(read, { cases, situations })
  const isCertain = found.by === 'code' || found.by === 'body' || found.by === 'message'
  return { isCertain, cases: [], situations: [], undescribed: [], ...found }
}

/** The cases and situations to search. */
interface Known<FoundCase, Situation> {
  cases: readonly FoundCase[]
  situations: readonly Situation[]
}

/** The result of one step. */
type Found<FoundCase, Situation = never> = Pick<LookUp<FoundCase, Situation>, 'by'> &
  Partial<LookUp<FoundCase, Situation>>

/** A text as the steps of the look-up need it. */
interface Reading {
  plain: string
  /** Its words, normalized for comparison. */
  words: string
  /** The JSON objects in it. */
  objects: object[]
  /** The codes in these objects. If there are any, other codes in the text do not count. */
  told: Candidate[]
  /** These codes, or if there are none, the words and numbers that may be codes. */
  candidates: Candidate[]
}

function readingOf(text: string): Reading {
  const plain = plainText(text)
  const objects = objectsIn(plain)
  const told = objects.flatMap(codeOf)
  const candidates = told.length > 0 ? told : candidatesIn(plain)
  return { plain, words: phraseOf(plain), objects, told, candidates }
}

function byBody<FoundCase extends LookUpCase>(
  { objects }: Reading,
  cases: readonly FoundCase[],
): Found<FoundCase> | undefined {
  const found = cases.filter((each) => objects.some((object) => isBodyOf(object, each)))
  return found.length > 0 ? { by: 'body', cases: found } : undefined
}

function byCode<FoundCase extends LookUpCase>(
  { plain, told, candidates }: Reading,
  cases: readonly FoundCase[],
): Found<FoundCase> | undefined {
  const named = casesNamed(candidates.filter(isFirm), cases)
  if (named.length === 0) return undefined
  const isOneCode = new Set(named.map(({ code }) => code)).size === 1
  return { by: isOneCode && told.length === 0 ? 'code' : 'mention', cases: narrowed(named, plain) }
}

function byMessage<FoundCase extends LookUpCase>(
  { words, candidates }: Reading,
  cases: readonly FoundCase[],
): Found<FoundCase> | undefined {
  const stated = cases.filter(({ body }) => messagesOf(body).some((message) => phraseOf(message) === words))
  if (stated.length > 0) return { by: 'message', cases: stated }
  const numbered = casesNamed(candidates, cases)
  return numbered.length > 0 ? { by: 'mention', cases: numbered } : undefined
}

function bySpelling<FoundCase extends LookUpCase>(
  { plain, told }: Reading,
  cases: readonly FoundCase[],
): Found<FoundCase> | undefined {
  const slips = casesSpelledLike(told.length > 0 ? told : joined(plain), cases)
  return slips.length > 0 ? { by: 'spelling', cases: slips } : undefined
}

/** An undocumented code comes first, then a message with this status, then the status. */
function byStatus<FoundCase extends LookUpCase, Situation extends LookUpSituation>(
  { plain, words, told, candidates }: Reading,
  { cases, situations }: Known<FoundCase, Situation>,
): Found<FoundCase, Situation> | undefined {
  const statuses = [...statusesIn(plain), ...told.filter(isStatus).map((each) => Number(each.text))]
  const hasStatus = ({ status }: LookUpCase) => status !== undefined && statuses.includes(status)
  const ofStatus = {
    cases: cases.filter(hasStatus),
    situations: situations.filter((each) => each.statuses?.some((status) => statuses.includes(status))),
  }
  const isDescribed = ofStatus.cases.length + ofStatus.situations.length > 0
  const undescribed = candidates
    .filter((each) => isCodeLike(each, cases) && !(isDescribed && statuses.includes(Number(each.text))))
    .map((each) => each.text)
  if (undescribed.length > 0) return { by: 'undescribed', undescribed: [...new Set(undescribed)] }
  const quoted = casesQuotedIn(words, cases).filter((each) => statuses.length === 0 || hasStatus(each))
  if (quoted.length > 0) return { by: 'mention', cases: quoted }
  if (isDescribed) return { by: 'status', ...ofStatus }
  return statuses.length > 0 ? { by: 'undescribed', undescribed: statuses.map(String) } : undefined
}

function bySign<Situation extends LookUpSituation>(
  { words }: Reading,
  situations: readonly Situation[],
): Found<never, Situation> | undefined {
  const shown = situations.filter(({ signs = [] }) => signs.some((sign) => isSignIn(phraseOf(sign), words)))
  return shown.length > 0 ? { by: 'sign', situations: shown } : undefined
}

function byWords<FoundCase extends LookUpCase, Situation extends LookUpSituation>(
  { words }: Reading,
  { cases, situations }: Known<FoundCase, Situation>,
): Found<FoundCase, Situation> {
  const ranked = {
    cases: rankedByWords(words, cases, textOfCase),
    situations: rankedByWords(words, situations, ({ title }) => title),
  }
  return { by: ranked.cases.length + ranked.situations.length > 0 ? 'words' : 'nothing', ...ranked }
}

/** Without invisible characters, and with the hyphen and the apostrophe of a keyboard. */
function plainText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\u2019/g, "'")
    .trim()
}

/** Every JSON object in a text. A log line may contain a body as a member or as a string. */
function objectsIn(text: string): object[] {
  const found: object[] = []
  const left: unknown[] = [text]
  while (left.length > 0) {
    const value = left.pop()
    if (typeof value === 'string') left.push(parsed(value))
    if (typeof value !== 'object' || value === null) continue
    found.push(value)
    left.push(...Object.values(value))
  }
  return found
}

function parsed(text: string): unknown {
  const start = text.indexOf('{')
  if (start === -1) return undefined
  try {
    return JSON.parse(text.slice(start, text.lastIndexOf('}') + 1))
  } catch {
    return undefined
  }
}

/** Compares a body without a status: a pasted body has none. */
function isBodyOf(object: object, { code, key }: LookUpCase): boolean {
  const isSame = code !== undefined && String(member(object, 'code')) === code
  return isSame && (key === undefined || hasMember(member(object, 'error'), key))
}

/** The code in an object. One without a digit, such as `ECONNRESET`, comes from the runtime. */
function codeOf(object: object): Candidate[] {
  const code = String(member(object, 'code') ?? '')
  return /\d/.test(code) ? [{ text: code, isNamed: true }] : []
}

const token = /[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu
const word = 'codes?|err(?:or)?|failed|meta'

/** The words and numbers of a text that may be codes. */
function candidatesIn(text: string): Candidate[] {
  const isAlone = [...text.matchAll(token)].length === 1
  return [...text.matchAll(token)].map(({ 0: found, index }) => {
    const before = text.slice(0, index)
    const after = text.slice(index + found.length)
    const isTold =
      new RegExp(`(?:\\b(?:${word})["']?[\\s:=(#-]{1,4}["']?|#)$`, 'i').test(before) ||
      new RegExp(`^[\\s:]{1,2}(?:${word})\\b`, 'i').test(after)
    return { text: found, isNamed: isAlone || isTold }
  })
}

/** A candidate with letters is distinct; a number alone is not. */
function isFirm({ text, isNamed }: Candidate): boolean {
  return isNamed || /\p{L}/u.test(text)
}

function isStatus({ text }: Candidate): boolean {
  return /^[1-5]\d\d$/.test(text)
}

/** Whether a candidate looks like a code: the text calls it one, or it has the letters of a documented code. */
function isCodeLike({ text, isNamed }: Candidate, cases: readonly LookUpCase[]): boolean {
  if (isNamed) return /^(?:\p{L}{1,8}-?)?\d{1,6}$/u.test(text) && !/^\d{1,2}$/.test(text)
  const letters = /^(\p{L}+)-?\d{2,}$/u.exec(text)?.[1]?.toUpperCase()
  return letters !== undefined && cases.some(({ code }) => /^[A-Z]+/.exec(code ?? '')?.[0] === letters)
}

/** The cases with such a code or name, in upper or lower case. */
function casesNamed<FoundCase extends LookUpCase>(
  candidates: readonly Candidate[],
  cases: readonly FoundCase[],
): FoundCase[] {
  const texts = candidates.map((each) => each.text.toUpperCase())
  return cases.filter(({ name, code = name }) =>
    [name, code].some((each) => texts.includes(each.toUpperCase())),
  )
}

/** Removes cases that share a code with another one whose name, message or member is in the text. */
function narrowed<FoundCase extends LookUpCase>(named: readonly FoundCase[], text: string): FoundCase[] {
  const telling = named.filter((each) => isTold(each, text))
  return named.filter((each) => telling.includes(each) || !telling.some((other) => other.code === each.code))
}

function isTold({ name, key, body }: LookUpCase, text: string): boolean {
  const marks = key === undefined ? [name] : [name, `error.${key}`, `"${key}"`]
  const phrase = phraseOf(text)
  return (
    marks.some((mark) => text.toLowerCase().includes(mark.toLowerCase())) ||
    messagesOf(body).some((message) => phrase.includes(phraseOf(message)))
  )
}

/** The words and numbers of a text, alone and joined with the next: a space or full stop may split a code. */
function joined(text: string): Candidate[] {
  const words = text.match(token) ?? []
  return words.flatMap((each, index) =>
    [each, each + (words[index + 1] ?? '')].map((found) => ({ text: found, isNamed: false })),
  )
}

function casesSpelledLike<FoundCase extends LookUpCase>(
  candidates: readonly Candidate[],
  cases: readonly FoundCase[],
): FoundCase[] {
  const shapes = candidates.filter((each) => /\d/.test(each.text)).map((each) => shapeOf(each.text))
  return cases.filter(({ name, code = name }) => [name, code].some((each) => shapes.includes(shapeOf(each))))
}

/** A form that is the same for easily confused codes. */
function shapeOf(code: string): string {
  return code
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
}

/** The statuses in a text: it is one, or a word before or the standard phrase after marks one. */
function statusesIn(text: string): number[] {
  if (/^[1-5]\d\d$/.test(text)) return [Number(text)]
  const told = [
    /(?:\bhttp(?:\/[\d.]+)?|status(?:[ _-]?code)?|\bcode|\berr(?:or)?|response|returned|answered)["']?[\s:=(]{1,3}["']?([1-5]\d\d)(?![\p{L}\p{N}-])/giu,
    /\b([45]\d\d) (?:Bad|Unauthori[sz]ed|Forbidden|Not Found|Too Many|Internal|Service|Gateway)\b/gi,
  ]
  return told.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => Number(match[1])))
}

/** The members of a body that contain messages. Inside `error`, members of any name do. */
const messageMembers = ['message', 'reason', 'title', 'details', 'error']

/** The messages of a body. A single word is not a message. */
function messagesOf(body: unknown, place = ''): string[] {
  if (typeof body === 'string') return messageMembers.includes(place) && body.includes(' ') ? [body] : []
  return memberNames(body).flatMap((name) => messagesOf(member(body, name), place === 'error' ? place : name))
}

/** Whether the words contain a sign or are part of one, such as `ETIMEDOUT` of `connect ETIMEDOUT`. */
function isSignIn(sign: string, words: string): boolean {
  return ` ${words} `.includes(` ${sign} `) || (words !== '' && ` ${sign} `.includes(` ${words} `))
}

/** The cases whose whole message is in the words. A message that is part of another found one does not count. */
function casesQuotedIn<FoundCase extends LookUpCase>(
  words: string,
  cases: readonly FoundCase[],
): FoundCase[] {
  const phrasesOf = ({ body }: FoundCase) => messagesOf(body).map(phraseOf)
  const found = cases.flatMap(phrasesOf).filter((phrase) => ` ${words} `.includes(` ${phrase} `))
  const whole = found.filter((phrase) => !found.some((other) => other !== phrase && other.includes(phrase)))
  return cases.filter((each) => phrasesOf(each).some((phrase) => whole.includes(phrase)))
}

/** The words of a text, normalized for comparison: `-ise` becomes `-ize`. */
function phraseOf(text: string): string {
  const words = plainText(text)
    .toLowerCase()
    .replace(/is(?=e|ing|ation)/g, 'iz')
    .match(/[\p{L}\p{N}]+/gu)
  return (words ?? []).join(' ')
}

function textOfCase({ title, meaning, error, body }: LookUpCase): string {
  const { causes = [], action = '' } = error ?? {}
  return [title, meaning, ...causes, action, ...messagesOf(body)].join(' ')
}

/** Words without information. */
const fillers = new Set(
  'the and but for from with this that has had was are not our you your how why when what'.split(' '),
)

/** The entries with some of the words. Rare words count more; words in most entries do not count. */
function rankedByWords<Found>(
  words: string,
  entries: readonly Found[],
  textOf: (entry: Found) => string,
): Found[] {
  const texts = entries.map((entry) => ({ entry, text: ` ${phraseOf(textOf(entry))}` }))
  const wanted = new Set(words.split(' ').filter((each) => /^\p{L}{3}/u.test(each) && !fillers.has(each)))
  const scores = new Map<Found, number>()
  for (const each of wanted) {
    const holders = texts.filter(({ text }) => text.includes(` ${each}`))
    if (holders.length > entries.length / 2) continue
    const rarity = Math.log(1 + entries.length / holders.length)
    for (const { entry } of holders) scores.set(entry, (scores.get(entry) ?? 0) + rarity)
  }
  return [...scores]
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, most)
    .map(([entry]) => entry)
}
