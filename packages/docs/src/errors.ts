import {
  type ErrorCase,
  errorCasesOf,
  examplesOf,
  keyHeaderOf,
  sampleOf,
  sampleReactionOf,
} from '@kaleyra-reactions/spec/cases'
import { callbacks, calls, document, type PlacedOperation } from './document.ts'
import { type Output, runCli, runClient } from './output.ts'

/** Everything that the page of an error shows. */
export interface ErrorPage extends ErrorCase {
  /** Who is behind the claim, in the document's words. */
  source: string
  /** Whether client and CLI met it by sending a reaction to the mock. */
  isSent: boolean
  /** Where the reference shows its answer or callback. */
  place: string
  /** A call that makes the mock answer so; a callback has none. */
  curl: string | undefined
  /** What was seen when the client met it; only what `sendReaction` can meet. */
  client: Output | undefined
  /** What was seen when the CLI met it, or explained it. */
  cli: Output
}

/** The address of the mock that the pages show: the one it listens on by default. */
export const shownMock = 'http://127.0.0.1:4010'

const { to, emoji } = sampleReactionOf(document)

/** Reads the errors from the document and meets each of them at the mock. */
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
    source: document['x-sources'][error['x-source']] ?? error['x-source'],
    isSent,
    place: isCallback ? route : `${route}#${route}/response&c=${status}/body`,
    curl: isCallback ? undefined : curlOf(found, operation),
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

/** A call with the document's sample values that asks the mock for the case. */
function curlOf(found: ErrorCase, operation: PlacedOperation): string {
  const { path, method, parameters = [], requestBody } = operation
  const values = parameters.map((parameter) => ({ ...parameter, value: String(sampleOf(parameter)) }))
  const url = values.reduce((text, { name, value }) => text.replace(`{${name}}`, value), shownMock + path)
  const query = values.filter(({ in: place }) => place === 'query').map(({ name, value }) => [name, value])
  const search = query.length > 0 ? `?${new URLSearchParams(query)}` : ''
  const [sample] = examplesOf(requestBody)
  const body = JSON.stringify(sample?.[1].value)?.replaceAll("'", "'\\''")
  return [
    `curl -X ${method.toUpperCase()} '${url}${search}'`,
    `-H '${keyHeaderOf(document)}: any' -H 'prefer: code=${found.status}, example=${found.name}'`,
    ...(body === undefined ? [] : [`-H 'content-type: application/json' -d '${body}'`]),
  ].join(' \\\n  ')
}
