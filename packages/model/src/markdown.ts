import { readFileSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'

const section = /(<!-- (?<name>\S+?)(?: (?<word>\S+))? -->\n)[\s\S]*?(<!-- end -->)/g

/**
 * Fills the sections between `<!-- name word -->` and `<!-- end -->` in a Markdown file. If the process has the argument
 * `--check`, it only compares, and fails on a difference.
 *
 * @param writers make the text of a section, each from the word in its marker, or from an empty string.
 * @throws if a section has no writer, or a writer has no section.
 */
export function fillSections(
  file: string,
  writers: Readonly<Record<string, (word: string) => string>>,
): void {
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
      // Escaped, since a marker in the text would end the section.
      const text = write(word ?? '').replaceAll('<!--', '&lt;!--')
      return `${start}\n${text}\n\n${end}`
    },
  )
  if (unwritten.size > 0) throw new Error(`${file}: there is no section ${[...unwritten].join(', ')}`)
  writeOrCompare(file, after)
}

/** Writes a file. If the process has the argument `--check`, it only compares, and fails on a difference. */
export function writeOrCompare(file: string, text: string): void {
  if (readFileSync(file, 'utf8') === text) return
  if (!process.argv.includes('--check')) {
    writeFileSync(file, text)
    return
  }
  console.error(`${file} is out of date. Run: pnpm build`)
  process.exitCode = 1
}

/** A writer of sections that shows the files of a folder as blocks of code. */
export function examplesIn(folder: string): (name: string) => string {
  return (name) =>
    `\`\`\`${extname(name).replace(/\.m?/, '')}\n${readFileSync(join(folder, name), 'utf8').trim()}\n\`\`\``
}

/** A Markdown table (GitHub Flavored Markdown, 4.10). A pipe in a cell is escaped, and so are the backslashes before it. */
export function tableOf(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cellOf = (value: string | number) =>
    String(value)
      .replaceAll(/\s+/g, ' ')
      .replaceAll(/(\\*)\|/g, '$1$1\\|')
  const line = (cells: readonly (string | number)[]) => `| ${cells.map(cellOf).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
