import { expect, test } from 'vitest'
import { hintFor } from '../src/hint.ts'

test.each([
  ['x', ['sid'], undefined],
  ['', ['sid'], undefined],
  ['abc', ['sid', 'ref'], undefined],
  ['foo', ['to', 'type'], undefined],
  ['status', ['state', 'delay'], 'state'],
  ['E101', ['WA202', 'E110'], 'E110'],
  ['copy', ['delay', 'copies'], 'copies'],
  ['messaging_objekt', ['messaging_object'], 'messaging_object'],
  ['recipient', ['messaging_object', 'extra_info'], undefined],
])('for "%s" of %j the nearest word is %s', (word, known, nearest) => {
  const list = known.join(', ')
  expect(hintFor(word, known)).toBe(
    nearest === undefined ? `choose from ${list}` : `did you mean ${nearest}? Choose from ${list}`,
  )
})
