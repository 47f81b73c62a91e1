// Writes src/generated from the document, where its inputs have changed. `--check` always regenerates, writes nothing,
// and fails on a difference.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import type { OpenapiDocument } from '@kaleyra-reactions/model/document'
import { modelOf } from '@kaleyra-reactions/model/model'
import {
  addHandWrittenFiles,
  filesOf,
  generate,
  generatedIn,
  generatorSettings,
  takenNamesIn,
  templates,
  typeErrorsOf,
} from './generation.ts'
import { generatorDocumentOf } from './generator-document.ts'

const packageFolder = join(import.meta.dirname, '..')
const generated = generatedIn(packageFolder)
const documentFile = join(packageFolder, 'node_modules/@kaleyra-reactions/spec/dist/openapi.json')
const isCheck = process.argv.includes('--check')

try {
  const bundled: OpenapiDocument = JSON.parse(readFileSync(documentFile, 'utf8'))
  const document = JSON.stringify(
    generatorDocumentOf(modelOf(bundled), Object.keys(bundled.components.schemas)),
  )
  const marker = markerFor(document)
  const isCurrent =
    filesOf(generated).length > 0 && filesOf(generated).every((file) => textOf(file).startsWith(marker))
  if (isCheck) withGenerated(document, marker, compare)
  else if (isCurrent) console.log('generate: inputs unchanged, src/generated is current')
  else withGenerated(document, marker, replace)
} catch (error) {
  console.error(`generate: ${error instanceof Error ? error.message : error}`)
  process.exitCode = 1
}

/** The first line of each generated file: it tells whether the inputs have changed. */
function markerFor(document: string): string {
  const hash = createHash('sha256').update(document)
  const scripts = filesOf(import.meta.dirname).filter((file) => !file.endsWith('readme.ts'))
  for (const file of [generatorSettings, ...filesOf(templates), ...scripts])
    hash.update('\0').update(textOf(file))
  return `// Generated from the OpenAPI document; do not edit. Inputs: ${hash.digest('hex').slice(0, 16)}\n`
}

/** Generates into a scratch folder, so that a failure leaves the old files whole. */
function withGenerated(document: string, marker: string, use: (output: string) => void): void {
  if (!hasJava()) return
  const folder = mkdtempSync(join(tmpdir(), 'kaleyra-generate-'))
  try {
    generate([{ document, folder }])
    const output = generatedIn(folder)
    for (const file of filesOf(output)) writeFileSync(file, marker + textOf(file))
    const taken = takenNamesIn(folder)
    if (taken.length > 0)
      fail(`the client has ${taken.join(', ')} already; rename the operation or the schema of that name`)
    addHandWrittenFiles(folder)
    const errors = typeErrorsOf(filesOf(output), folder)
    if (errors !== '')
      fail(`the document gives code that does not compile, so src/generated is left as it was:\n${errors}`)
    use(output)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function replace(output: string): void {
  const next = `${generated}.next`
  rmSync(next, { recursive: true, force: true })
  cpSync(output, next, { recursive: true })
  rmSync(generated, { recursive: true, force: true })
  renameSync(next, generated)
}

function compare(output: string): void {
  const names = new Set([...namesIn(output), ...namesIn(generated)])
  const different = [...names].filter((name) => textOf(join(output, name)) !== textOf(join(generated, name)))
  if (different.length > 0) {
    fail(`src/generated differs from what the document gives: ${different.join(', ')}. Run: pnpm generate`)
  }
  console.log('generate: src/generated is what the document gives')
}

function hasJava(): boolean {
  if (spawnSync('java', ['-version']).status === 0) return true
  const remedy = 'install Java 11 or newer (for example Temurin 17) and run this again'
  if (isCheck && !process.env['CI']) {
    console.warn(
      `generate: SKIPPED the comparison of src/generated with the document: no Java found; ${remedy}.`,
    )
    return false
  }
  return fail(`the document or the templates changed, and writing src/generated needs Java: ${remedy}.`)
}

function fail(problem: string): never {
  throw new Error(problem)
}

function namesIn(folder: string): string[] {
  return filesOf(folder).map((file) => relative(folder, file))
}

function textOf(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}
