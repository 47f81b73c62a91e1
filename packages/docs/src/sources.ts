import type { Provenance, Source } from '@kaleyra-reactions/model/document'
import { sourcesOf, statementsInWords } from '@kaleyra-reactions/model/sources'
import { model } from './site.ts'

/** Where an entry comes from, in one quiet line; `undefined` where the entry does not say. */
export function sourceLine(...provenances: (Provenance | undefined)[]): string | undefined {
  const named = new Set<string>()
  for (const provenance of provenances)
    for (const { source, title, statements } of sourcesOf(provenance, model.sources)) {
      const of = statements.length === 0 ? '' : ` (${statementsInWords(statements)})`
      named.add(sourceInMarkdown(model.sources[source] ?? { title }) + of)
    }
  return named.size === 0 ? undefined : `*Source: ${[...named].join('; ')}*`
}

/** A source with its address, and the day on which it was read. */
export function sourceInMarkdown({ title, url, read }: Source): string {
  return `${url === undefined ? title : `[${title}](${url})`}${read === undefined ? '' : `, read on ${read}`}`
}
