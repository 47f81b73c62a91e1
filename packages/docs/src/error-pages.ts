import { type ErrorCase, errorCasesOf } from '@kaleyra-reactions/model/cases'
import { curlOf } from '@kaleyra-reactions/model/curl'
import {
  keyHeaderOf,
  type PlacedOperation,
  sampleBodyOf,
  sampleParametersOf,
  sampleReactionOf,
} from '@kaleyra-reactions/model/operations'
import { fillPath } from '@kaleyra-reactions/model/path-template'
import { type DescribedSource, describedSourcesOf } from '@kaleyra-reactions/model/sources'
import { acceptanceInWords, scopeInWords } from '@kaleyra-reactions/model/wording'
import { type CapturedRun, runCli, runClient } from './captured-runs.ts'
import { callbacks, calls, document } from './site-document.ts'

/** Everything that the page of an error shows. */
export interface ErrorPage extends ErrorCase {
  /** Where the document has each statement from. */
  sources: DescribedSource[]
  /** What the error concerns, in words. */
  concerns: string
  /** Whether the reaction may have been accepted, in words. */
  acceptance: string
  /** Whether client and CLI met the error by sending a reaction to the mock. */
  isSent: boolean
  /** Where the reference shows the response or the callback: the part of its address after `#/`. */
  place: string
  /** A call that the mock responds to with the error; a callback has none. */
  curl: string | undefined
  /** How the client meets the error; `undefined` where `sendReaction` cannot meet it. */
  client: CapturedRun | undefined
  /** How the CLI meets the error, or explains it. */
  cli: CapturedRun
}

/** The mock's address on the pages: the one that the mock listens on by default. */
export const shownMock = 'http://127.0.0.1:4010'

const { to, emoji } = sampleReactionOf(document)

/** Reads the errors from the document, and has client and CLI meet each of them at the mock. */
export function readErrorPages(mockUrl: string): Promise<ErrorPage[]> {
  const errors = errorCasesOf(document)
  return Promise.all(
    [...calls, ...callbacks].flatMap((operation) =>
      errors
        .filter(({ operationId }) => operationId === operation.operationId)
        .map((found) => pageOf(found, operation, mockUrl)),
    ),
  )
}

async function pageOf(found: ErrorCase, operation: PlacedOperation, mockUrl: string): Promise<ErrorPage> {
  const { name, channel, operationId, status, error } = found
  const route = routeOf(operation)
  const isCallback = channel === 'callback'
  const isSent = operationId === 'sendReaction'
  const words = isSent ? `send --to ${to} --message-id wamid.${name} ${emoji}` : `explain ${name}`
  return {
    ...found,
    sources: describedSourcesOf(error['x-source'], document),
    concerns: scopeInWords(error.scope),
    acceptance: acceptanceInWords(error.mayHaveBeenAccepted),
    isSent,
    place: `${route}#${route}/${isCallback ? 'request' : `response&c=${status}`}/body&ex=${name.toLowerCase()}`,
    curl: isCallback ? undefined : sampleCurlOf(found, operation),
    client: isSent || isCallback ? await runClient(found, mockUrl) : undefined,
    cli: await runCli(found, words, mockUrl),
  }
}

/** The route that Redoc gives an operation: its tag and its id. */
export function routeOf({ tags = [], operationId }: PlacedOperation): string {
  return [tags[0] ?? '', operationId]
    .map((part) => part.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'))
    .join('/')
}

/** A call with the document's sample values that asks the mock for the error. */
function sampleCurlOf({ name, status }: ErrorCase, operation: PlacedOperation): string {
  const values = sampleParametersOf(operation)
  const url = new URL(shownMock + fillPath(operation.path, values))
  for (const parameter of operation.parameters) {
    if (parameter.in === 'query') url.searchParams.append(parameter.name, String(values[parameter.name]))
  }
  const body = JSON.stringify(sampleBodyOf(operation))
  const headers: Record<string, string> = {
    [keyHeaderOf(document)]: 'any',
    prefer: `code=${status}, example=${name}`,
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  }
  return curlOf({ method: operation.method.toUpperCase(), url: url.href, headers, body })
}
