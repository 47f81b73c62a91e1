import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { filesWithPrivateNames, missingTargetsOf, packPackage } from '@kaleyra-reactions/test-support/tarball'
import { afterAll, expect, test } from 'vitest'

const packed = packPackage(join(import.meta.dirname, '..'))
afterAll(() => packed[Symbol.dispose]())

test('the tarball holds the built files and the texts, nothing else', () => {
  const allowed =
    /^(dist\/(.+\.(mjs|cjs|d\.mts|d\.cts)|NOTICES\.txt)|README\.md|CHANGELOG\.md|LICENSE|package\.json)$/
  expect(packed.files.filter((name) => !allowed.test(name))).toEqual([])
  expect(packed.files).toEqual(
    expect.arrayContaining(['README.md', 'LICENSE', 'package.json', 'dist/main.cjs', 'dist/NOTICES.txt']),
  )
  expect(missingTargetsOf(packed)).toEqual([])
})

test('it needs no other package, and runs no script when it is installed', () => {
  const published = JSON.parse(readFileSync(join(packed.folder, 'package.json'), 'utf8'))
  expect([published.dependencies, published.scripts?.install, published.scripts?.postinstall]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
  expect(filesWithPrivateNames(packed)).toEqual([])
})

test('it names the licence of every package that is in it', () => {
  const notices = readFileSync(join(packed.folder, 'dist/NOTICES.txt'), 'utf8')
  expect(notices).toMatch(/^@stoplight\/prism-http \d\S+ \(Apache-2\.0\)$/m)
  expect(notices).toMatch(/^ajv \S+ \(MIT\)$/m)
  expect(notices).not.toMatch(/undefined|GPL/)
})
