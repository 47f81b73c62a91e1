import { readFileSync } from 'node:fs'
import {
  type Case,
  casesOf,
  type Example,
  examplesOf,
  type OpenapiDocument,
  operationsOf,
} from '@kaleyra-reactions/spec/cases'
import bundled from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }
import { problemsOf, validatorAt } from '@kaleyra-reactions/spec/problems'
import { parse } from 'yaml'
import type { Answer } from './engine.ts'

/** The document, checked, with what the mock reads from it. */
export interface Contract {
  document: OpenapiDocument
  /** Every documented answer, and every callback that reports a failure, by the name of its example. */
  cases: ReadonlyMap<string, Case>
  /** The callbacks of an accepted call. */
  callbacks: readonly CallbackExample[]
  /** What in the body of a callback contradicts its schema, each with its place. */
  checkCallback(body: unknown): string[]
}

/** A callback as the document shows it, with its name and who says that it looks like this. */
export type CallbackExample = [name: string, example: Example]

/**
 * Reads and checks a document; without `file`, the one of this package.
 *
 * @throws when the file cannot be read, or holds a schema that does not compile, an example that contradicts its schema,
 * or a name given twice: each with its place.
 */
export function readContract(file?: string): Contract {
  const document = file === undefined ? structuredClone<OpenapiDocument>(bundled) : read(file)
  const problems = problemsOf(document)
  if (problems.length > 0) throw new Error(`The document cannot be trusted:\n${problems.join('\n')}`)
  const cases = new Map(casesOf(document).map((each) => [each.name, each]))
  return { document, cases, ...callbacksOf(document) }
}

/** Name of the documented answer that an answer is, matched as clients do: by status, code and the key inside `error`. */
export function caseOf({ cases }: Contract, { status, body }: Answer): string | undefined {
  const { code, error } = Object(body)
  return [...cases.values()].find(
    (each) => each.status === status && each.code === code && (!each.key || each.key in Object(error)),
  )?.name
}

/** The operations that a path belongs to: their methods, and the values of the path's parameters. */
export function operationsAt(
  path: string,
  { document }: Contract,
): { method: string; parameters: Record<string, string> }[] {
  return operationsOf(document).flatMap(({ path: template, method }) => {
    const pattern = template.replaceAll(/\{([^}]+)\}/g, '(?<$1>[^/]+)')
    const match = new RegExp(`^${pattern}$`).exec(path)
    return match ? [{ method: method.toUpperCase(), parameters: { ...match.groups } }] : []
  })
}

function read(file: string): OpenapiDocument {
  try {
    const document = Object(parse(readFileSync(file, 'utf8')))
    const parts = [document.paths, document.components?.schemas]
    if (parts.every((part) => part instanceof Object)) return document
    throw new Error('it has no paths or no schemas')
  } catch (error) {
    throw new Error(`The document ${file} cannot be read: ${Object(error).message}`)
  }
}

/** The examples of the first webhook that reports failures. */
function callbacksOf(document: OpenapiDocument): Pick<Contract, 'callbacks' | 'checkCallback'> {
  const found = Object.entries(document.webhooks ?? {}).find(([, { post }]) =>
    examplesOf(post?.requestBody).some(([, example]) => example['x-error']),
  )
  if (found === undefined) return { callbacks: [], checkCallback: () => [] }
  const [webhook, { post }] = found
  const place = `/webhooks/${webhook}/post/requestBody/content/application~1json/schema`
  const source = post?.['x-source'] ?? 'assumption'
  const callbacks = examplesOf(post?.requestBody).map(
    ([name, example]): CallbackExample => [name, { 'x-source': source, ...example }],
  )
  return { callbacks, checkCallback: validatorAt(document, place) }
}
