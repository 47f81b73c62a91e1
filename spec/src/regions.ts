import { readFileSync, writeFileSync } from 'node:fs'

/** Makes the text of a region; gets the word behind the region's name, where there is one. */
export type RegionWriter = (word: string) => string

/**
 * Fills the regions of a Markdown file that stand between `<!-- name word -->` and `<!-- end -->`. With `--check` among
 * the arguments of the process it only compares, and fails on a difference.
 */
export function fillRegions(file: string, writers: Record<string, RegionWriter>): void {
  const before = readFileSync(file, 'utf8')
  const after = before.replace(
    /(<!-- (\S+?)(?: (\S+))? -->\n)[\s\S]*?(<!-- end -->)/g,
    (_, start: string, name: string, word: string | undefined, end: string) =>
      `${start}\n${writers[name]?.(word ?? '')}\n\n${end}`,
  )
  if (after === before) return
  if (!process.argv.includes('--check')) {
    writeFileSync(file, after)
    return
  }
  console.error(`${file} differs from what it is made of. Run: npx -y pnpm@12.21.0 build`)
  process.exitCode = 1
}

/** A Markdown table. */
export function tableOf(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) =>
    `| ${cells.map((cell) => String(cell).replaceAll(/\s+/g, ' ').replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
