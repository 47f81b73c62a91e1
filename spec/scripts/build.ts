// Lints and bundles the document: `build.ts [document] [folder]`. The folder is replaced only when everything is right.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { OpenapiDocument } from '@kaleyra-reactions/model/document'
import { stringify } from 'yaml'
import { bundlesOf } from './bundles.ts'

const [source = 'openapi.yaml', folder = 'dist'] = process.argv.slice(2)
const next = `${folder}.next`
const config = join(import.meta.dirname, '../../redocly.yaml')
const samples = join(import.meta.dirname, '../samples')

try {
  redocly('lint', source)
  mkdirSync(next, { recursive: true })
  redocly('bundle', source, '--output', join(next, 'openapi.json'))
  const bundled: OpenapiDocument = JSON.parse(readFileSync(join(next, 'openapi.json'), 'utf8'))
  const { bundle, strict } = bundlesOf(bundled, samples)
  writeFileSync(join(next, 'openapi.json'), `${JSON.stringify(bundle, null, 2)}\n`)
  writeFileSync(join(next, 'openapi.yaml'), yamlOf(bundle))
  writeFileSync(join(next, 'openapi.strict.yaml'), yamlOf(strict))
  rmSync(folder, { recursive: true, force: true })
  renameSync(next, folder)
} catch (error) {
  rmSync(next, { recursive: true, force: true })
  console.error(`${error instanceof Error ? error.message : error}\n${folder} was not changed.`)
  process.exitCode = 1
}

/** Redocly tells each mistake with its place, a few lines around it and the remedy; beside it, how long it took. */
function redocly(...words: string[]): void {
  const { status, stdout, stderr } = spawnSync('redocly', [...words, '--config', config], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error((stdout.trim() || stderr).trim())
}

function yamlOf(value: OpenapiDocument): string {
  return stringify(value, { aliasDuplicateObjects: false, lineWidth: 0 })
}
