import { type SpawnSyncOptions, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { errorCasesOf } from '@kaleyra-reactions/model/cases'
import type { OpenapiDocument } from '@kaleyra-reactions/model/document'
import { parse } from 'yaml'

const packageFolder = join(import.meta.dirname, '..')
const root = join(packageFolder, '../..')
const templates = join(packageFolder, 'templates')
const generatorSettings = join(root, 'openapitools.json')
const biome = join(root, 'node_modules/@biomejs/biome')
const biomeSettings = join(root, 'biome.json')

/** A document to generate from, and the folder of its own that takes what comes of it. */
export interface Generation {
  document: OpenapiDocument
  folder: string
}

/** Where a folder of a generation has the generated files. */
export function generatedIn(folder: string): string {
  return join(folder, 'src/generated')
}

/** The first line of each generated file: it tells whether anything has changed that they are made from. */
export function markerOf(document: OpenapiDocument): string {
  const { 'generator-cli': generator } = JSON.parse(readFileSync(generatorSettings, 'utf8'))
  const hash = createHash('sha256').update(inputOf(document)).update(generator.version)
  const files = [biomeSettings, join(biome, 'package.json'), import.meta.filename]
  for (const file of [...filesOf(templates), ...files]) hash.update('\0').update(readFileSync(file))
  return `// Generated from the OpenAPI document; do not edit. Inputs: ${hash.digest('hex').slice(0, 16)}\n`
}

/**
 * What the generator reads: the document, with its error cases as data, and without the end of a comment in a text.
 */
function inputOf(document: OpenapiDocument): string {
  const responses = errorCasesOf(document).filter(({ channel }) => channel === 'response')
  const operations = new Set(responses.flatMap(({ operationIds }) => operationIds))
  const cases = responses.map(({ name, status, code, key, operationIds, error }) => ({
    ...{ name, status, code, key, error },
    operations: operationIds.length === operations.size ? undefined : operationIds,
  }))
  const texts = ['summary', 'description', 'meaning']
  return JSON.stringify({ ...document, 'x-cases': cases }, (key, value) =>
    texts.includes(key) && typeof value === 'string' ? value.replaceAll('*/', '*\\/') : value,
  )
}

/**
 * Generates from documents, all in one process, and formats what was written.
 *
 * @throws when the generator cannot read a document, or wrote what is no TypeScript.
 */
export function generate(generations: readonly Generation[]): void {
  const settings: object = parse(readFileSync(join(templates, 'config.yaml'), 'utf8'))
  const configs = generations.map(({ document, folder }) => {
    const inputSpec = join(folder, 'openapi.json')
    const config = join(folder, 'config.json')
    const outputDir = generatedIn(folder)
    mkdirSync(outputDir, { recursive: true })
    writeFileSync(inputSpec, inputOf(document))
    writeFileSync(config, JSON.stringify({ ...settings, inputSpec, outputDir, templateDir: templates }))
    return config
  })
  const generator = join(packageFolder, 'node_modules/@openapitools/openapi-generator-cli/main.js')
  const words = ['batch', '--openapitools', generatorSettings, '--threads', '2', '--fail-fast']
  // It leaves folders for its templates behind: with this they are in one that is removed.
  const env = { ...process.env, TMPDIR: generations[0]?.folder }
  run('openapi-generator failed', [generator, ...words, ...configs], { env })
  for (const { document, folder } of generations) {
    for (const name of ['.openapi-generator', '.openapi-generator-ignore'])
      rmSync(join(generatedIn(folder), name), { recursive: true, force: true })
    finish(document, folder)
  }
  format(generations.map(({ folder }) => generatedIn(folder)))
}

/** Adds the marker, and takes away the line at the end of a comment that the end of a block of YAML leaves. */
function finish(document: OpenapiDocument, folder: string): void {
  const files = filesOf(generatedIn(folder))
  if (files.length === 0) throw new Error('openapi-generator wrote nothing')
  for (const file of files) {
    const text = readFileSync(file, 'utf8').replaceAll(/\n \* *\n \*\//g, '\n */')
    writeFileSync(file, markerOf(document) + text)
  }
}

/** Biome's unsafe fixes remove the imports that a generated file does not use. */
function format(folders: readonly string[]): void {
  const settings = mkdtempSync(join(tmpdir(), 'kaleyra-format-'))
  try {
    const rules = JSON.parse(readFileSync(biomeSettings, 'utf8'))
    // The folders belong to no repository.
    writeFileSync(join(settings, 'biome.json'), JSON.stringify({ ...rules, vcs: { enabled: false } }))
    const words = ['check', '--write', '--unsafe', '--colors=off', '--config-path', settings]
    run('the document gives code that Biome refuses', [join(biome, 'bin/biome'), ...words, ...folders], {
      cwd: settings,
    })
  } finally {
    rmSync(settings, { recursive: true })
  }
}

/** Puts beside the generated files of a folder the hand-written ones of the client, and what proves their types. */
export function completeClient({ document, folder }: Generation): void {
  for (const entry of readdirSync(join(packageFolder, 'src'), { withFileTypes: true })) {
    if (entry.isFile()) cpSync(join(entry.parentPath, entry.name), join(folder, 'src', entry.name))
  }
  cpSync(join(packageFolder, 'package.json'), join(folder, 'package.json'))
  writeFileSync(join(folder, proof), proofOf(document))
}

/** The file of a generation that compiles only where every schema is declared under its name, with its members. */
export const proof = 'schemas.ts'

function proofOf({ components }: OpenapiDocument): string {
  const schemas = Object.entries(components.schemas).flatMap(([name, { properties }]) => {
    if (properties === undefined) return []
    const members = Object.keys(properties).map((member) => JSON.stringify(member))
    return `export const ${name}: Same<keyof types.${name}, ${members.join(' | ') || 'never'}> = true`
  })
  const same = 'type Same<A, B> = [A, B] extends [B, A] ? true : false'
  return ["import type * as types from './src/generated/types.ts'", same, ...schemas, ''].join('\n')
}

/** Compiles files under the settings of the client; gives what the compiler says where it finds an error. */
export function typeErrorsOf(files: readonly string[], folder: string): string {
  const modules = join(folder, 'node_modules')
  if (!existsSync(modules)) symlinkSync(join(packageFolder, 'node_modules'), modules)
  const settings = { extends: join(packageFolder, 'tsconfig.json'), include: [], files }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings))
  const tsc = join(packageFolder, 'node_modules/typescript/bin/tsc')
  const words = [tsc, '--noEmit', '--pretty', 'false']
  const { status, stdout } = spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8' })
  return status === 0 ? '' : stdout
}

/** Every file below a folder, in order. */
export function filesOf(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

function run(problem: string, words: readonly string[], options: SpawnSyncOptions): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { ...options, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${problem}:\n${stdout}${stderr}`)
}
