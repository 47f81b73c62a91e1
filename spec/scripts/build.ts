// Lints and bundles the document: `build.ts [document] [folder]`. The folder is replaced only when everything is right.
import { spawnSync } from 'node:child_process'
import { readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { problemsOf } from '@kaleyra-reactions/model/problems'

const [document = 'openapi.yaml', folder = 'dist'] = process.argv.slice(2)
const next = `${folder}.next`
const config = join(import.meta.dirname, '../../redocly.yaml')

try {
  redocly('lint', document)
  redocly('bundle', document, '--output', join(next, 'openapi.yaml'))
  redocly('bundle', document, '--output', join(next, 'openapi.json'))
  const problems = problemsOf(JSON.parse(readFileSync(join(next, 'openapi.json'), 'utf8')))
  if (problems.length > 0) throw new Error(problems.map((problem) => `${document}: ${problem}`).join('\n'))
  rmSync(folder, { recursive: true, force: true })
  renameSync(next, folder)
} catch (error) {
  rmSync(next, { recursive: true, force: true })
  console.error(`${error instanceof Error ? error.message : error}\n${folder} is left as it was.`)
  process.exitCode = 1
}

function redocly(...command: string[]): void {
  const { status } = spawnSync('redocly', [...command, '--config', config], { stdio: 'inherit' })
  if (status !== 0) throw new Error(`${document}: redocly ${command[0]} failed, see above.`)
}
