import type { Limit } from './limits.ts'
import type { Figures } from './rounds.ts'

const number = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 })

/** One table, a row a peer. The first figure is followed by its ratio to bare fetch, unless told otherwise. */
export function printTable(title: string, figures: Figures, hasRatio = true): void {
  const base = Object.values(figures.fetch ?? {})[0] ?? Number.NaN
  const rows = Object.entries(figures).map(([peer, row]) => {
    const [first = Number.NaN, ...others] = Object.values(row)
    const ratio = hasRatio ? [`${number.format(first / base)} ×`] : []
    return [peer, number.format(first), ...ratio, ...others.map((value) => number.format(value))]
  })
  const [first = '', ...others] = Object.keys(figures.fetch ?? {})
  console.log(`\n${title}\n`)
  printRows([['', first, ...(hasRatio ? ['to fetch'] : []), ...others], ...rows])
}

/** What was promised and what this run says, a line each. */
export function printLimits(limits: Limit[]): void {
  console.log('\nLimits of our client\n')
  printRows([
    ['', 'figure', 'limit', ''],
    ...limits.map(({ claim, figure, limit, isHeld }) => [
      claim,
      number.format(figure),
      number.format(limit),
      isHeld ? 'held' : 'MISSED',
    ]),
  ])
}

function printRows(rows: string[][]): void {
  const widths = (rows[0] ?? []).map((_, index) => Math.max(...rows.map((row) => (row[index] ?? '').length)))
  for (const row of rows) {
    const cells = row.map((cell, index) => {
      const width = widths[index] ?? 0
      return index === 0 ? cell.padEnd(width) : cell.padStart(width)
    })
    console.log(`  ${cells.join('  ')}`)
  }
}
