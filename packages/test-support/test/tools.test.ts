import { expect, test } from 'vitest'
import { hasTool, starts } from '../src/tools.ts'

test('a missing tool skips its tests on a person’s machine, and is a failure where CI is set', () => {
  expect(hasTool(starts('no-such-command'), 'the tests of a test: nothing to do', {})).toBe(false)
  expect(() => hasTool(false, 'install it', { CI: 'true' })).toThrow('Tests cannot run: install it')
  expect(hasTool(starts(process.execPath), 'install it', { CI: 'true' })).toBe(true)
})
