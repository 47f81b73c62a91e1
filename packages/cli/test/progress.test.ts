import { expect, test } from 'vitest'
import { progressText } from '../src/batch/progress.ts'
import { Tally } from '../src/batch/tally.ts'
import { spanOf } from '../src/batch/time-span.ts'

/** A tally of 1000 lines, of which 400 were accepted by an earlier run. */
function resumed() {
  const tally = new Tally()
  for (let line = 0; line < 1000; line += 1) tally.read()
  for (let line = 0; line < 400; line += 1) tally.settled('accepted')
  let now = 0
  const clock = { now: () => now, date: () => new Date(now), wait: async () => undefined }
  const pacer: { pausedUntil: number | undefined } = { pausedUntil: undefined }
  const stopping = new AbortController()
  const text = progressText({
    tally,
    pacer,
    stopping: stopping.signal,
    isLengthKnown: true,
    isQuiet: false,
    clock,
  })
  return {
    tally,
    pacer,
    stopping,
    text,
    pass: (milliseconds: number) => {
      now += milliseconds
    },
  }
}

test('progress counts the lines that this run sends, at the rate of this run, with the time left', () => {
  const { tally, text, pass } = resumed()
  expect(text()).toBe('1000 lines read')
  for (let line = 0; line < 200; line += 1) tally.finished('accepted')
  pass(10_000)
  expect(text()).toBe('200 of 600 lines | 20 s left | 20.0/s')
})

test('progress tells of pauses and of lines that failed', () => {
  const { tally, pacer, text, pass } = resumed()
  tally.finished('failed')
  tally.finished('unknown')
  pass(1000)
  pacer.pausedUntil = 9000
  expect(text()).toBe('2 of 600 lines | pausing for 8 s | 2.0/s | 1 failed | 1 unknown')
})

test('progress names no time left while the batch stops', () => {
  const { tally, pacer, stopping, text, pass } = resumed()
  tally.finished('accepted')
  pass(1000)
  pacer.pausedUntil = 9000
  stopping.abort()
  expect(text()).toBe('1 of 600 lines | finishing what is under way | 1.0/s')
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
