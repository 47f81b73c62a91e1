// Proves the packed packages in fresh projects on every runtime, the document in other readers, and the repository on
// every Node that may start it. A word proves one part: `node` (the rows of Node), `readers`, `starts`. Without a word
// everything is proved. What was proved goes into the READMEs of this folder and of spec; `--check` only compares it. A part
// that was not proved whole leaves its section as it is.
import { join } from 'node:path'
import { fillSections, tableOf } from '../../packages/model/src/markdown.ts'
import { startDroppingServer } from './dropping-server.ts'
import { createProjects, installPackages, managers, type PackageName, packages, runIn } from './projects.ts'
import { type Reader, readers, readersSection } from './readers.ts'
import { type Proof, type Row, rows } from './rows.ts'
import { starts } from './starts.ts'

const root = join(import.meta.dirname, '../..')
const words = process.argv.slice(2).filter((word) => word !== '--check')
const isWanted = (part: string) => words.length === 0 || words.includes(part)
const failures: string[] = []
const skipped: string[] = []

if (isWanted('starts')) for (const start of starts()) await attempt(start.title, start.prove)
if (isWanted('readers')) for (const reader of readers()) await attemptReader(reader)
const table = isWanted('node') ? await proveRows() : undefined

if (failures.length > 0) {
  console.error(failures.join('\n\n'))
  process.exitCode = 1
} else {
  if (table !== undefined) console.log(`\n${table}`)
  if (words.length === 0 && table !== undefined)
    fillSections(join(root, 'compat/README.md'), { compat: () => table })
  if (isWanted('readers') && skipped.length === 0)
    fillSections(join(root, 'spec/README.md'), { readers: readersSection })
}

/** Proves a reader. Without its tools it is skipped on a person's machine, and has failed where CI is set. */
async function attemptReader({ title, missing, prove }: Reader): Promise<void> {
  if (missing.length === 0) return attempt(title, prove)
  const remedy = `${missing.join(' and ')} not found: install them and run this again`
  if (process.env['CI']) {
    console.log(`FAILED  ${title}`)
    failures.push(`${title}:\n${remedy}`)
    return
  }
  console.log(`SKIPPED ${title}: ${remedy}; the README of spec keeps its table`)
  skipped.push(title)
}

/** Runs a proof and says how it ended. */
async function attempt(title: string, prove: () => Promise<void>): Promise<void> {
  try {
    await prove()
    console.log(`passed  ${title}`)
  } catch (error) {
    console.log(`FAILED  ${title}`)
    failures.push(`${title}:\n${error instanceof Error ? error.message : error}`)
  }
}

/** Proves the rows of the table; gives the table. */
async function proveRows(): Promise<string> {
  const chosen = rows.filter(({ isNode }) => isNode || words.length === 0)
  using projects = createProjects()
  await installPackages(projects)
  const entry = join(projects.folderOf('mock', 'npm'), 'node_modules/@kaleyra-reactions/mock/dist/index.mjs')
  const { startMock } = await import(entry)
  const mock = await startMock()
  await using dropping = await startDroppingServer()
  const env = { KALEYRA_BASE_URL: mock.url, KALEYRA_DROPPING_URL: dropping.url }
  try {
    for (const row of chosen) {
      for (const proof of row.proofs) {
        for (const manager of managers) {
          const title = `${proof.package} on ${row.name}, ${proof.form}, installed by ${manager}`
          await attempt(title, () => expectPrinted(projects.folderOf(proof.package, manager), proof, env))
        }
      }
    }
  } finally {
    await mock.close()
  }
  const head = ['', ...packages]
  return tableOf(
    head,
    chosen.map((row) => [row.name, ...packages.map((name) => formsOf(row, name))]),
  )
}

/** Runs the commands of a proof; the last one has to print what the proof expects. */
async function expectPrinted(
  folder: string,
  { commands, prints }: Proof,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  let printed = ''
  for (const command of commands) printed = await runIn(folder, command, env)
  if (printed !== prints) throw new Error(`printed ${printed}`)
}

function formsOf({ proofs }: Row, name: PackageName): string {
  return proofs.flatMap((proof) => (proof.package === name ? proof.form : [])).join(', ')
}
