import type { Provenance, Source } from './document.ts'

/** A source with the statements that come from it. */
export interface SourcedStatements {
  /** Its name in the document's `x-sources`. */
  source: string
  /** What the source is. */
  title: string
  /** The address of the page, if the source is one. */
  url: string | undefined
  /** The names of the statements; none if the whole entry comes from it. */
  statements: readonly string[]
}

/**
 * The sources of an entry, in the order in which the entry names them.
 *
 * @param sources the `x-sources` of the document.
 */
export function sourcesOf(
  provenance: Provenance | undefined,
  sources: Readonly<Record<string, Source>>,
): SourcedStatements[] {
  if (provenance === undefined) return []
  const words: Record<string, readonly string[]> =
    typeof provenance === 'string' ? { [provenance]: [] } : provenance
  return Object.entries(words).map(([source, statements]) => {
    const { title = source, url } = sources[source] ?? {}
    return { source, title, url, statements }
  })
}

/** Plain words for the members of `x-error` whose names need them. */
const statementWords: Readonly<Record<string, string>> = {
  meaning: 'what happened',
  causes: 'possible causes',
  actor: 'who acts',
  action: 'what to do',
}

/** The names of statements in words, with commas: `who acts, what to do`. */
export function statementsInWords(statements: readonly string[]): string {
  return statements.map((statement) => statementWords[statement] ?? statement).join(', ')
}

/** The sources of an entry in lines for a person: `Source (what to do): Kaleyra's page for this endpoint`. */
export function sourceLinesOf(
  provenance: Provenance | undefined,
  sources: Readonly<Record<string, Source>>,
): string[] {
  return sourcesOf(provenance, sources).map((source) => {
    const of = source.statements.length === 0 ? '' : ` (${statementsInWords(source.statements)})`
    return `Source${of}: ${sourceInWords(source)}`
  })
}

/** A source, with its address if it is a page. */
export function sourceInWords({ title, url }: SourcedStatements): string {
  return url === undefined ? title : `${title}, ${url}`
}
