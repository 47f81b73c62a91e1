import { describe, expect, test, vi } from 'vitest'
import { realClock } from '../../src/batch/clock.ts'
import { longestPause, Pacer } from '../../src/batch/pacer.ts'
import { VirtualClock } from './virtual-clock.ts'

function makePacer(rate: number) {
  const clock = new VirtualClock()
  const stopping = new AbortController()
  const begin = clock.now()
  const pacer = new Pacer({ rate, clock, stopping: stopping.signal })
  const turn = async () => (await pacer.waitForTurn()) - begin
  return { pacer, clock, stopping, turn, begin }
}

describe('the pacer', () => {
  test('lets so many requests start in a second, whoever asks', async () => {
    const { turn } = makePacer(20)
    const turns = await Promise.all(Array.from({ length: 41 }, turn))
    expect(turns.toSorted((left, right) => left - right).at(-1)).toBe(2000)
    expect(new Set(turns).size).toBe(41)
  })

  test('holds everyone back in a pause, and keeps to the rate behind it', async () => {
    const { pacer, turn } = makePacer(20)
    await turn()
    const waiting = Promise.all(Array.from({ length: 4 }, turn))
    pacer.pause(5000, Number.POSITIVE_INFINITY)
    const turns = (await waiting).toSorted((left, right) => left - right)
    expect(turns.every((time) => time >= 5000)).toBe(true)
    expect((turns[3] ?? 0) - (turns[0] ?? 0)).toBeGreaterThanOrEqual(150)
  })

  test('pauses twice as long each time, until the server takes a request', async () => {
    const { pacer, clock } = makePacer(20)
    const pauses: number[] = []
    for (let count = 0; count < 7; count += 1) pauses.push(pacer.pause(undefined, await pacer.waitForTurn()))
    expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 64_000])
    pacer.resetPauses()
    expect(pacer.pause(undefined, clock.now() + 1)).toBe(1000)
  })

  test('takes the refusals of requests that were under way for one', async () => {
    const { pacer, turn, begin } = makePacer(1000)
    const started = await Promise.all([turn(), turn(), turn()])
    const pauses = started.map((time) => pacer.pause(undefined, begin + time))
    expect(pauses).toEqual([1000, 1000, 1000])
  })

  test('begins no pause that is longer than a minute', () => {
    const { pacer, clock } = makePacer(20)
    expect(pacer.pause(longestPause + 1, clock.now())).toBe(longestPause + 1)
    expect(pacer.pausedUntil).toBeUndefined()
  })

  test('ends every wait at once when the batch stops', async () => {
    const { pacer, stopping, clock, turn } = makePacer(20)
    pacer.pause(50_000, clock.now())
    const waiting = turn()
    stopping.abort()
    expect(await waiting).toBe(0)
  })
})

test('the clock of a batch goes on evenly when the clock of the machine is set', () => {
  const before = realClock.now()
  vi.useFakeTimers({ now: Date.now() - 3_600_000, toFake: ['Date'] })
  const after = realClock.now()
  const shown = realClock.date().getTime()
  vi.useRealTimers()
  expect(after).toBeGreaterThanOrEqual(before)
  expect(shown).toBeLessThan(Date.now() - 1_000_000)
})
