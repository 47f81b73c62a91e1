import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'

const execute = promisify(execFile)
const folder = join(import.meta.dirname, '..')
const scratch = mkdtempSync(join(folder, 'node_modules/package-test-'))
let tarball = ''

beforeAll(async () => {
  await run('pnpm', ['pack', '--pack-destination', scratch])
  tarball = join(scratch, readdirSync(scratch)[0] ?? '')
  await run('tar', ['-xzf', tarball, '-C', scratch])
})
afterAll(() => rmSync(scratch, { recursive: true }))

test('the tarball holds the built files and the texts, nothing else', async () => {
  const { stdout } = await run('tar', ['-tzf', tarball])
  const files = stdout.trim().split('\n')
  const others = files.filter(
    (file) => !/^package\/(dist\/.*|README\.md|CHANGELOG\.md|LICENSE|package\.json)$/.test(file),
  )
  expect(others).toEqual([])
  expect(files).toContain('package/README.md')
})

test('the built files name no private package', () => {
  const built = join(scratch, 'package/dist')
  const files = readdirSync(built)
  expect(files).toEqual(expect.arrayContaining(['index.mjs', 'index.cjs', 'index.d.mts', 'index.d.cts']))
  for (const file of files) {
    const code = readFileSync(join(built, file), 'utf8')
    expect(code, file).not.toMatch(/@kaleyra-reactions\/model|\.\.\/model\/|test-support/)
    expect(
      importsOf(code).filter((name) => !name.startsWith('./')),
      file,
    ).toEqual([])
  }
})

test('publint has neither warning nor suggestion', async () => {
  const { stdout } = await run('publint', ['run', tarball, '--strict'])
  expect(stdout).toContain('All good!')
  expect(stdout).not.toMatch(/Suggestions|Warnings/)
})

test('every way of importing it finds its types', async () => {
  const { stdout } = await run('attw', [tarball, '--format', 'json'])
  const { problems } = JSON.parse(stdout)
  expect(problems).toEqual({})
})

/** Runs a program. It is killed before the time limit of a test ends. */
function run(command: string, words: string[]): Promise<{ stdout: string }> {
  return execute(command, words, { cwd: folder, maxBuffer: 64e6, timeout: 50_000, killSignal: 'SIGKILL' })
}

/** The names of the modules that a file imports. */
function importsOf(code: string): string[] {
  const written = code.matchAll(/(?:\bfrom |\bimport |\bimport\(|\brequire\()["'](?<name>[^"']+)["']/g)
  return [...written].flatMap(({ groups }) => groups?.['name'] ?? [])
}
