import type { Provenance, Source } from './document.ts'

/** A source with the statements that it is behind. */
export interface SourcedStatements {
  /** A word of the document's `x-sources`. */
  source: string
  /** The address of the page, where there is one. */
  url: string | undefined
  /** Words that name the statements; none where the source is behind the whole entry. */
  statements: string[]
}

/** The sources of an entry, each once, in the order in which the entry names them. */
export function sourcesOf(provenance: Provenance | undefined): SourcedStatements[] {
  if (provenance === undefined) return []
  if (isSource(provenance)) return [{ ...partsOf(provenance), statements: [] }]
  const found: SourcedStatements[] = []
  for (const [statement, source] of Object.entries(provenance)) {
    const parts = partsOf(source)
    const known = found.find((other) => other.source === parts.source && other.url === parts.url)
    if (known === undefined) found.push({ ...parts, statements: [statement] })
    else known.statements.push(statement)
  }
  return found
}

/** Tells whether an entry has one source, not one for each statement. */
export function isSource(provenance: Provenance): provenance is Source {
  return typeof provenance === 'string' || typeof Reflect.get(provenance, 'url') === 'string'
}

/** The members of `x-error` that state something, in words. */
const statementWords: Readonly<Record<string, string>> = {
  actor: 'who acts',
  action: 'what to do',
  mayHaveBeenAccepted: 'whether it may have been accepted',
}

/** A source in words. */
export interface DescribedSource {
  /** The statements that it is behind, in words; empty where it is behind the whole entry. */
  of: string
  /** What the source is. */
  what: string
  /** The address of the page, where there is one. */
  url: string | undefined
}

/**
 * The sources of an entry in words.
 *
 * @param words what each word that names a source stands for.
 */
export function describedSourcesOf(
  provenance: Provenance | undefined,
  words: Readonly<Record<string, string>>,
): DescribedSource[] {
  return sourcesOf(provenance).map(({ source, url, statements }) => ({
    of: statements.map((statement) => statementWords[statement] ?? statement).join(', '),
    what: words[source] ?? source,
    url,
  }))
}

/** The sources of an entry in lines for a person: `Source of retry: Kaleyra's page for this endpoint`. */
export function sourceLinesOf(
  provenance: Provenance | undefined,
  words: Readonly<Record<string, string>>,
): string[] {
  return describedSourcesOf(provenance, words).map(({ of, what, url }) => {
    const where = url === undefined ? what : `${what}, ${url}`
    return of === '' ? `Source: ${where}` : `Source of ${of}: ${where}`
  })
}

function partsOf(source: Source): { source: string; url: string | undefined } {
  return typeof source === 'string' ? { source, url: undefined } : { source: source.source, url: source.url }
}
