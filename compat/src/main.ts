// Proves the packed packages in fresh projects on every runtime, the document in other readers, and the repository on
// every Node that may start it. A word proves one part: `runtimes`, `node` (the runtimes that are Node), `readers`,
// `starts`. Without a word everything is proved. What was proved goes into the READMEs of this folder and of spec;
// `--check` only compares it. A part that was not proved whole leaves its section as it is.
import { join } from 'node:path'
import { fillSections, tableOf } from '../../packages/model/src/markdown.ts'
import { hasTool } from '../../packages/test-support/src/tools.ts'
import { startDroppingServer } from './dropping-server.ts'
import { createProjects, installPackages, type PackageName, packages, runIn } from './projects.ts'
import { readers, readersSection } from './readers.ts'
import { type Proof, type Row, rows } from './rows.ts'
import { starts } from './starts.ts'

const root = join(import.meta.dirname, '../..')
const words = process.argv.slice(2).filter((word) => word !== '--check')
const isWanted = (part: string) => words.length === 0 || words.includes(part)
const failures: string[] = []

if (isWanted('starts')) for (const start of starts()) await attempt(start.title, start.prove)
const areReadersProved = isWanted('readers') && (await proveReaders())
const areAllRowsWanted = isWanted('runtimes')
const table = areAllRowsWanted || isWanted('node') ? await proveRows() : undefined

if (failures.length > 0) {
  console.error(failures.join('\n\n'))
  process.exitCode = 1
} else {
  if (table !== undefined) console.log(`\n${table}`)
  if (areAllRowsWanted && table !== undefined)
    fillSections(join(root, 'compat/README.md'), { compat: () => table })
  if (areReadersProved) fillSections(join(root, 'spec/README.md'), { readers: readersSection })
}

/** Gives whether every reader was proved: without its tools it is skipped, or where CI is set, an error. */
async function proveReaders(): Promise<boolean> {
  let areAllProved = true
  for (const { title, missing, prove } of readers()) {
    if (hasTool(missing.length === 0, `${title}: install ${missing.join(' and ')}`))
      await attempt(title, prove)
    else areAllProved = false
  }
  return areAllProved
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
  const chosen = rows.filter(({ isNode }) => isNode || areAllRowsWanted)
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
        const title = `${proof.package} on ${row.name}, ${proof.form}`
        await attempt(title, () => expectPrinted(projects.folderOf(proof.package, 'npm'), proof, env))
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
