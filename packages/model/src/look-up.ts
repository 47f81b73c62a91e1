import { hasMember, member, memberNames } from './member.ts'

/** What the look-up reads of a case; every `Case` of the model has it. */
export interface LookUpCase {
  name: string
  title: string
  meaning: string
  /** HTTP status; a callback has none. */
  status?: number | undefined
  /** Code on the wire. */
  code?: string | undefined
  /** The member of `error` that tells cases of the same code apart. */
  key?: string | undefined
  error?: { causes?: readonly string[]; action?: string } | undefined
  /** The documented body, whose messages are known. */
  body: unknown
}

/** What the look-up reads of a situation: something that can happen and that no case describes. */
export interface LookUpSituation {
  title: string
  statuses?: readonly number[] | undefined
  /** Words of a log line that show it. */
  signs?: readonly string[] | undefined
}

/**
 * How something was found. Only the first three are certain:
 *
 * - `code`: the text names one documented code, which two cases may share;
 * - `body`: the text holds the whole documented body;
 * - `message`: the text is a whole documented message;
 * - `spelling`: a slip of spelling makes it one of these codes;
 * - `mention`: the text contains these codes or messages, and may be about something else;
 * - `undescribed`: the text names codes or statuses that nothing describes;
 * - `status`: the text is, or names, an HTTP status;
 * - `sign`: the text has the words by which a situation shows;
 * - `words`: some words of the text stand in these, the best first;
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
  /** Whether these cases are what the text is about. Where not, they are offers, and a person decides. */
  isCertain: boolean
  cases: FoundCase[]
  situations: Situation[]
  /** The codes and statuses of the text that nothing describes, as the text writes them. */
  undescribed: string[]
}

/** A code, or what may be one. */
interface Candidate {
  text: string
  /** Whether the text says that it is a code, or it stands alone. Else a number can be anything. */
  isNamed: boolean
}

/** How many offers are made for words. */
const most = 5

/**
 * Finds what a text is about: a code, a body, a message, a status, the line of a log, or words of a person. Codes are
 * identifiers: a slip of spelling is offered, and another code never. A number counts as a status only where it stands
 * alone or the text says that it is one.
 */
export function lookUp<FoundCase extends LookUpCase, Situation extends LookUpSituation>(
  text: string,
  known: Known<FoundCase, Situation>,
): LookUp<FoundCase, Situation> {
  const { situations } = known
  // Several operations can have the same case.
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

/** What there is to find. */
interface Known<FoundCase, Situation> {
  cases: readonly FoundCase[]
  situations: readonly Situation[]
}

/** What was found, and how. */
type Found<FoundCase, Situation = never> = Pick<LookUp<FoundCase, Situation>, 'by'> &
  Partial<LookUp<FoundCase, Situation>>

/** A text as the steps of the look-up need it. */
interface Reading {
  plain: string
  /** Its words as they are compared. */
  words: string
  /** The JSON objects in it. */
  objects: object[]
  /** The codes that these name. Where there are some, the text is about nothing else. */
  told: Candidate[]
  /** These codes, or else the words and numbers that may be codes. */
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

/** A code that is not described comes first, then a message within the status, then the status. */
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

/** Every JSON object in a text; the line of a log may hold a body as a member, or as a string. */
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

/** A body that is pasted carries no status. */
function isBodyOf(object: object, { code, key }: LookUpCase): boolean {
  const isSame = code !== undefined && String(member(object, 'code')) === code
  return isSame && (key === undefined || hasMember(member(object, 'error'), key))
}

/** The code that an object names. One without a digit, such as `ECONNRESET`, is a word of the runtime. */
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

/** Letters make a code distinct, a number alone does not. */
function isFirm({ text, isNamed }: Candidate): boolean {
  return isNamed || /\p{L}/u.test(text)
}

function isStatus({ text }: Candidate): boolean {
  return /^[1-5]\d\d$/.test(text)
}

/** Whether something is written as codes are: with the letters of a documented one, or where the text says that it is one. */
function isCodeLike({ text, isNamed }: Candidate, cases: readonly LookUpCase[]): boolean {
  if (isNamed) return /^(?:\p{L}{1,8}-?)?\d{1,6}$/u.test(text) && !/^\d{1,2}$/.test(text)
  const letters = /^(\p{L}+)-?\d{2,}$/u.exec(text)?.[1]?.toUpperCase()
  return letters !== undefined && cases.some(({ code }) => /^[A-Z]+/.exec(code ?? '')?.[0] === letters)
}

/** The cases with such a code or name, in letters of any case. */
function casesNamed<FoundCase extends LookUpCase>(
  candidates: readonly Candidate[],
  cases: readonly FoundCase[],
): FoundCase[] {
  const texts = candidates.map((each) => each.text.toUpperCase())
  return cases.filter(({ name, code = name }) =>
    [name, code].some((each) => texts.includes(each.toUpperCase())),
  )
}

/** Without those cases of a shared code that the text excludes: it has the name, the message or the member of another. */
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

/** The words and numbers of a text, and each with the next: a blank or a full stop may cut a code in two. */
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

/** The same for codes that are easily taken for each other. */
function shapeOf(code: string): string {
  return code
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
}

/** The statuses that a text is, or says that it has: by a word before it, or by the standard's phrase behind it. */
function statusesIn(text: string): number[] {
  if (/^[1-5]\d\d$/.test(text)) return [Number(text)]
  const told = [
    /(?:\bhttp(?:\/[\d.]+)?|status(?:[ _-]?code)?|\bcode|\berr(?:or)?|response|returned|answered)["']?[\s:=(]{1,3}["']?([1-5]\d\d)(?![\p{L}\p{N}-])/giu,
    /\b([45]\d\d) (?:Bad|Unauthori[sz]ed|Forbidden|Not Found|Too Many|Internal|Service|Gateway)\b/gi,
  ]
  return told.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => Number(match[1])))
}

/** The members of a body whose texts are messages; those inside `error` have any name. */
const messageMembers = ['message', 'reason', 'title', 'details', 'error']

/** The messages of a body. A single word is none. */
function messagesOf(body: unknown, place = ''): string[] {
  if (typeof body === 'string') return messageMembers.includes(place) && body.includes(' ') ? [body] : []
  return memberNames(body).flatMap((name) => messagesOf(member(body, name), place === 'error' ? place : name))
}

/** Whether the words have a sign, or are a part of one, such as `ETIMEDOUT` of `connect ETIMEDOUT`. */
function isSignIn(sign: string, words: string): boolean {
  return ` ${words} `.includes(` ${sign} `) || (words !== '' && ` ${sign} `.includes(` ${words} `))
}

/** The cases whose whole message stands in the words. One that is a part of another's does not count beside it. */
function casesQuotedIn<FoundCase extends LookUpCase>(
  words: string,
  cases: readonly FoundCase[],
): FoundCase[] {
  const phrasesOf = ({ body }: FoundCase) => messagesOf(body).map(phraseOf)
  const found = cases.flatMap(phrasesOf).filter((phrase) => ` ${words} `.includes(` ${phrase} `))
  const whole = found.filter((phrase) => !found.some((other) => other !== phrase && other.includes(phrase)))
  return cases.filter((each) => phrasesOf(each).some((phrase) => whole.includes(phrase)))
}

/** The words of a text as they are compared, in one spelling of `-ise` and `-ize`. */
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

/** Words that tell nothing. */
const fillers = new Set(
  'the and but for from with this that has had was are not our you your how why when what'.split(' '),
)

/** What has some of the words, the rarest words first. A word that most of them have tells nothing. */
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
