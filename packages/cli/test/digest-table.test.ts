import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Digest, digestFrom, digestText, identifierFor, numberDigest } from '../src/batch/digest.ts'
import { DigestTable } from '../src/batch/digest-table.ts'

const uint = fc.nat({ max: 0xffffffff })
// Few values for the lower half: so many digests want the same place.
const digest = fc.record({ high: uint, low: fc.oneof(uint, fc.nat({ max: 3 })) })

test('the table holds what a Map holds, however many digests want one place', () => {
  const entries = fc.array(fc.tuple(digest, fc.integer({ min: 1, max: 0xffffffff }), uint), {
    maxLength: 3000,
  })
  fc.assert(
    fc.property(entries, (given) => {
      const table = new DigestTable(2)
      const expected = new Map<string, [Digest, number, number]>()
      for (const [key, first, second] of given) {
        table.set(key, first, second)
        expected.set(digestText(key), [key, first, second])
      }
      for (const [key, first, second] of expected.values())
        expect([table.get(key), table.get(key, 1)]).toEqual([first, second])
      expect(table.get({ high: 1, low: 1 }) === 0).toBe(!expected.has(digestText({ high: 1, low: 1 })))
    }),
    { numRuns: 30 },
  )
})

test('a digest survives its text, and other texts are none', () => {
  fc.assert(
    fc.property(digest, (given) => {
      expect(digestFrom(digestText(given))).toEqual({ ...given })
    }),
  )
  for (const text of ['', '12', 'g'.repeat(16), 5, undefined]) expect(digestFrom(text)).toBeUndefined()
})

test('reactions differ by target, recipient, message and emoji, and by nothing else', async () => {
  const target = { baseUrl: 'https://api.test/', sid: 's', phoneNumber: '+91 9000000001' }
  const job = { to: '+91 9000000002', messageId: 'wamid.A', emoji: '❤️' }
  const reactionOf = async (
    to: typeof target,
    given: { to: string; messageId: string; emoji: string | undefined },
  ) => digestText((await identifierFor(to))(given).reaction)
  const same = await reactionOf(target, job)
  expect(await reactionOf({ ...target, baseUrl: 'https://API.test' }, job)).toBe(same)
  expect(await reactionOf({ ...target, phoneNumber: '919000000001' }, job)).toBe(same)
  expect(await reactionOf(target, { ...job, to: '919000000002', emoji: '❤' })).toBe(same)
  const others = [
    await reactionOf({ ...target, baseUrl: 'https://other.test' }, job),
    await reactionOf({ ...target, sid: 't' }, job),
    await reactionOf({ ...target, phoneNumber: '919000000009' }, job),
    await reactionOf(target, { ...job, to: '919000000003' }),
    await reactionOf(target, { ...job, messageId: 'wamid.B' }),
    await reactionOf(target, { ...job, emoji: '👍' }),
    await reactionOf(target, { ...job, emoji: undefined }),
  ]
  expect(new Set([same, ...others]).size).toBe(8)
})

test('numbers of one recipient are one digest, those of others are others', () => {
  expect(numberDigest('+91 9000-000002')).toEqual(numberDigest('919000000002'))
  const digests = Array.from({ length: 1000 }, (_, index) =>
    digestText(numberDigest(`9190000${1000 + index}`)),
  )
  expect(new Set(digests).size).toBe(1000)
})
