import { readFileSync } from 'node:fs'
import { type Case, casesOf } from '@kaleyra-reactions/model/cases'
import type { OpenapiDocument } from '@kaleyra-reactions/model/document'
import { isCase } from '@kaleyra-reactions/model/matching'
import { member } from '@kaleyra-reactions/model/member'
import { callbacksOf, examplesOf, type NamedExample, operationsOf } from '@kaleyra-reactions/model/operations'
import { matchPath } from '@kaleyra-reactions/model/path-template'
import { problemText } from '@kaleyra-reactions/model/problem'
import { problemsOf, validatorAt } from '@kaleyra-reactions/model/problems'
import { sourcesOf } from '@kaleyra-reactions/model/sources'
import bundled from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }
import { parse } from 'yaml'
import type { MockResponse } from './exchange.ts'

/** The document, checked, with what the mock reads from it. */
export interface Contract {
  document: OpenapiDocument
  /** Every documented response, and every callback that reports a failure, by the name of its example. */
  cases: ReadonlyMap<string, Case>
  /** The callbacks that may follow an accepted call. */
  callbacks: readonly CallbackExample[]
  /** Lists where the body of a callback contradicts its schema: place and reason. */
  checkCallback(body: unknown): string[]
}

/** A callback as the document shows it. */
export interface CallbackExample extends NamedExample {
  /** Where the document has it from: page, vendor, meta or assumption. */
  source: string
}

/** An operation that a path belongs to. */
export interface MatchedOperation {
  /** In upper case. */
  method: string
  /** The values of the path's parameters, as the path writes them. */
  parameters: Record<string, string>
}

/**
 * Reads and checks a document. Without `file` it is the document of this package.
 *
 * @throws when the file cannot be read. Also when a schema does not compile, an example contradicts its schema, or a case
 * name is given twice: the message names each place.
 */
export function readContract(file?: string): Contract {
  const document = file === undefined ? structuredClone<OpenapiDocument>(bundled) : readDocument(file)
  const problems = problemsOf(document)
  if (problems.length > 0)
    throw new Error(`The document cannot be trusted:\n${problems.map(problemText).join('\n')}`)
  const cases = new Map(casesOf(document).map((each) => [each.name, each]))
  return { document, cases, ...readCallbacks(document) }
}

/** The name of the documented case that a response is; `undefined` where the document has no such case. */
export function caseOf({ cases }: Contract, { status, body }: MockResponse): string | undefined {
  return [...cases.values()].find((each) => isCase(each, status, body))?.name
}

/** The operations that a path belongs to. */
export function operationsAt(path: string, { document }: Contract): MatchedOperation[] {
  return operationsOf(document).flatMap(({ path: template, method }) => {
    const parameters = matchPath(template, path)
    return parameters === undefined ? [] : [{ method: method.toUpperCase(), parameters }]
  })
}

function readDocument(file: string): OpenapiDocument {
  try {
    const document: unknown = parse(readFileSync(file, 'utf8'))
    if (isDocument(document)) return document
    throw new Error('it has no paths or no schemas')
  } catch (error) {
    const reason = error instanceof Error ? error.message : error
    throw new Error(`The document ${file} cannot be read: ${reason}`)
  }
}

function isDocument(value: unknown): value is OpenapiDocument {
  const parts = [member(value, 'paths'), member(member(value, 'components'), 'schemas')]
  return parts.every((part) => typeof part === 'object' && part !== null)
}

/** The examples of the first webhook that reports failures, and the check of its body. */
function readCallbacks(document: OpenapiDocument): Pick<Contract, 'callbacks' | 'checkCallback'> {
  const webhook = callbacksOf(document).find(({ requestBody }) =>
    examplesOf(requestBody).some(({ example }) => example['x-error'] !== undefined),
  )
  if (webhook === undefined) return { callbacks: [], checkCallback: () => [] }
  const place = `/webhooks/${webhook.path}/${webhook.method}/requestBody/content/application~1json/schema`
  const callbacks = examplesOf(webhook.requestBody).map(({ name, example }): CallbackExample => {
    const [source] = sourcesOf(example['x-source'] ?? webhook['x-source'])
    return { name, example, source: source?.source ?? 'assumption' }
  })
  return { callbacks, checkCallback: validatorAt(document, place) }
}
