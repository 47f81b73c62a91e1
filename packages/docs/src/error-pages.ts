import type { ErrorCase } from '@kaleyra-reactions/model/cases'
import { curlOf } from '@kaleyra-reactions/model/curl'
import type { Operation } from '@kaleyra-reactions/model/model'
import { sampleReactionOf } from '@kaleyra-reactions/model/operations'
import { fillPath } from '@kaleyra-reactions/model/path-template'
import { type DescribedSource, sourcesOfStatement } from '@kaleyra-reactions/model/sources'
import { scopeInWords } from '@kaleyra-reactions/model/wording'
import { type CapturedRun, runCli, runClient } from './captured-runs.ts'
import { messageOf } from './case-marks.ts'
import { exampleLink } from './reference-links.ts'
import { callbackExampleOf, callbacks, calls, document, model, sending, sourcesIn } from './site-document.ts'

/** Everything that the page of an error shows. */
export interface ErrorPage extends ErrorCase {
  /** Kaleyra's or Meta's text on the wire. */
  message: string
  /** Where the document has its statements from. */
  sources: DescribedSource[]
  /** The same for each statement, by its name in `x-error`. */
  statementSources: Record<string, DescribedSource[]>
  /** The source of the shape of a callback; a response is printed on Kaleyra's page. */
  shapeSources: DescribedSource[]
  /** What the error concerns, in words. */
  concerns: string
  /** Whether the reaction may have been accepted, in a sentence. */
  acceptance: string
  /** Whether client and CLI met the error by sending a reaction to the mock. */
  isSent: boolean
  /** Where the reference shows the response or the callback, from the root of the site. */
  place: string
  /** The cases that are easily taken for this one. */
  neighbours: Neighbour[]
  /** A call that the mock responds to with the error; a callback has none. */
  curl: string | undefined
  /** How the client meets the error; `undefined` where `sendReaction` cannot meet it. */
  client: CapturedRun | undefined
  /** How the CLI meets the error, or explains it. */
  cli: CapturedRun
  /** The command by which the CLI makes the mock post the callback. */
  provoke: string | undefined
}

/** A case that is easily taken for another one. */
export interface Neighbour {
  name: string
  title: string
  status: number | undefined
  code: string | undefined
  key: string | undefined
  message: string
}

/** All cases of a code, where the code itself is no name of a case: `WA-401`, `131009`. */
export interface CodePage {
  code: string
  cases: ErrorPage[]
}

/** The mock's address on the pages: the one that the mock listens on by default. */
export const shownMock = 'http://127.0.0.1:4010'

/** The settings by which client, CLI and samples call the mock. Their values are the samples of the document. */
export function mockSettings(): string {
  const sampleOf = (name: string) => sending.parameters.find((each) => each.name === name)?.examples[0]
  return [
    `export KALEYRA_BASE_URL=${shownMock}`,
    `export KALEYRA_SID=${sampleOf('sid')} KALEYRA_API_KEY=mock-key KALEYRA_PHONE_NUMBER=${sampleOf('phone_number')}`,
  ].join('\n')
}

const { to, emoji } = sampleReactionOf(document)

/** Reads the errors from the document, and has client and CLI meet each of them at the mock. */
export function readErrorPages(mockUrl: string): Promise<ErrorPage[]> {
  return Promise.all(
    [...calls, ...callbacks].flatMap((operation) =>
      model.errorCases
        .filter(({ operationId }) => operationId === operation.operationId)
        .map((found) => pageOf(found, operation, mockUrl)),
    ),
  )
}

/** A page for each code that is not the name of a case. */
export function codePagesOf(pages: readonly ErrorPage[]): CodePage[] {
  const names = pages.map(({ name }) => name)
  const codes = new Set(pages.flatMap(({ code }) => code ?? []))
  return [...codes]
    .filter((code) => !names.includes(code))
    .map((code) => ({ code, cases: pages.filter((page) => page.code === code) }))
}

async function pageOf(found: ErrorCase, operation: Operation, mockUrl: string): Promise<ErrorPage> {
  const { name, channel, operationId, error, body } = found
  const isCallback = channel === 'callback'
  const isSent = operationId === sending.operationId
  const send = `send --to ${to} --message-id wamid.${name} ${emoji}`
  return {
    ...found,
    message: messageOf(body),
    sources: sourcesIn(error['x-source']),
    statementSources: sourcesByStatement(found),
    shapeSources: isCallback ? sourcesIn(callbackExampleOf(operationId, name)?.['x-source']) : [],
    concerns: scopeInWords(error.scope),
    acceptance: acceptanceOf(found),
    isSent,
    place: exampleLink(operation, found),
    neighbours: neighboursOf(found),
    curl: isCallback ? undefined : sampleCurlOf(found, operation),
    client: isSent || isCallback ? await runClient(found, mockUrl) : undefined,
    cli: await runCli(found, isSent ? send : `explain ${name}`, mockUrl),
    provoke: isCallback ? `kaleyra-reactions ${send}` : undefined,
  }
}

function sourcesByStatement({ error }: ErrorCase): Record<string, DescribedSource[]> {
  const { 'x-source': provenance } = error
  const statements = ['meaning', 'note', 'causes', 'actor', 'action', 'retry']
  return Object.fromEntries(
    statements.map((statement) => [
      statement,
      sourcesOfStatement(statement, provenance).flatMap((word) => sourcesIn(word)),
    ]),
  )
}

function acceptanceOf({ error }: ErrorCase): string {
  if (error.mayHaveBeenAccepted === undefined) return 'Yes. It was accepted, and failed later.'
  return error.mayHaveBeenAccepted ? 'Perhaps. Nothing rules it out.' : 'No.'
}

/**
 * Responses with the same code or status, and codes that differ in nothing but a hyphen or the case of a letter. Of
 * callbacks those of the same code or about the same thing.
 */
function neighboursOf(found: ErrorCase): Neighbour[] {
  const bare = (code = '') => code.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  return model.errorCases
    .filter(({ name, channel, operationId, status, code, error }) => {
      if (name === found.name || channel !== found.channel || operationId !== found.operationId) return false
      if (bare(code) === bare(found.code)) return true
      return channel === 'response' ? status === found.status : error.kind === found.error.kind
    })
    .map(({ name, title, status, code, key, body }) => ({
      name,
      title,
      status,
      code,
      key,
      message: messageOf(body),
    }))
}

/** A call with the document's sample values that asks the mock for the error. */
function sampleCurlOf({ name, status }: ErrorCase, operation: Operation): string {
  const values = Object.fromEntries(
    operation.parameters.map((parameter) => [parameter.name, parameter.examples[0]]),
  )
  const url = new URL(shownMock + fillPath(operation.path, values))
  const given: Record<string, string> = {}
  for (const { name, place, examples } of operation.parameters) {
    for (const value of examples.flat()) {
      if (place === 'query') url.searchParams.append(name, String(value))
      if (place === 'header') given[name] = String(value)
    }
  }
  const body = JSON.stringify(operation.body?.samples[0]?.example.value)
  const headers: Record<string, string> = {
    [model.keyHeader]: 'any',
    ...given,
    prefer: `code=${status}, example=${name}`,
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  }
  return curlOf({ method: operation.method.toUpperCase(), url: url.href, headers, body })
}
