import type { Provenance } from '@kaleyra-reactions/model/document'
import { sourcesOf, statementsInWords } from '@kaleyra-reactions/model/sources'
import { model } from './site.ts'

/** Where an entry comes from, in one quiet line; `undefined` where the entry does not say. */
export function sourceLine(...provenances: (Provenance | undefined)[]): string | undefined {
  const named = new Set<string>()
  for (const provenance of provenances)
    for (const { source, title, url, statements } of sourcesOf(provenance, model.sources)) {
      const { read } = model.sources[source] ?? {}
      const page = url === undefined ? title : `[${title}](${url})`
      const date = read === undefined ? '' : `, read on ${read}`
      const of = statements.length === 0 ? '' : ` (${statementsInWords(statements)})`
      named.add(page + date + of)
    }
  return named.size === 0 ? undefined : `*Source: ${[...named].join('; ')}*`
}
