import { execFileSync } from 'node:child_process'
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
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

interface Example {
  value: { code: string; error: Record<string, unknown> }
}
interface Answer {
  content?: { 'application/json'?: { examples?: Record<string, Example> } }
}

const packageFolder = join(import.meta.dirname, '..')
const generated = join(packageFolder, 'src/generated')
const templates = join(packageFolder, 'templates')
const documentFile = join(packageFolder, 'node_modules/@kaleyra-reactions/spec/dist/openapi.json')
const generatorConfig = join(packageFolder, '../../openapitools.json')

const inputs = hashOf([documentFile, generatorConfig, import.meta.filename, ...filesOf(templates)])
const marker = `// Generated from the OpenAPI document; do not edit. Inputs: ${inputs}\n`
const isCurrent = existsSync(join(generated, 'types.ts')) && filesOf(generated).every(startsWithMarker)

if (isCurrent && !process.argv.includes('--force')) {
  console.log('generate: inputs unchanged, src/generated is current')
} else {
  generate()
}

/** Generates into a scratch folder beside the target and swaps the two, so a failure leaves the old files whole. */
function generate(): void {
  requireJava()
  const scratch = mkdtempSync(join(tmpdir(), 'kaleyra-generate-'))
  try {
    const output = join(scratch, 'generated')
    mkdirSync(output)
    writeFileSync(join(scratch, 'openapi.json'), JSON.stringify(prepare(readFileSync(documentFile, 'utf8'))))
    const generator = join(packageFolder, 'node_modules/@openapitools/openapi-generator-cli/main.js')
    const config = join(templates, 'config.yaml')
    const flags = ['-i', join(scratch, 'openapi.json'), '-t', templates, '-c', config, '-o', output]
    execFileSync(process.execPath, [generator, 'generate', ...flags], {
      cwd: join(packageFolder, '../..'),
      stdio: 'pipe',
    })
    rmSync(join(output, '.openapi-generator'), { recursive: true, force: true })
    rmSync(join(output, '.openapi-generator-ignore'), { force: true })
    rmSync(join(output, 'apis'), { recursive: true, force: true })
    const biome = join(packageFolder, '../../node_modules/@biomejs/biome/bin/biome')
    for (const file of filesOf(output)) {
      const args = [
        biome,
        'check',
        '--write',
        '--unsafe',
        '--stdin-file-path',
        join(generated, file.slice(output.length + 1)),
      ]
      const formatted = execFileSync(process.execPath, args, {
        input: readFileSync(file),
        cwd: join(packageFolder, '../..'),
      })
      writeFileSync(file, marker + formatted)
    }
    rmSync(generated, { recursive: true, force: true })
    moveFolder(output, generated)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** Makes the document safe for comments, and tells each error schema the status, code and key of its named example. */
function prepare(text: string): unknown {
  const document = JSON.parse(text, (_, value) =>
    typeof value === 'string' ? value.trim().replaceAll('*/', '*\\/') : value,
  )
  for (const path of Object.values<Record<string, { responses?: Record<string, Answer> }>>(document.paths)) {
    for (const operation of Object.values(path)) {
      for (const [status, answer] of Object.entries(operation.responses ?? {})) {
        const examples = answer.content?.['application/json']?.examples ?? {}
        for (const [name, example] of Object.entries(examples)) {
          const schema = document.components.schemas[name]
          if (schema?.['x-error'] === undefined) continue
          const [key] = Object.keys(example.value.error)
          schema['x-case'] = { status, code: example.value.code, key }
        }
      }
    }
  }
  return document
}

function requireJava(): void {
  try {
    execFileSync('java', ['-version'], { stdio: 'pipe' })
  } catch {
    console.error(
      'generate: the document or the templates changed, and writing src/generated needs Java 11 or newer: install it (for example Temurin 17) and run this again.',
    )
    process.exit(1)
  }
}

function moveFolder(from: string, to: string): void {
  const neighbour = `${to}.next`
  rmSync(neighbour, { recursive: true, force: true })
  cpSync(from, neighbour, { recursive: true })
  renameSync(neighbour, to)
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

function startsWithMarker(file: string): boolean {
  return readFileSync(file, 'utf8').startsWith(marker)
}

function hashOf(files: string[]): string {
  const hash = createHash('sha256')
  for (const file of files) hash.update(readFileSync(file))
  return hash.digest('hex').slice(0, 16)
}
