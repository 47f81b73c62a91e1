import { join } from 'node:path'
import { filesWithPrivateNames, missingTargetsOf, packPackage } from '@kaleyra-reactions/test-support/tarball'
import { afterAll, expect, test } from 'vitest'

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
