// Writes src/generated from the document, where its inputs have changed. `--check` always regenerates, writes nothing,
// and fails on a difference.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import type { OpenapiDocument } from '@kaleyra-reactions/model/document'
import {
  completeClient,
  filesOf,
  generate,
  generatedIn,
  markerOf,
  proof,
  typeErrorsOf,
} from './generation.ts'

const packageFolder = join(import.meta.dirname, '..')
const generated = generatedIn(packageFolder)
const documentFile = join(packageFolder, 'node_modules/@kaleyra-reactions/spec/dist/openapi.json')
const isCheck = process.argv.includes('--check')

try {
  const document: OpenapiDocument = JSON.parse(readFileSync(documentFile, 'utf8'))
  const files = filesOf(generated)
  const isCurrent = files.length > 0 && files.every((file) => textOf(file).startsWith(markerOf(document)))
  if (isCheck) withGenerated(document, compare)
  else if (isCurrent) console.log('generate: inputs unchanged, src/generated is current')
  else withGenerated(document, replace)
} catch (error) {
  console.error(`generate: ${error instanceof Error ? error.message : error}`)
  process.exitCode = 1
}

/** Generates into a scratch folder and checks there what came, so that a failure leaves the old files whole. */
function withGenerated(document: OpenapiDocument, use: (output: string) => void): void {
  if (!hasJava()) return
  const folder = mkdtempSync(join(tmpdir(), 'kaleyra-generate-'))
  try {
    generate([{ document, folder }])
    completeClient({ document, folder })
    const errors = typeErrorsOf([...filesOf(generatedIn(folder)), join(folder, proof)], folder)
    if (errors !== '')
      throw new Error(
        `the document gives code that does not compile, so src/generated is left as it was. Where an error is in
${proof}, the generator has not kept the name of a schema or of a member: rename it.\n${errors}`,
      )
    use(generatedIn(folder))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function replace(output: string): void {
  rmSync(generated, { recursive: true, force: true })
  cpSync(output, generated, { recursive: true })
}

function compare(output: string): void {
  const names = new Set([output, generated].flatMap((folder) => namesIn(folder)))
  const different = [...names].filter((name) => textOf(join(output, name)) !== textOf(join(generated, name)))
  if (different.length > 0)
    throw new Error(
      `src/generated differs from what the document gives: ${different.join(', ')}. Run: pnpm generate`,
    )
  console.log('generate: src/generated is what the document gives')
}

function hasJava(): boolean {
  if (spawnSync('java', ['-version']).status === 0) return true
  const remedy = 'install Java 11 or newer (for example Temurin 17) and run this again'
  if (!isCheck || process.env['CI'])
    throw new Error(`the document or the templates changed, and writing src/generated needs Java: ${remedy}.`)
  console.warn(
    `generate: SKIPPED the comparison of src/generated with the document: no Java found; ${remedy}.`,
  )
  return false
}

function namesIn(folder: string): string[] {
  return filesOf(folder).map((file) => relative(folder, file))
}

function textOf(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}
