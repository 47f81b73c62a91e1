import { readFileSync, writeFileSync } from 'node:fs'

/** Makes the text of a section. Gets the word behind the name in the marker; it is empty where there is none. */
export type SectionWriter = (word: string) => string

const section = /(<!-- (?<name>\S+?)(?: (?<word>\S+))? -->\n)[\s\S]*?(<!-- end -->)/g

/**
 * Fills the sections of a Markdown file that stand between `<!-- name word -->` and `<!-- end -->`. With `--check` among
 * the arguments of the process it only compares, and fails on a difference.
 *
 * @throws when a marker names a section that nobody writes, or a writer has no section.
 */
export function fillSections(file: string, writers: Readonly<Record<string, SectionWriter>>): void {
  const before = readFileSync(file, 'utf8')
  const unwritten = new Set(Object.keys(writers))
  const after = before.replaceAll(
    section,
    (_, start: string, name: string, word: string | undefined, end: string) => {
      const write = writers[name]
      if (write === undefined) {
        throw new Error(
          `${file}: nothing writes the section ${name}; known: ${Object.keys(writers).join(', ')}`,
        )
      }
      unwritten.delete(name)
      return `${start}\n${write(word ?? '')}\n\n${end}`
    },
  )
  if (unwritten.size > 0) throw new Error(`${file}: there is no section ${[...unwritten].join(', ')}`)
  if (after === before) return
  if (!process.argv.includes('--check')) {
    writeFileSync(file, after)
    return
  }
  console.error(`${file} differs from what it is made of. Run: pnpm build`)
  process.exitCode = 1
}

/** A Markdown table. */
export function tableOf(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) =>
    `| ${cells.map((cell) => String(cell).replaceAll(/\s+/g, ' ').replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
