// Writes src/generated from the document, where its inputs have changed. `--check` always regenerates, writes nothing,
// and fails on a difference; it also shows that the types come from the schemas, and from no extension.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { OpenapiDocument } from '@kaleyra-reactions/model/document'
import { generate, hashFile, hashOf } from './generation.ts'

const packageFolder = join(import.meta.dirname, '..')
const generated = join(packageFolder, 'src/generated')
/** Takes what is generated until it is checked, beside the files that it imports. */
const next = `${generated}.next`
const documentFile = join(packageFolder, 'node_modules/@kaleyra-reactions/spec/dist/openapi.json')
const isCheck = process.argv.includes('--check')

try {
  const document: OpenapiDocument = JSON.parse(readFileSync(documentFile, 'utf8'))
  if (isCheck) {
    withGenerated(document, compare)
    withGenerated(withoutExtensions(document), compareTypes)
  } else if (textOf(generated, hashFile) === hashOf(document)) {
    console.log('generate: src/generated is up to date')
  } else {
    withGenerated(document, replace)
  }
} catch (error) {
  console.error(`generate: ${error instanceof Error ? error.message : error}`)
  process.exitCode = 1
}

/** Generates beside src/generated and checks there what came, so that a failure leaves the old files whole. */
function withGenerated(document: OpenapiDocument, use: () => void): void {
  if (!hasJava()) return
  rmSync(next, { recursive: true, force: true })
  try {
    generate(document, next)
    checkTypes(document)
    use()
  } finally {
    rmSync(next, { recursive: true, force: true })
  }
}

/** @throws unless the generated files compile, and declare every schema under its name and with its members. */
function checkTypes({ components }: OpenapiDocument): void {
  const proofs = Object.entries(components.schemas).flatMap(([name, { properties }]) => {
    if (properties === undefined) return []
    const members = Object.keys(properties).map((member) => JSON.stringify(member))
    return `export const ${name}: Same<keyof types.${name}, ${members.join(' | ') || 'never'}> = true`
  })
  const start = `import type * as types from '../types.ts'\ntype Same<A, B> = [A, B] extends [B, A] ? true : false\n`
  const work = join(next, 'work')
  mkdirSync(work)
  writeFileSync(join(work, 'schemas.ts'), start + proofs.join('\n'))
  writeFileSync(
    join(work, 'tsconfig.json'),
    JSON.stringify({ extends: join(packageFolder, 'tsconfig.json'), include: ['.', '../*.ts'] }),
  )
  const tsc = join(packageFolder, 'node_modules/typescript/bin/tsc')
  const words = ['--noEmit', '--pretty', 'false', '--project', work]
  const { status, stdout } = spawnSync(process.execPath, [tsc, ...words], { encoding: 'utf8' })
  if (status !== 0)
    throw new Error(
      `the code generated from the document does not compile, so src/generated was not changed. If an error is in
schemas.ts, the generator changed the name of a schema or a member: choose another name.\n${stdout}`,
    )
  rmSync(work, { recursive: true })
}

function replace(): void {
  rmSync(generated, { recursive: true, force: true })
  renameSync(next, generated)
}

function compare(): void {
  const names = new Set([...namesIn(generated), ...namesIn(next)])
  const different = [...names].filter((name) => textOf(generated, name) !== textOf(next, name))
  if (different.length > 0)
    throw new Error(`src/generated does not match the document: ${different.join(', ')}. Run: pnpm generate`)
  console.log('generate: src/generated matches the document')
}

function compareTypes(): void {
  if (textOf(generated, 'types.ts') !== textOf(next, 'types.ts'))
    throw new Error(
      'an extension of the document changes the generated types, which only its schemas may determine',
    )
  console.log('generate: the types are the same without extensions')
}

/** A copy whose operations and schemas have no extensions but the lists of open values. */
function withoutExtensions(document: OpenapiDocument): OpenapiDocument {
  const { paths, components } = document
  const plain = JSON.stringify({ paths, components }, (key, value) =>
    key.startsWith('x-') && key !== 'x-extensible-enum' ? undefined : value,
  )
  return { ...document, ...JSON.parse(plain) }
}

function hasJava(): boolean {
  if (spawnSync('java', ['-version']).status === 0) return true
  const remedy = 'install Java 11 or newer (for example Temurin 17) and run this again'
  if (!isCheck || process.env['CI'])
    throw new Error(`openapi-generator needs Java to write src/generated from the document: ${remedy}.`)
  console.warn(
    `generate: SKIPPED: src/generated cannot be compared with the document without Java; ${remedy}.`,
  )
  return false
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : []
}

function textOf(folder: string, name: string): string {
  const file = join(folder, name)
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}
