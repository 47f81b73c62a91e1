import {
  type ErrorCase,
  errorCasesOf,
  examplesOf,
  operationsOf,
  sampleOf,
  sampleReactionOf,
} from '@kaleyra-reactions/spec/cases'
import { document } from './document.ts'
import { type Output, runCli, runClient, shownMock } from './output.ts'

/** Everything that the page of an error shows. */
export interface ErrorPage extends ErrorCase {
  isCallback: boolean
  /** Who is behind the claim, in the document's words. */
  source: string
  /** The exact answer, or the exact callback. */
  exact: string
  /** Where the reference shows its answer or callback. */
  place: string
  /** A call that makes the mock answer so; a callback has none. */
  curl: string | undefined
  /** What was seen when the client met it; only what `sendReaction` can meet. */
  client: Output | undefined
  /** What was seen when the CLI met it, or explained it. */
  cli: Output
}

type PlacedOperation = ReturnType<typeof operationsOf>[number]

const { to, emoji } = sampleReactionOf(document)
const calls: PlacedOperation[] = operationsOf(document)
const callbacks: PlacedOperation[] = operationsOf({ ...document, paths: document.webhooks ?? {} })

/** Reads the errors from the document and meets each of them at the mock. */
export function readErrorPages(mockUrl: string): Promise<ErrorPage[]> {
  return Promise.all(
    errorCasesOf(document).map(async (found): Promise<ErrorPage> => {
      const { name, channel, operationId, status, error, body } = found
      const operation = [...calls, ...callbacks].find((other) => other.operationId === operationId)
      const route = routeOf(operation)
      const isCallback = channel === 'callback'
      const isSent = operationId === 'sendReaction'
      const words = isSent ? `send --to ${to} --message-id wamid.${name} ${emoji}` : `explain ${name}`
      return {
        ...found,
        isCallback,
        source: document['x-sources'][error['x-source']] ?? error['x-source'],
        exact: JSON.stringify(body, null, 2),
        place: isCallback ? route : `${route}#${route}/response&c=${status}/body`,
        curl: isCallback ? undefined : curlOf(found),
        client: isSent || isCallback ? await runClient(found, mockUrl) : undefined,
        cli: await runCli(found, words, mockUrl),
      }
    }),
  )
}

/** The route that Redoc gives an operation: its tag and its id. */
export function routeOf({ tags = [], operationId = '' }: Partial<PlacedOperation> = {}): string {
  return [tags[0] ?? '', operationId]
    .map((part) => part.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'))
    .join('/')
}

/** A call with the document's sample values that asks the mock for the case. */
function curlOf({ name, status, operationId }: ErrorCase): string {
  const {
    path = '',
    method = '',
    parameters = [],
    requestBody,
  } = calls.find((operation) => operation.operationId === operationId) ?? {}
  const values = new Map(parameters.map((parameter) => [parameter.name, String(sampleOf(parameter))]))
  const query = parameters.flatMap(({ name: key, in: place }) =>
    place === 'query' ? [[key, values.get(key) ?? '']] : [],
  )
  const target = path.replaceAll(/{(\w+)}/g, (_, key: string) => values.get(key) ?? '')
  const search = query.length > 0 ? `?${new URLSearchParams(query)}` : ''
  const [sample] = examplesOf(requestBody)
  return [
    `curl -X ${method.toUpperCase()} '${shownMock}${target}${search}'`,
    `-H 'api-key: any' -H 'prefer: code=${status}, example=${name}'`,
    ...(sample ? [`-H 'content-type: application/json' -d '${JSON.stringify(sample[1].value)}'`] : []),
  ].join(' \\\n  ')
}
