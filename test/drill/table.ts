/** What came of a change of the document. */
export interface DrilledRow {
  change: string
  /** What became of it, in a few words. */
  result: string
  milliseconds: number
}

/** The rows as a table for a terminal. */
export function tableOfRows(rows: readonly DrilledRow[]): string {
  const width = Math.max(...rows.map(({ change }) => change.length))
  const lines = rows.map(
    ({ change, result, milliseconds }) =>
      `${change.padEnd(width)}  ${String(milliseconds.toFixed(0)).padStart(5)} ms  ${result}`,
  )
  return lines.join('\n')
}
