import type { Case, ErrorCase } from '@kaleyra-reactions/model/cases'
import { type LookUp, lookUp } from '@kaleyra-reactions/model/look-up'
import type { Situation } from '@kaleyra-reactions/model/model'
import { sourceInWords, sourceLinesOf, sourcesOf } from '@kaleyra-reactions/model/sources'
import { acceptanceInWords, scopeInWords } from '@kaleyra-reactions/model/wording'
import { bold } from '../terminal/output.ts'
import { model, names } from './document.ts'

/** What is known of a text that was looked up. */
export type Found = LookUp<Case, Situation>

/** Looks a code, a status, a body, the line of a log or any words up. */
export function find(text: string): Found {
  const found = lookUp(text, model)
  if (found.undescribed.length === 0) return found
  return { ...found, situations: model.situations.filter(({ name }) => name === names.undescribed) }
}

/** Tells whether something explains the text. A code that differs in its spelling or is not described does not. */
export function isExplained({ by }: Found): boolean {
  return by !== 'spelling' && by !== 'undescribed' && by !== 'nothing'
}

/**
 * What was found, as a person reads it: in full what is certain, else as a list to choose from.
 *
 * @param stream - where it is going to be written; decides on colours.
 */
export function explain(found: Found, stream: NodeJS.WriteStream): string {
  const { isCertain, cases, situations, by } = found
  const isList = !isCertain && cases.length > 0
  return [
    ...leadOf(found, isList),
    ...(isList ? [cases.map(summarizeCase).join('\n')] : cases.map((each) => explainCase(each, stream))),
    ...(by === 'words'
      ? situations.map(({ title }) => title)
      : situations.map((each) => explainSituation(each, stream))),
  ].join('\n\n')
}

function leadOf({ by, undescribed }: Found, isList: boolean): string[] {
  if (by === 'undescribed') return [`This project does not describe ${undescribed.join(', ')}.`]
  if (by === 'spelling') return ['This code is unknown. Did you mean one of these?']
  if (by === 'nothing') return ['Nothing was found. To list every case, run "explain" without arguments.']
  return isList
    ? ['You may mean one of these. For details, run "explain" with the first word of a line.']
    : []
}

/** A case in one line. */
export function summarizeCase({ name, title, channel }: Case): string {
  return `${name.padEnd(16)}${inOneLine(title)}${channel === 'callback' ? ' (callback)' : ''}`
}

/** A case in full. A success needs no more than its meaning. */
export function explainCase({ name, title, meaning, error }: Case, stream: NodeJS.WriteStream): string {
  const { note, causes = [] } = error ?? {}
  const lines = [
    meaning,
    ...causes.map((cause) => `- ${cause}`),
    ...(note === undefined ? [] : [`Note:        ${note}`]),
    ...(error === undefined ? [] : factLinesOf(error)),
  ]
  return [`${bold(name, stream)}  ${inOneLine(title)}`, ...lines.map((line) => `  ${inOneLine(line)}`)].join(
    '\n',
  )
}

function factLinesOf({
  actor,
  action,
  retry,
  mayHaveBeenAccepted,
  scope,
  'x-source': source,
}: ErrorCase['error']): string[] {
  return [
    `Who acts:    ${actor}`,
    `What to do:  ${action}`,
    `Retry:       ${retry.advice}`,
    `Accepted:    ${acceptanceInWords(mayHaveBeenAccepted)}`,
    `Affects:     ${scopeInWords(scope)}`,
    ...sourceLinesOf(source, model.sources),
  ]
}

function explainSituation({ title, statements }: Situation, stream: NodeJS.WriteStream): string {
  const lines = statements.map(({ text, source }) => {
    const places = sourcesOf(source, model.sources).map(sourceInWords)
    return `- ${text} (${places.join('; ')})`
  })
  return [bold(title, stream), ...lines.map((line) => `  ${inOneLine(line)}`)].join('\n')
}

/** A text of the document may have several lines. */
function inOneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ')
}

/** What was found, as `--json` prints it. */
export function objectOf({ by, isCertain, cases, situations, undescribed }: Found): object {
  return {
    by,
    isCertain,
    cases: cases.map(factsOf),
    situations: situations.map(situationFactsOf),
    undescribed,
  }
}

/** The facts of a case, as `--json` prints them. */
export function factsOf({ name, status, code, title, meaning, error }: Case): object {
  const facts = { case: name, status, code, title, meaning }
  if (error === undefined) return facts
  const { note, causes, actor, action, retry, mayHaveBeenAccepted, scope, 'x-source': source } = error
  const sources = sourcesOf(source, model.sources)
  return { ...facts, note, causes, actor, action, retry, mayHaveBeenAccepted, scope, sources }
}

function situationFactsOf({ title, statements }: Situation): object {
  return {
    title,
    statements: statements.map(({ text, source }) => ({ text, sources: sourcesOf(source, model.sources) })),
  }
}
