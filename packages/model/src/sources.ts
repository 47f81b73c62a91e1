import type { Provenance, Source } from './document.ts'

/** A source with the statements that come from it. */
export interface SourcedStatements {
  /** A word of the document's `x-sources`. */
  source: string
  /** What the source is. */
  title: string
  /** The address of the page, where there is one. */
  url: string | undefined
  /** Names of statements; none where the whole entry comes from it. */
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

/** The words of the sources of one statement of an entry. */
export function sourcesOfStatement(statement: string, provenance: Provenance): string[] {
  if (typeof provenance === 'string') return [provenance]
  return Object.entries(provenance).flatMap(([word, statements]) =>
    statements.includes(statement) ? [word] : [],
  )
}

/** The members of `x-error` that state something, in words. */
const statementWords: Readonly<Record<string, string>> = {
  actor: 'who acts',
  action: 'what to do',
}

/** A source in words. */
export interface DescribedSource {
  /** The statements that come from it, in words; empty where the whole entry does. */
  of: string
  /** What the source is. */
  what: string
  /** The address of the page, where there is one. */
  url: string | undefined
}

/** The sources of an entry in words. */
export function describedSourcesOf(
  provenance: Provenance | undefined,
  sources: Readonly<Record<string, Source>>,
): DescribedSource[] {
  return sourcesOf(provenance, sources).map(({ title, url, statements }) => ({
    of: statements.map((statement) => statementWords[statement] ?? statement).join(', '),
    what: title,
    url,
  }))
}

/** The sources of an entry in lines for a person: `Source of retry: Kaleyra's page for this endpoint`. */
export function sourceLinesOf(
  provenance: Provenance | undefined,
  sources: Readonly<Record<string, Source>>,
): string[] {
  return describedSourcesOf(provenance, sources).map(({ of, what, url }) => {
    const where = url === undefined ? what : `${what}, ${url}`
    return of === '' ? `Source: ${where}` : `Source of ${of}: ${where}`
  })
}
