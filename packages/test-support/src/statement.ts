/** One statement of Kaleyra's page and the place in the document that carries it. */
export interface Statement {
  /** The place on Kaleyra's page: section and row. */
  row: string
  /** JSON pointer into the bundled document. */
  at: string
  /** What stands there: a text that contains this one or matches, or exactly this value. */
  shows: unknown
}
