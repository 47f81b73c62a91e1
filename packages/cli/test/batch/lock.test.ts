import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { expect, onTestFinished, test, vi } from 'vitest'
import { Lock, type LockTimes } from '../../src/batch/lock.ts'
import { scratch } from '../run.ts'

const times: LockTimes = { beat: 20, dead: 200 }

async function acquire(
  results: string,
  signal = new AbortController().signal,
  tell = vi.fn(),
): Promise<Lock> {
  const lock = await Lock.acquire(results, { signal, tell, times })
  onTestFinished(() => lock.release())
  return lock
}

/** A lock whose run was killed: its counter stands still. */
function deadLock(): string {
  const results = `${scratch()}/r`
  writeFileSync(`${results}.lock`, '0000000003{"run":"x","process":7,"host":"elsewhere"}')
  return results
}

test('a run whose counter moves keeps its lock, and the message names it', async () => {
  const results = `${scratch()}/r`
  const first = await acquire(results)
  const tell = vi.fn()
  await expect(acquire(results, undefined, tell)).rejects.toThrow(
    new RegExp(
      `is in use by another run \\(process ${process.pid} on .+\\)\\. Wait until it ends\\. This run has sent nothing`,
    ),
  )
  expect(tell).toHaveBeenCalledWith(expect.stringContaining('whether its run is still active'))
  expect(first.isHeld()).toBe(true)
  first.release()
  expect(existsSync(`${results}.lock`)).toBe(false)
})

test('a lock whose counter stands still is taken over, also an empty one', async () => {
  const results = deadLock()
  expect((await acquire(results)).isHeld()).toBe(true)
  const empty = `${scratch()}/r`
  writeFileSync(`${empty}.lock`, '')
  expect((await acquire(empty)).isHeld()).toBe(true)
})

test('two runs that take over one lock at once: one of them has it, and the other one sees that', async () => {
  for (let round = 0; round < 10; round += 1) {
    const results = deadLock()
    const taken = await Promise.allSettled([acquire(results), acquire(results), acquire(results)])
    const locks = taken.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
    expect(locks.filter((lock) => lock.isHeld())).toHaveLength(1)
  }
})

test('a run that lost its lock knows it, and its counter harms the other one no more', async () => {
  const results = `${scratch()}/r`
  const path = `${results}.lock`
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  const first = await acquire(results)
  const other = readFileSync(path, 'utf8').replace(/"run":"[^"]+"/, '"run":"other"')
  rmSync(path)
  writeFileSync(path, other)
  expect(first.isHeld()).toBe(false)
  vi.advanceTimersByTime(3 * times.beat)
  expect(readFileSync(path, 'utf8').slice(10)).toBe(other.slice(10))
  first.release()
  expect(existsSync(path)).toBe(true)
})

test('a lock that is deleted is held no more', async () => {
  const results = `${scratch()}/r`
  const lock = await acquire(results)
  rmSync(`${results}.lock`)
  expect(lock.isHeld()).toBe(false)
})

test("a signal ends the wait, and the lock stays the other one's", async () => {
  const results = deadLock()
  const stopping = new AbortController()
  const waiting = acquire(results, stopping.signal)
  stopping.abort(new Error('interrupted'))
  await expect(waiting).rejects.toThrow('interrupted')
  expect(readFileSync(`${results}.lock`, 'utf8')).toContain('elsewhere')
})
