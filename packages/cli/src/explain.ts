import { matchCase } from '@kaleyra-reactions/client'
import { parseCallback } from '@kaleyra-reactions/client/webhooks'
import type { ErrorCase } from '@kaleyra-reactions/spec/cases'
import { errorCases } from './catalogue.ts'
import { Failure } from './failure.ts'
import { hintFor } from './names.ts'
import { bold } from './output.ts'

/** A case in one line. */
export function summarize({ name, title, channel }: ErrorCase): string {
  return `${name.padEnd(16)}${title}${channel === 'callback' ? ' (callback)' : ''}`
}

/** A case as a person reads it. */
export function explain({ name, title, meaning, error }: ErrorCase): string {
  return [
    `${bold(name)}  ${title}`,
    `  ${meaning}`,
    ...(error.causes ?? []).map((cause) => `    - ${cause}`),
    `  Who acts:    ${error.actor}`,
    `  What to do:  ${error.action}`,
    `  Retry:       ${error.retry.advice}`,
    `  Concerns:    ${error.scope === 'account' ? 'the whole account' : 'this call'}`,
    `  Source:      ${error['x-source']}`,
  ].join('\n')
}

/** A case as an object for `--json`. */
export function describe({ name, status, code, title, meaning, error }: ErrorCase): object {
  const { actor, action, retry, scope, causes, 'x-source': source } = error
  return { case: name, status, code, title, meaning, causes, actor, action, retry, scope, source }
}

/**
 * The cases that a case name or a code on the wire stands for; two cases can share a code.
 *
 * @throws {Failure} with the nearest known word where there is none.
 */
export function casesNamed(word: string): ErrorCase[] {
  const wanted = word.toUpperCase()
  const found = errorCases.filter(({ name, code }) =>
    [name, code].some((each) => each?.toUpperCase() === wanted),
  )
  if (found.length > 0) return found
  const known = errorCases.flatMap(({ name, code = name }) => [name, code])
  throw new Failure(`${word} is not a documented case; ${hintFor(wanted, known)}`)
}

/**
 * The cases of the raw body of an answer or a callback, also one with its headers in front.
 *
 * @throws {Failure} where it is none that the document knows.
 */
export function casesIn(text: string): ErrorCase[] {
  const start = text.search(/^\s*\{/m)
  const body = parse(text.slice(start === -1 ? text.indexOf('{') : start, text.lastIndexOf('}') + 1))
  const reasons = errorCases.map(({ status = 0 }) => matchCase(status, body))
  const codes = parseCallback(body).flatMap((event) => (event.type === 'status' ? [event.code] : []))
  const found = errorCases.filter(
    ({ name, code, channel }) =>
      reasons.some((reason) => reason === name) || (channel === 'callback' && codes.includes(code)),
  )
  if (found.length > 0) return found
  throw new Failure(
    'The document does not know this body; give the whole body of the answer or the callback.',
  )
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Failure('Standard input holds no JSON; paste the whole body of the answer or the callback.')
  }
}
