import { expect, test } from 'vitest'
import { hasMember, member, memberNames, textMember } from '../src/member.ts'

test('members of anything are read without a cast', () => {
  expect(member({ a: 1 }, 'a')).toBe(1)
  expect([member(null, 'a'), member('text', 'length'), member(undefined, 'a')]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
  expect([textMember({ a: 1 }, 'a'), textMember({ a: '1' }, 'a')]).toEqual([undefined, '1'])
  expect([hasMember({ a: undefined }, 'a'), hasMember({}, 'toString'), hasMember(null, 'a')]).toEqual([
    true,
    false,
    false,
  ])
  expect([memberNames({ a: 1, b: 2 }), memberNames(null), memberNames('ab')]).toEqual([['a', 'b'], [], []])
})
