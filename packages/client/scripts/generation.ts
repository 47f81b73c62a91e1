import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { errorCasesOf } from '@kaleyra-reactions/model/cases'
import type { OpenapiDocument } from '@kaleyra-reactions/model/document'

const root = join(import.meta.dirname, '../../..')
const templates = join(import.meta.dirname, '../templates')
const generatorSettings = join(root, 'openapitools.json')
const biome = join(root, 'node_modules/@biomejs/biome')

/** The generated file that tells whether anything has changed that the others are made from. */
export const hashFile = 'inputs.sha256'

/** What {@link hashFile} contains. */
export function hashOf(document: OpenapiDocument): string {
  const { 'generator-cli': generator } = JSON.parse(readFileSync(generatorSettings, 'utf8'))
  const hash = createHash('sha256').update(inputOf(document)).update(generator.version)
  const names = readdirSync(templates).map((name) => join(templates, name))
  const others = [join(root, 'biome.json'), join(biome, 'package.json'), import.meta.filename]
  for (const file of [...names.sort(), ...others]) hash.update('\0').update(readFileSync(file))
  return `${hash.digest('hex')}\n`
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
 * Generates from a document into a folder, and formats what was written.
 *
 * @throws when the generator cannot read the document, or wrote what is no TypeScript.
 */
export function generate(document: OpenapiDocument, folder: string): void {
  const work = join(folder, 'work')
  const input = join(work, 'openapi.json')
  const output = join(work, 'out')
  mkdirSync(work, { recursive: true })
  writeFileSync(input, inputOf(document))
  const generator = join(root, 'node_modules/@openapitools/openapi-generator-cli/main.js')
  const words = ['generate', '--openapitools', generatorSettings, '-c', join(templates, 'config.yaml')]
  // The generator leaves folders in the one for temporary files.
  const env = { ...process.env, TMPDIR: work }
  run('openapi-generator failed', [generator, ...words, '-i', input, '-o', output, '-t', templates], env)
  for (const name of readdirSync(output).filter((name) => name.endsWith('.ts'))) {
    // The end of a block of YAML leaves an empty line at the end of a comment.
    const text = readFileSync(join(output, name), 'utf8').replaceAll(/\n \* *\n \*\//g, '\n */')
    writeFileSync(join(folder, name), `// Generated from the OpenAPI document; do not edit.\n${text}`)
  }
  writeFileSync(join(folder, hashFile), hashOf(document))
  rmSync(work, { recursive: true })
  format(folder)
}

/** Biome's unsafe fixes remove the imports that a generated file does not use. */
function format(folder: string): void {
  const words = ['check', '--write', '--unsafe', '--colors=off', '--max-diagnostics=1']
  const settings = ['--vcs-enabled=false', `--config-path=${root}`]
  const problem = 'Biome refuses the code generated from the document'
  run(problem, [join(biome, 'bin/biome'), ...words, ...settings, folder], process.env)
}

function run(problem: string, words: readonly string[], env: NodeJS.ProcessEnv): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { env, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${problem}:\n${stdout}${stderr}`)
}
