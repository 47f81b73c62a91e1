import { responseCasesOf } from './cases.ts'
import type { CatalogueEntry, Content, OpenapiDocument } from './document.ts'
import { member, textMember } from './member.ts'
import { callbacksOf, examplesOf, type NamedExample, operationsOf } from './operations.ts'
import { withStrictResponses } from './strict.ts'

/** What is published of a document. */
export interface Bundles {
  /** The document in which every tool shows what is known of an error, and the codes of a status. */
  bundle: OpenapiDocument
  /** The same for validators: each response has to be exactly one of its cases. */
  strict: OpenapiDocument
}

/** Makes what is published from a document whose references to files are resolved. */
export function bundlesOf(document: OpenapiDocument): Bundles {
  const bundle = structuredClone(document)
  const contents = [...operationsOf(bundle), ...callbacksOf(bundle)].flatMap(
    ({ requestBody, responses }): (Content | undefined)[] => [requestBody, ...Object.values(responses)],
  )
  for (const { example } of contents.flatMap((content) => examplesOf(content))) {
    const { 'x-error': error } = example
    if (error !== undefined) example.description = descriptionOf(error)
  }
  for (const response of operationsOf(bundle).flatMap(({ responses }) => Object.values(responses))) {
    const codes = examplesOf(response).flatMap(({ example }) => textMember(example.value, 'code') ?? [])
    if (codes.length > 0) response.description = `${response.description}: ${[...new Set(codes)].join(', ')}.`
  }
  return { bundle, strict: withStrictResponses(bundle, responseCasesOf(bundle)) }
}

/** A failure of Meta's differs from others in its code and its title alone: its callback is made from the first one. */
export function fillFailures(document: OpenapiDocument): void {
  for (const { requestBody } of callbacksOf(document)) fillFrom(examplesOf(requestBody))
}

function fillFrom(examples: readonly NamedExample[]): void {
  const failures = examples
    .map(({ example }) => example)
    .filter(({ 'x-error': error }) => error !== undefined)
  const model = failures.find(({ value }) => value !== undefined)
  const modelCode = model?.['x-error']?.code
  for (const failure of failures) {
    const { code, title } = failure['x-error'] ?? {}
    if (failure.value !== undefined || model === undefined || code === undefined) continue
    const { 'x-source': source } = model
    failure.value = withError(model.value, modelCode, { code, title })
    if (source !== undefined) failure['x-source'] ??= source
  }
}

/** A callback in which the error of one code is replaced by another. */
function withError(
  node: unknown,
  modelCode: string | undefined,
  error: { code: string; title?: string | undefined },
): unknown {
  if (Array.isArray(node)) return node.map((each) => withError(each, modelCode, error))
  if (typeof node !== 'object' || node === null) return node
  const { code, title } = error
  const own = member(node, 'code')
  if (String(own) === modelCode)
    return { code: typeof own === 'number' ? Number(code) : code, title, message: title }
  return Object.fromEntries(
    Object.entries(node).map(([name, child]) => [name, withError(child, modelCode, error)]),
  )
}

/** What is known of an error, in Markdown: most tools show the description of an example and no extension. */
function descriptionOf({ meaning, note, causes = [], actor, action, retry }: CatalogueEntry): string {
  const paragraphs = [
    [meaning, note].filter((text) => text !== undefined).join(' '),
    causes.map((cause) => `- ${cause}`).join('\n'),
    `**Who acts:** ${actor}`,
    `**What to do:** ${action}`,
    `**Retry:** ${retry.advice}`,
  ]
  return paragraphs.filter((text) => text !== '').join('\n\n')
}
