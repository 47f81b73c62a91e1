// Proves the packed packages in fresh projects: every row, or those of Node with the word `node`. Every row done, the
// table goes into the README of the root; `--check` only compares it.
import { join } from 'node:path'
import { fillRegions, tableOf } from '../../spec/src/regions.ts'
import { createProjects, installPackages, managers, packages, runIn } from './projects.ts'
import { type Proof, type Row, rows } from './rows.ts'

const isPart = process.argv.includes('node')
const chosen = rows.filter(({ isNode }) => isNode || !isPart)
const failures: string[] = []

using projects = createProjects()
await installPackages(projects)
const entry = join(projects.folderOf('mock', 'npm'), 'node_modules/@kaleyra-reactions/mock/dist/index.mjs')
const { startMock } = await import(entry)
const mock = await startMock()
try {
  for (const row of chosen) for (const proof of row.proofs) await prove(row, proof)
} finally {
  await mock.close()
}

const table = tableOf(
  ['', ...packages],
  chosen.map(({ name, proofs }) => [
    name,
    ...packages.map((wanted) =>
      proofs.flatMap((proof) => (proof.package === wanted ? proof.form : [])).join(', '),
    ),
  ]),
)
if (failures.length > 0) {
  console.error(failures.join('\n\n'))
  process.exitCode = 1
} else {
  console.log(`\n${table}`)
  if (!isPart) fillRegions(join(import.meta.dirname, '../../README.md'), { compat: () => table })
}

async function prove({ name }: Row, proof: Proof): Promise<void> {
  for (const manager of managers) {
    const title = `${proof.package} on ${name}, ${proof.form}, installed by ${manager}`
    try {
      const printed = await received(projects.folderOf(proof.package, manager), proof)
      if (printed !== proof.prints) throw new Error(`printed ${printed}`)
      console.log(`passed  ${title}`)
    } catch (error) {
      console.log(`FAILED  ${title}`)
      failures.push(`${title}:\n${error instanceof Error ? error.message : error}`)
    }
  }
}

async function received(folder: string, { commands }: Proof): Promise<string> {
  let printed = ''
  for (const command of commands) printed = await runIn(folder, command, { KALEYRA_BASE_URL: mock.url })
  return printed
}
