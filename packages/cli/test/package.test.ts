import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { runProgram } from '@kaleyra-reactions/test-support/programs'
import { filesWithPrivateNames, missingTargetsOf, packPackage } from '@kaleyra-reactions/test-support/tarball'
import { afterAll, expect, test } from 'vitest'
import manifest from '../package.json' with { type: 'json' }
import { scratch } from './run.ts'

const packed = packPackage(join(import.meta.dirname, '..'))
afterAll(() => packed[Symbol.dispose]())

test('the tarball holds the built file and the texts, nothing else', () => {
  const allowed = /^(dist\/main\.cjs|README\.md|CHANGELOG\.md|LICENSE|package\.json)$/
  expect(packed.files.filter((name) => !allowed.test(name))).toEqual([])
  expect(packed.files).toEqual(
    expect.arrayContaining(['dist/main.cjs', 'README.md', 'LICENSE', 'package.json']),
  )
  expect(missingTargetsOf(packed)).toEqual([])
})

test('nothing of it needs a package that is not published', () => {
  expect(filesWithPrivateNames(packed)).toEqual([])
})

test('the program of the unpacked tarball runs alone, far from the modules of this repository', async () => {
  const folder = scratch()
  cpSync(packed.folder, folder, { recursive: true })
  const program = join(folder, manifest.bin['kaleyra-reactions'])
  expect(await runProgram(process.execPath, [program, '--version'])).toEqual({
    stdout: `${manifest.version}\n`,
    stderr: '',
    code: 0,
  })
})
