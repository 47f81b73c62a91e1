import { repeatedMembersOf } from '@kaleyra-reactions/model/repeated-members'
import fc from 'fast-check'
import { expect, test } from 'vitest'

test.each<[string, string[]]>([
  ['{"a":1,"b":{"a":2},"c":[{"a":3},{"a":4}]}', []],
  ['{"a":1,"a":2,"a":3}', ['a']],
  ['{"a":{"b":1,"c":"b","b":2},"d":[{"e":1,"e":1}]}', ['a.b', 'd.e']],
  ['{"a\\"b":1,"a\\u0022b":2}', ['a"b']],
  ['["a","a",{"a":"a"},":","{",{"a":"}","b":"a"}]', []],
  ['{"__proto__":1,"__proto__":2}', ['__proto__']],
  ['"a"', []],
])('the repeated members of %s are %j', (text, repeated) => {
  expect(repeatedMembersOf(text)).toEqual(repeated)
})

test('what JSON.stringify writes repeats nothing', () => {
  fc.assert(fc.property(fc.json(), (text) => repeatedMembersOf(text).length === 0))
})

test('a long text is read to its end', () => {
  const long = JSON.stringify('\\"'.repeat(300_000))
  expect(repeatedMembersOf(`{"a":${long},"b":1,"b":2}`)).toEqual(['b'])
})
