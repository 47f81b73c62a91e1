import { readFileSync } from 'node:fs'
import {
  type Case,
  casesOf,
  examplesOf,
  type OpenapiDocument,
  operationsOf,
} from '@kaleyra-reactions/spec/cases'
import bundled from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }
import { problemsOf, validatorAt } from '@kaleyra-reactions/spec/problems'
import { parse } from 'yaml'

/** The document, checked, with what the mock reads from it. */
export interface Contract {
  document: OpenapiDocument
  /** Every documented answer, and every callback that reports a failure, by the name of its example. */
  cases: ReadonlyMap<string, Case>
  /** The callbacks of an accepted call by name. */
  callbacks: ReadonlyMap<string, CallbackExample>
  /** The callback of an accepted call that did not fail. */
  accepted: CallbackExample | undefined
  /** Name of the documented answer that an answer is. */
  caseOf(answer: { status: number; body: unknown }): string | undefined
  /** The operation that a path belongs to, with the values of its parameters. */
  find(path: string): { methods: string[]; parameters: Record<string, string> } | undefined
}

/** A callback as the document shows it. */
export interface CallbackExample {
  name: string
  value: unknown
  /** Who says that it looks like this: page, vendor, meta or assumption. */
  source: string
  /** What in a body contradicts its schema, each with its place. */
  check(body: unknown): string[]
}

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
  const callbacks = callbacksOf(document)
  return {
    document,
    cases,
    callbacks: new Map(callbacks.map((each) => [each.name, each])),
    accepted: callbacks.find(({ name }) => !cases.has(name)),
    caseOf: (answer) => [...cases.values()].find((each) => isCase(answer, each))?.name,
    find: (path) => findOperations(document, path),
  }
}

function read(file: string): OpenapiDocument {
  try {
    const document: unknown = parse(readFileSync(file, 'utf8'))
    if (isDocument(document)) return document
    throw new Error('it has no paths or no schemas')
  } catch (error) {
    throw new Error(`The document ${file} cannot be read: ${Object(error).message}`)
  }
}

function isDocument(value: unknown): value is OpenapiDocument {
  const { paths, components } = Object(value)
  return [paths, components?.schemas].every((part) => typeof part === 'object' && part !== null)
}

/** Matched as clients do: by status, code and the key inside `error`. */
function isCase({ status, body }: { status: number; body: unknown }, expected: Case): boolean {
  const { code, error } = Object(body)
  const { key, code: expectedCode } = expected
  return status === expected.status && code === expectedCode && (key === undefined || key in Object(error))
}

/** The examples of the first webhook that reports failures. */
function callbacksOf(document: OpenapiDocument): CallbackExample[] {
  const found = Object.entries(document.webhooks ?? {}).find(([, { post }]) =>
    examplesOf(post?.requestBody).some(([, example]) => example['x-error']),
  )
  if (found === undefined) return []
  const [webhook, { post }] = found
  const place = `/webhooks/${webhook}/post/requestBody/content/application~1json/schema`
  const check = validatorAt(document, place)
  const ofAll = post?.['x-source'] ?? 'assumption'
  return examplesOf(post?.requestBody).map(([name, { value, 'x-source': source = ofAll }]) => ({
    name,
    value,
    source,
    check,
  }))
}

function findOperations(document: OpenapiDocument, path: string): ReturnType<Contract['find']> {
  const found = operationsOf(document).flatMap((operation) => {
    const pattern = operation.path.replaceAll(/\{([^}]+)\}/g, '(?<$1>[^/]+)')
    const match = new RegExp(`^${pattern}$`).exec(path)
    return match ? [{ method: operation.method.toUpperCase(), parameters: { ...match.groups } }] : []
  })
  const [first] = found
  return first && { methods: found.map(({ method }) => method), parameters: first.parameters }
}
