import type { CatalogueEntry, Content, OpenapiDocument } from '@kaleyra-reactions/model/document'
import { textMember } from '@kaleyra-reactions/model/member'
import { callbacksOf, examplesOf, operationsOf } from '@kaleyra-reactions/model/operations'
import { withFailures } from './failures.ts'
import { withoutReferences } from './references.ts'
import { addSamples } from './samples.ts'
import { withStrictResponses } from './strict.ts'

/** What is published of a document. */
export interface Bundles {
  /** The document with everything that is derived from what it says. */
  bundle: OpenapiDocument
  /** The same for validators: each response has to be exactly one of its cases. */
  strict: OpenapiDocument
}

/**
 * Makes what is published from a document in which the rules find no mistake.
 *
 * @param samples the folder of the code samples.
 * @throws when a callback that is made from another contradicts its schema.
 */
export function bundlesOf(document: OpenapiDocument, samples: string): Bundles {
  const bundle = withFailures(withoutReferences(document))
  addSamples(bundle, samples)
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
  return { bundle, strict: withStrictResponses(bundle) }
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
