import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { member } from '@kaleyra-reactions/model/member'
import { runProgram } from '@kaleyra-reactions/test-support/programs'
import { afterAll, beforeAll, expect, test } from 'vitest'

const run = promisify(execFile)
const folder = join(import.meta.dirname, '..')
// Inside the package, where the unpacked copy finds the dependencies.
const scratch = mkdtempSync(join(folder, 'node_modules/package-test-'))
const unpacked = join(scratch, 'package')
/** Milliseconds after which a program that hangs is killed. */
const timeout = 50_000
let files: string[] = []

beforeAll(async () => {
  await run('pnpm', ['pack', '--pack-destination', scratch], { cwd: folder, timeout })
  const tarball = readdirSync(scratch).find((name) => name.endsWith('.tgz')) ?? ''
  await run('tar', ['-xzf', tarball], { cwd: scratch, timeout })
  const entries = readdirSync(unpacked, { recursive: true, withFileTypes: true })
  files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
})
afterAll(() => rmSync(scratch, { recursive: true }))

function manifestIn(place: string): unknown {
  return JSON.parse(readFileSync(join(place, 'package.json'), 'utf8'))
}

/** The files that a map of exports names, at any depth. */
function targetsOf(exports: unknown): string[] {
  if (typeof exports === 'string') return [exports]
  return Object.values(exports ?? {}).flatMap(targetsOf)
}

test('the tarball holds the built files and the texts, nothing else', () => {
  const names = files.map((file) => file.slice(unpacked.length + 1))
  const allowed = /^(dist\/.+\.(mjs|cjs|d\.mts|d\.cts)|README\.md|CHANGELOG\.md|LICENSE|package\.json)$/
  expect(names.filter((name) => !allowed.test(name))).toEqual([])
  expect(names).toEqual(expect.arrayContaining(['README.md', 'LICENSE', 'package.json', 'dist/main.mjs']))
})

test('its exports are those of the repository, and every target is there', () => {
  const manifest = manifestIn(unpacked)
  const exports = member(manifest, 'exports')
  expect(exports).toEqual(member(manifestIn(folder), 'exports'))
  const commands = Object.values(member(manifest, 'bin') ?? {})
  const targets = [...targetsOf(exports), ...commands, member(manifest, 'main'), member(manifest, 'types')]
  expect(targets.length).toBeGreaterThan(4)
  expect(targets.filter((target) => !existsSync(join(unpacked, String(target))))).toEqual([])
})

test('nothing of it needs a package that is not published', () => {
  const unpublished = /@kaleyra-reactions\/(model|test-support)/
  const texts = files
    .filter((file) => file !== join(unpacked, 'package.json'))
    .map((file) => ({ file, text: readFileSync(file, 'utf8') }))
  expect(texts.filter(({ text }) => unpublished.test(text)).map(({ file }) => file)).toEqual([])
  const manifest = JSON.stringify(manifestIn(unpacked), (key, value: unknown) =>
    key === 'devDependencies' ? undefined : value,
  )
  expect(manifest).not.toMatch(unpublished)
})

test.each([
  ['import', 'module', "import { startMock } from '@kaleyra-reactions/mock'"],
  ['require', 'commonjs', "const { startMock } = require('@kaleyra-reactions/mock')"],
])('a program that uses %s gets startMock', async (way, kind, line) => {
  const consumer = join(scratch, `consumer-${way}`)
  mkdirSync(join(consumer, 'node_modules/@kaleyra-reactions'), { recursive: true })
  symlinkSync(unpacked, join(consumer, 'node_modules/@kaleyra-reactions/mock'))
  const program = `${line}; startMock().then(async (mock) => { console.log(mock.url); await mock.close() })`
  const words = [`--input-type=${kind}`, '--eval', program]
  const { stdout, stderr, code } = await runProgram(process.execPath, words, { cwd: consumer })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n$/)
})
