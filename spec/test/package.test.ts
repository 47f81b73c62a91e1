import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { filesWithPrivateNames, missingTargetsOf, packPackage } from '@kaleyra-reactions/test-support/tarball'
import { afterAll, expect, test } from 'vitest'

const folder = join(import.meta.dirname, '..')
const packed = packPackage(folder)
afterAll(() => packed[Symbol.dispose]())

test('the tarball holds the bundles and the texts, nothing else', () => {
  expect(packed.files.filter((name) => name !== 'CHANGELOG.md').toSorted()).toEqual([
    'LICENSE',
    'README.md',
    'dist/openapi.json',
    'dist/openapi.strict.yaml',
    'dist/openapi.yaml',
    'package.json',
  ])
  expect(missingTargetsOf(packed)).toEqual([])
  expect(filesWithPrivateNames(packed)).toEqual([])
})

test('the packed bundle is the one that was built', () => {
  const bundle = 'dist/openapi.json'
  expect(readFileSync(join(packed.folder, bundle), 'utf8')).toBe(readFileSync(join(folder, bundle), 'utf8'))
})
