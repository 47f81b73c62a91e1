import { parseCallback } from '@kaleyra-reactions/client/webhooks'
import type { ErrorCase } from '@kaleyra-reactions/model/cases'
import { isCase } from '@kaleyra-reactions/model/matching'
import { sourceLinesOf, sourcesOf } from '@kaleyra-reactions/model/sources'
import { acceptanceInWords, scopeInWords } from '@kaleyra-reactions/model/wording'
import { errorCases, model } from './catalogue.ts'
import { Failure } from './errors.ts'
import { bold } from './output.ts'
import { suggestionFor } from './suggestion.ts'

/** A case in one line. */
export function summarizeCase({ name, title, channel }: ErrorCase): string {
  return `${name.padEnd(16)}${title}${channel === 'callback' ? ' (callback)' : ''}`
}

/**
 * A case as a person reads it.
 *
 * @param stream - where it is going to be written; decides on the colours.
 */
export function explainCase({ name, title, meaning, error }: ErrorCase, stream: NodeJS.WriteStream): string {
  const { note, causes = [], actor, action, retry, mayHaveBeenAccepted, scope } = error
  return [
    `${bold(name, stream)}  ${inOneLine(title)}`,
    ...[
      meaning,
      ...(note === undefined ? [] : [note]),
      ...causes.map((cause) => `  - ${cause}`),
      `Who acts:    ${actor}`,
      `What to do:  ${action}`,
      `Retry:       ${retry.advice}`,
      `Accepted:    ${acceptanceInWords(mayHaveBeenAccepted)}`,
      `Concerns:    ${scopeInWords(scope)}`,
      ...sourceLinesOf(error['x-source'], model.sources),
    ].map((line) => `  ${inOneLine(line)}`),
  ].join('\n')
}

/** A text of the document may have several lines. */
function inOneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ')
}

/** The facts of a case, as `--json` prints them. */
export function factsOf({ name, status, code, title, meaning, error }: ErrorCase): object {
  const { note, causes, actor, action, retry, mayHaveBeenAccepted, scope, 'x-source': source } = error
  const facts = { meaning, note, causes, actor, action, retry, mayHaveBeenAccepted, scope }
  return { case: name, status, code, title, ...facts, sources: sourcesOf(source, model.sources) }
}

/**
 * The cases with this name, with this code on the wire or with this HTTP status; several cases can share one of the latter.
 *
 * @throws {Failure} with the nearest known word where there is none.
 */
export function casesNamed(word: string): ErrorCase[] {
  const wanted = word.toUpperCase()
  const found = errorCases.filter(({ name, code }) =>
    [name, code].some((each) => each?.toUpperCase() === wanted),
  )
  if (found.length > 0) return found
  if (/^\d{3}$/.test(wanted)) return casesOfStatus(wanted)
  const known = [...new Set(errorCases.flatMap(({ name, code = name }) => [name, code]))]
  const sameLetters = known.filter((each) => lettersOf(each) === lettersOf(wanted))
  const hint =
    sameLetters.length > 0 ? `did you mean ${sameLetters.join(' or ')}?` : suggestionFor(wanted, known)
  throw new Failure(`${word} is not a documented case; ${hint}`)
}

function casesOfStatus(wanted: string): ErrorCase[] {
  const found = errorCases.filter(({ status }) => String(status) === wanted)
  if (found.length > 0) return found
  const statuses = new Set(errorCases.flatMap(({ status }) => status ?? []))
  throw new Failure(`No documented error has the HTTP status ${wanted}; known: ${[...statuses].join(', ')}`)
}

/** Letters and digits only: codes that differ in a hyphen differ in their meaning, and are easily mixed up. */
function lettersOf(word: string): string {
  return word.toUpperCase().replaceAll(/[^\p{L}\p{N}]/gu, '')
}

/**
 * The cases of the raw body of a response or a callback. Headers may stand in front of the body.
 *
 * @throws {Failure} where the text holds no JSON, or the document does not know the body.
 */
export function casesIn(text: string): ErrorCase[] {
  const start = text.search(/^\s*\{/m)
  const body = parseBody(text.slice(start === -1 ? text.indexOf('{') : start, text.lastIndexOf('}') + 1))
  const reported = parseCallback(body).flatMap((event) => (event.type === 'status' ? [event.code] : []))
  const found = errorCases.filter((known) => {
    const { status, code, channel } = known
    if (channel === 'callback') return reported.includes(code)
    return status !== undefined && isCase(known, status, body)
  })
  if (found.length > 0) return found
  throw new Failure(
    'The document does not know this body; give the whole body of the response or the callback.',
  )
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Failure('Standard input holds no JSON; paste the whole body of the response or the callback.')
  }
}
