import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { errorCasesOf } from '@kaleyra-reactions/model/cases'
import type { OpenapiDocument } from '@kaleyra-reactions/model/document'
import { parse } from 'yaml'

const root = join(import.meta.dirname, '../../..')
const templates = join(import.meta.dirname, '../templates')
const generatorSettings = join(root, 'openapitools.json')
const biome = join(root, 'node_modules/@biomejs/biome')

/** A document to generate from, and the folder that takes the generated files. */
export interface Generation {
  document: OpenapiDocument
  folder: string
}

/** The first line of each generated file: it tells whether anything has changed that they are made from. */
export function markerOf(document: OpenapiDocument): string {
  const { 'generator-cli': generator } = JSON.parse(readFileSync(generatorSettings, 'utf8'))
  const hash = createHash('sha256').update(inputOf(document)).update(generator.version)
  const names = readdirSync(templates).map((name) => join(templates, name))
  const others = [join(root, 'biome.json'), join(biome, 'package.json'), import.meta.filename]
  for (const file of [...names.sort(), ...others]) hash.update('\0').update(readFileSync(file))
  return `// Generated from the OpenAPI document; do not edit. Inputs: ${hash.digest('hex').slice(0, 16)}\n`
}

/** What the generator reads: the document with its error cases as data, and without the end of a comment in a text. */
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
  const works = generations.map(({ document, folder }) => {
    const work = join(folder, 'work')
    const paths = {
      inputSpec: join(work, 'openapi.json'),
      outputDir: join(work, 'out'),
      templateDir: templates,
    }
    mkdirSync(work, { recursive: true })
    writeFileSync(paths.inputSpec, inputOf(document))
    writeFileSync(join(work, 'config.json'), JSON.stringify({ ...settings, ...paths }))
    return work
  })
  const generator = join(root, 'node_modules/@openapitools/openapi-generator-cli/main.js')
  const words = ['batch', '--openapitools', generatorSettings, '--threads', '2', '--fail-fast']
  const configs = works.map((work) => join(work, 'config.json'))
  // The generator leaves folders in the one for temporary files.
  run('openapi-generator failed', [generator, ...words, ...configs], { ...process.env, TMPDIR: works[0] })
  for (const { document, folder } of generations) {
    const work = join(folder, 'work')
    for (const name of readdirSync(join(work, 'out')).filter((name) => name.endsWith('.ts'))) {
      // The end of a block of YAML leaves an empty line at the end of a comment.
      const text = readFileSync(join(work, 'out', name), 'utf8').replaceAll(/\n \* *\n \*\//g, '\n */')
      writeFileSync(join(folder, name), markerOf(document) + text)
    }
    rmSync(work, { recursive: true })
  }
  format(generations.map(({ folder }) => folder))
}

/** Biome's unsafe fixes remove the imports that a generated file does not use. */
function format(folders: readonly string[]): void {
  const words = ['check', '--write', '--unsafe', '--colors=off', '--max-diagnostics=1']
  const settings = ['--vcs-enabled=false', `--config-path=${root}`]
  const problem = 'Biome refuses the code generated from the document'
  run(problem, [join(biome, 'bin/biome'), ...words, ...settings, ...folders], process.env)
}

function run(problem: string, words: readonly string[], env: NodeJS.ProcessEnv): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { env, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${problem}:\n${stdout}${stderr}`)
}
