import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runProgram } from '@kaleyra-reactions/test-support/programs'
import { expect, test } from 'vitest'
import manifest from '../package.json' with { type: 'json' }
import { scratch } from './run.ts'

/** Packs the package as it is published, and unpacks it far from the modules of this repository. */
async function unpack(): Promise<string> {
  const destination = scratch()
  const packed = await runProgram('pnpm', ['pack', '--pack-destination', destination], {
    cwd: join(import.meta.dirname, '..'),
  })
  expect(packed, packed.stderr).toMatchObject({ code: 0 })
  const [tarball = ''] = readdirSync(destination)
  expect(await runProgram('tar', ['-xzf', tarball], { cwd: destination })).toMatchObject({ code: 0 })
  return join(destination, 'package')
}

test('the tarball holds the built file and the texts, and names no private package', async () => {
  const folder = await unpack()
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  const files = entries.flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name)] : []))
  const names = files.map((path) => path.slice(folder.length + 1))
  expect(names).toEqual(expect.arrayContaining(['dist/main.cjs', 'README.md', 'LICENSE', 'package.json']))
  const allowed = /^(dist\/main\.cjs|README\.md|CHANGELOG\.md|LICENSE|package\.json)$/
  expect(names.filter((name) => !allowed.test(name))).toEqual([])
  for (const path of files) {
    const text = readFileSync(path, 'utf8')
    // A package manager does not install the development dependencies of a published package.
    const read = path.endsWith('package.json')
      ? JSON.stringify({ ...JSON.parse(text), devDependencies: {} })
      : text
    expect(read, path).not.toMatch(/@kaleyra-reactions\/(model|test-support)/)
  }
})

test('the program of the unpacked tarball runs alone', async () => {
  const bin = join(await unpack(), manifest.bin['kaleyra-reactions'])
  expect(await runProgram(process.execPath, [bin, '--version'])).toEqual({
    stdout: `${manifest.version}\n`,
    stderr: '',
    code: 0,
  })
})
