// Writes src/generated from the document, where its inputs have changed. `--check` always regenerates, writes nothing,
// and fails on a difference.
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import type { OpenapiDocument } from '@kaleyra-reactions/model/document'
import { modelOf } from '@kaleyra-reactions/model/model'
import { generatorDocumentOf } from './generator-document.ts'

const packageFolder = join(import.meta.dirname, '..')
const root = join(packageFolder, '../..')
const generated = join(packageFolder, 'src/generated')
const templates = join(packageFolder, 'templates')
const documentFile = join(packageFolder, 'node_modules/@kaleyra-reactions/spec/dist/openapi.json')
const scripts = ['generate.ts', 'generator-document.ts', 'declarations.ts'].map((name) =>
  join(import.meta.dirname, name),
)

const document: OpenapiDocument = JSON.parse(readFileSync(documentFile, 'utf8'))
const prepared = JSON.stringify(
  generatorDocumentOf(modelOf(document), Object.keys(document.components.schemas)),
)
const inputs = hashOf([
  prepared,
  ...[join(root, 'openapitools.json'), ...scripts, ...filesOf(templates)].map(textOf),
])
const marker = `// Generated from the OpenAPI document; do not edit. Inputs: ${inputs}\n`
const isCheck = process.argv.includes('--check')

try {
  if (isCheck) withGenerated(compare)
  else if (filesOf(generated).length > 0 && filesOf(generated).every(startsWithMarker))
    console.log('generate: inputs unchanged, src/generated is current')
  else withGenerated(replace)
} catch (error) {
  console.error(`generate: ${error instanceof Error ? error.message : error}`)
  process.exitCode = 1
}

/** Generates into a scratch folder, so that a failure leaves the old files whole. */
function withGenerated(use: (output: string) => void): void {
  if (!hasJava()) return
  const scratch = mkdtempSync(join(tmpdir(), 'kaleyra-generate-'))
  try {
    const output = join(scratch, 'src/generated')
    const input = join(scratch, 'openapi.json')
    mkdirSync(output, { recursive: true })
    writeFileSync(input, prepared)
    runGenerator(input, output)
    for (const file of filesOf(output)) writeFileSync(file, marker + format(file, output))
    checkTypes(scratch, output)
    use(output)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

function runGenerator(input: string, output: string): void {
  const generator = join(packageFolder, 'node_modules/@openapitools/openapi-generator-cli/main.js')
  const flags = ['-i', input, '-t', templates, '-c', join(templates, 'config.yaml'), '-o', output]
  const settings = ['--openapitools', join(root, 'openapitools.json')]
  const run = spawnSync(process.execPath, [generator, 'generate', ...settings, ...flags], {
    encoding: 'utf8',
  })
  if (run.status !== 0) fail(`openapi-generator failed:\n${run.stdout}${run.stderr}`)
  rmSync(join(output, '.openapi-generator'), { recursive: true, force: true })
  rmSync(join(output, '.openapi-generator-ignore'), { force: true })
  rmSync(join(output, 'apis'), { recursive: true, force: true })
}

/** Biome's unsafe fixes remove the imports that a generated file does not use. */
function format(file: string, output: string): string {
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome')
  const target = join(generated, relative(output, file))
  const flags = ['check', '--write', '--unsafe', '--stdin-file-path', target]
  return execFileSync(process.execPath, [biome, ...flags], {
    input: readFileSync(file),
    cwd: root,
    encoding: 'utf8',
  })
}

/** Compiles what was generated, with the hand-written files that it imports, under the settings of the package. */
function checkTypes(scratch: string, output: string): void {
  for (const entry of readdirSync(join(packageFolder, 'src'), { withFileTypes: true })) {
    if (entry.isFile()) cpSync(join(entry.parentPath, entry.name), join(scratch, 'src', entry.name))
  }
  cpSync(join(packageFolder, 'package.json'), join(scratch, 'package.json'))
  symlinkSync(join(packageFolder, 'node_modules'), join(scratch, 'node_modules'))
  const settings = { extends: join(packageFolder, 'tsconfig.json'), include: [], files: filesOf(output) }
  writeFileSync(join(scratch, 'tsconfig.json'), JSON.stringify(settings))
  const tsc = join(packageFolder, 'node_modules/typescript/bin/tsc')
  const { status, stdout } = spawnSync(process.execPath, [tsc, '--noEmit', '--pretty', 'false'], {
    cwd: scratch,
    encoding: 'utf8',
  })
  if (status === 0) return
  fail(`the document gives code that does not compile, so src/generated is left as it was:\n${stdout}`)
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

function filesOf(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

function textOf(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

function startsWithMarker(file: string): boolean {
  return readFileSync(file, 'utf8').startsWith(marker)
}

function hashOf(texts: string[]): string {
  const hash = createHash('sha256')
  for (const text of texts) hash.update(text).update('\0')
  return hash.digest('hex').slice(0, 16)
}
