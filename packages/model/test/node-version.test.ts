import { expect, test } from 'vitest'
import { isOlderVersion } from '../src/node-version.ts'

test.each([
  ['20.19.0', '22.12', true],
  ['22.11.9', '22.12.0', true],
  ['22.12.0', '22.12', false],
  ['22.12.1', '22.12.0', false],
  ['24.2.0', '24.18', true],
  ['24.18.0', '22', false],
])('Node %s is older than %s: %s', (version, than, expected) => {
  expect(isOlderVersion(version, than)).toBe(expected)
})
