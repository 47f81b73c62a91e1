import { cpSync } from 'node:fs'
import { basename, join } from 'node:path'
import { runProgram } from '@kaleyra-reactions/test-support/programs'
import { filesWithPrivateNames, missingTargetsOf, packPackage } from '@kaleyra-reactions/test-support/tarball'
import { afterAll, describe, expect, test } from 'vitest'
import manifest from '../package.json' with { type: 'json' }
import { bundle, scratch } from './run.ts'

const packed = packPackage(join(import.meta.dirname, '..'))
afterAll(() => packed[Symbol.dispose]())

test('the tarball holds what was built and the texts, nothing else', () => {
  const allowed = /^(dist\/[\w-]+\.cjs|README\.md|CHANGELOG\.md|LICENSE|package\.json)$/
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

describe('what the program loads', () => {
  // Node lists each CommonJS file that it has loaded.
  const hook = `import { createRequire } from 'node:module'
    process.on('exit', () => console.error(Object.keys(createRequire('/none').cache).join()))`
  const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(hook)}` }

  test.each([
    { args: ['--version'], isLoaded: [], isNotLoaded: ['batch', 'send', 'explain', 'doctor', 'catalogue'] },
    { args: ['explain', 'E110'], isLoaded: ['explain'], isNotLoaded: ['batch', 'send', 'doctor'] },
  ])('is what $args needs', async ({ args, isLoaded, isNotLoaded }) => {
    const { stderr } = await runProgram(process.execPath, [bundle, ...args], { env })
    const names = stderr
      .trim()
      .split(',')
      .map((path) => basename(path).split('-')[0])
    expect(names).toEqual(expect.arrayContaining(['main.cjs', ...isLoaded]))
    expect(names.filter((name) => isNotLoaded.some((other) => name === other))).toEqual([])
  })
})
