import { join } from 'node:path'
import { runProgram } from '@kaleyra-reactions/test-support/programs'
import { filesWithPrivateNames, missingTargetsOf, packPackage } from '@kaleyra-reactions/test-support/tarball'
import { afterAll, expect, test } from 'vitest'

const folder = join(import.meta.dirname, '..')
const packed = packPackage(folder)
afterAll(() => packed[Symbol.dispose]())

test('the tarball holds the built files and the texts, nothing else', () => {
  const allowed = /^(dist\/.*|README\.md|CHANGELOG\.md|LICENSE|package\.json)$/
  expect(packed.files.filter((name) => !allowed.test(name))).toEqual([])
  const built = ['index.mjs', 'index.cjs', 'index.d.mts', 'index.d.cts'].map((name) => `dist/${name}`)
  expect(packed.files).toEqual(expect.arrayContaining(['README.md', 'LICENSE', ...built]))
  expect(missingTargetsOf(packed)).toEqual([])
})

test('nothing of it needs a package that is not published', () => {
  expect(filesWithPrivateNames(packed)).toEqual([])
})

test('publint has neither warning nor suggestion', async () => {
  const { stdout } = await runProgram('publint', ['run', packed.tarball, '--strict'], { cwd: folder })
  expect(stdout).toContain('All good!')
  expect(stdout).not.toMatch(/Suggestions|Warnings/)
})

test('every way of importing it finds its types', async () => {
  const { stdout } = await runProgram('attw', [packed.tarball, '--format', 'json'], { cwd: folder })
  const { problems } = JSON.parse(stdout)
  expect(problems).toEqual({})
})
