import { responseCasesOf } from './cases.ts'
import type { CatalogueEntry, Content, OpenapiDocument } from './document.ts'
import { textMember } from './member.ts'
import { callbacksOf, examplesOf, operationsOf } from './operations.ts'
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
