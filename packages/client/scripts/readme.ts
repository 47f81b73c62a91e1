// Fills the marked regions of README.md from the document and the examples. `--check` only compares.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { errorCasesOf } from '@kaleyra-reactions/spec/cases'
import document from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }

const folder = join(import.meta.dirname, '..')
const file = join(folder, 'README.md')
const before = readFileSync(file, 'utf8')
const after = before.replace(
  /(<!-- (\S+?)(?: (\S+))? -->\n)[\s\S]*?(<!-- end -->)/g,
  (_, start: string, kind: string, name: string | undefined, end: string) =>
    `${start}\n${kind === 'errors' ? errorTable() : exampleOf(name ?? '')}\n${end}`,
)

if (process.argv.includes('--check')) {
  if (after === before) process.exit(0)
  console.error('readme: README.md differs from the document or the examples. Run: npx -y pnpm@12.21.0 build')
  process.exit(1)
}
if (after !== before) writeFileSync(file, after)

function errorTable(): string {
  const rows = errorCasesOf(document).flatMap(({ channel, name, status, code, meaning, error }) =>
    channel === 'callback'
      ? []
      : [
          `| \`${name}\` | ${status} | \`${code}\` | ${inline(meaning)} | ${inline(error.actor)} | ${inline(error.action)} |`,
        ],
  )
  return [
    '| reason | status | code | meaning | who acts | what to do |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ]
    .join('\n')
    .concat('\n')
}

function exampleOf(name: string): string {
  return `\`\`\`ts\n${readFileSync(join(folder, 'examples', name), 'utf8').trim()}\n\`\`\`\n`
}

function inline(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|')
}
