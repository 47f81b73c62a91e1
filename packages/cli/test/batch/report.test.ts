import { expect, test } from 'vitest'
import type { Plan } from '../../src/batch/plan.ts'
import { progressText } from '../../src/batch/progress.ts'
import { endingOf, problemTexts, summaryOf } from '../../src/batch/report.ts'
import { emptyTally } from '../../src/batch/send.ts'
import { spanOf } from '../../src/batch/time-span.ts'

const request = { line: 1, job: { to: '1', messageId: 'a', emoji: '👍' }, failedBefore: false }

/** A plan of five lines: two accepted earlier, three to send. */
const plan: Plan = {
  lines: 5,
  requests: [request, request, request],
  problems: [],
  duplicates: 0,
  settled: { accepted: 2, unknown: 0 },
}

test.each([
  ['is done where every line is accepted', plan, { accepted: 3 }, undefined, 'done'],
  ['is partly done where a line was left', plan, { accepted: 2 }, undefined, 'partly'],
  ['is partly done where a line failed', plan, { accepted: 2, failed: 1 }, undefined, 'partly'],
  ['is partly done where a line is unknown', plan, { accepted: 2, unknown: 1 }, undefined, 'partly'],
  [
    'is partly done where an earlier line is unknown',
    { ...plan, requests: [], settled: { accepted: 4, unknown: 1 } },
    {},
    undefined,
    'partly',
  ],
  [
    'is partly done where a line is wrong',
    { ...plan, requests: [], problems: [{ line: 1, reason: 'x' }] },
    {},
    undefined,
    'partly',
  ],
  ['is what stopped it', plan, { accepted: 3 }, { kind: 'refused', text: 'x' } as const, 'refused'],
])('the ending of a batch %s', (_, plan, done, stop, expected) => {
  const tally = { ...emptyTally(), ...done }
  expect(endingOf({ plan, tally, stop, results: 'r' })).toBe(expected)
})

test('each line is counted once', () => {
  const tally = { ...emptyTally(), accepted: 1, unknown: 1, requests: 3 }
  expect(summaryOf({ plan, tally })).toEqual({
    ...{ lines: 5, accepted: 3, unknown: 1, failed: 0 },
    ...{ invalid: 0, duplicates: 0, unsent: 1 },
  })
})

test('of many wrong lines the first are told, and how many more there are', () => {
  const problems = Array.from({ length: 30 }, (_, index) => ({ line: index + 1, reason: 'is not JSON' }))
  expect(problemTexts(problems)).toHaveLength(21)
  expect(problemTexts(problems).at(-1)).toBe(
    '10 more lines cannot be sent. To list all, use --dry-run --json.',
  )
  expect(problemTexts(problems.slice(0, 1))).toEqual(['line 1: is not JSON'])
})

test('progress counts the lines that this run sends, at the rate of this run, with the time left', () => {
  let now = 0
  const clock = { now: () => now, date: () => new Date(now), wait: async () => undefined }
  const tally = emptyTally()
  const text = progressText({ tally, toSend: 600, clock })
  expect(text()).toBe('0 of 600 lines | 0.0/s')
  Object.assign(tally, { accepted: 199, failed: 1 })
  now = 10_000
  expect(text()).toBe('200 of 600 lines | 20.0/s | 20 s left | 1 failed')
})

test.each([
  [0, '0 s'],
  [40_000, '40 s'],
  [190_000, '3 min 10 s'],
  [3_600_000, '1 h 0 min'],
  [360_000_000, '100 h 0 min'],
])('%d ms are %s', (milliseconds, text) => {
  expect(spanOf(milliseconds)).toBe(text)
})
