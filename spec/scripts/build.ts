// Lints and bundles the document: `build.ts [document] [folder]`. The folder is replaced only when everything is right.
import { spawnSync } from 'node:child_process'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundlesOf } from '@kaleyra-reactions/model/bundle'
import type { OpenapiDocument } from '@kaleyra-reactions/model/document'
import { readDocument } from '@kaleyra-reactions/model/read'
import { stringify } from 'yaml'
import { lineOf } from './line-of.ts'
import { addSamples } from './samples.ts'

const [source = 'openapi.yaml', folder = 'dist'] = process.argv.slice(2)
const next = `${folder}.next`
const config = join(import.meta.dirname, '../../redocly.yaml')
const samples = join(import.meta.dirname, '../samples')
const extensions: object = JSON.parse(
  readFileSync(join(import.meta.dirname, '../extensions.schema.json'), 'utf8'),
)

try {
  redocly('lint', source)
  redocly('bundle', source, '--output', join(next, 'openapi.json'))
  const bundled: OpenapiDocument = JSON.parse(readFileSync(join(next, 'openapi.json'), 'utf8'))
  const read = readDocument(bundled, extensions)
  if (read.problems.length > 0) throw new Error(read.problems.map(told).join('\n'))
  addSamples(read.document, samples)
  const { bundle, strict } = bundlesOf(read.document)
  writeFileSync(join(next, 'openapi.json'), `${JSON.stringify(bundle, null, 2)}\n`)
  writeFileSync(join(next, 'openapi.yaml'), yamlOf(bundle))
  writeFileSync(join(next, 'openapi.strict.yaml'), yamlOf(strict))
  rmSync(folder, { recursive: true, force: true })
  renameSync(next, folder)
} catch (error) {
  rmSync(next, { recursive: true, force: true })
  console.error(`${error instanceof Error ? error.message : error}\n${folder} is left as it was.`)
  process.exitCode = 1
}

function redocly(...words: string[]): void {
  const { status } = spawnSync('redocly', [...words, '--config', config], { stdio: 'inherit' })
  if (status !== 0) throw new Error(`${source}: redocly ${words[0]} failed, see above.`)
}

function told({ pointer, problem }: { pointer: string; problem: string }): string {
  return `${source}:${lineOf(readFileSync(source, 'utf8'), pointer)}: ${pointer} ${problem}`
}

function yamlOf(value: OpenapiDocument): string {
  return stringify(value, { aliasDuplicateObjects: false, lineWidth: 0 })
}
