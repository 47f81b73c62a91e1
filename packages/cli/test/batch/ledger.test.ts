import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Ledger } from '../../src/batch/ledger.ts'
import type { Request } from '../../src/batch/reaction-line.ts'
import { headerOf } from '../../src/batch/sender.ts'
import { scratch } from '../run.ts'
import { entriesOf } from './in-process.ts'

const sender = { sid: 'S', phoneNumber: '919000000001', address: 'in' }

const requestOf = (number: number): Request => ({
  line: number,
  job: {
    to: '919000000002',
    messageId: `wamid.N${number}`,
    emoji: '❤️',
    extraInfo: { ref: `order-${number}` },
  },
})

function openLedger(path = `${scratch()}/results`, isHeld = () => true) {
  return { path, ledger: new Ledger({ path, sender, lock: { isHeld } }) }
}

const accepted = { state: 'accepted', reactionId: 'A1', status: 202 } as const

test('an entry stands in the file before a request and after it, and both name the attempt', () => {
  const { path, ledger } = openLedger()
  const attempt = ledger.announce(requestOf(1))
  expect(entriesOf(path)).toMatchObject([{ state: 'unknown', reason: 'under way' }])
  ledger.finish(attempt, accepted)
  ledger.finish(ledger.announce(requestOf(2)), { state: 'failed', reason: 'x' })
  expect(ledger.close()).toBeUndefined()
  expect(readFileSync(path, 'utf8').split('\n')[0]).toBe(headerOf(sender))
  const entries = entriesOf(path)
  const identity = { line: 1, to: '+919000000002', messageId: 'wamid.N1', emoji: '❤', ref: 'order-1' }
  expect(entries[1]).toEqual({
    time: expect.any(String),
    attempt: entries[0]?.['attempt'],
    ...identity,
    ...accepted,
  })
  expect(new Set(entries.map(({ attempt }) => attempt)).size).toBe(2)
  const next = openLedger(path).ledger
  expect([1, 2, 3].map((number) => next.results.stateOf(requestOf(number)))).toEqual([
    'accepted',
    'failed',
    undefined,
  ])
})

test('a run that sends nothing leaves no file', () => {
  const { path, ledger } = openLedger()
  ledger.close()
  expect(existsSync(path)).toBe(false)
})

test('a file that ends anywhere, as a crash leaves it, is gone on with, and no announced line counts as new', () => {
  const { path, ledger } = openLedger()
  ledger.finish(ledger.announce(requestOf(1)), accepted)
  ledger.close()
  const whole = readFileSync(path)
  for (let end = 0; end <= whole.length; end += 7) {
    writeFileSync(path, whole.subarray(0, end))
    const next = openLedger(path).ledger
    const announced = whole.subarray(0, end).toString().split('\n').length > 2
    expect(next.results.stateOf(requestOf(1)) !== undefined, `${end} bytes`).toBe(announced)
    next.finish(next.announce(requestOf(2)), accepted)
    next.close()
    expect(openLedger(path).ledger.results.stateOf(requestOf(2))).toBe('accepted')
  }
})

describe('no further request may be made', () => {
  test.each<[string, (path: string) => void, string]>([
    ['deleted', (path) => rmSync(path), 'was deleted. Restore it'],
    [
      'replaced',
      (path) => {
        renameSync(path, `${path}.old`)
        writeFileSync(path, '')
      },
      'was replaced. Restore it',
    ],
    ['emptied', (path) => truncateSync(path, 0), 'was replaced. Restore it'],
  ])(
    'once the file is %s; what was under way is kept in a new one that can be appended',
    (_, harm, message) => {
      const { path, ledger } = openLedger()
      ledger.finish(ledger.announce(requestOf(1)), accepted)
      const underWay = ledger.announce(requestOf(2))
      const whole = readFileSync(path)
      harm(path)
      expect(() => ledger.announce(requestOf(3))).toThrow(message)
      expect(ledger.finish(underWay, accepted)).toBe(true)
      const told = ledger.close()
      const [rescued = ''] = readdirSync(dirname(path)).filter((name) =>
        name.startsWith(`${basename(path)}.rescued-`),
      )
      expect(told).toContain(message)
      expect(told).toContain(`are in ${dirname(path)}/${rescued}: append that file to ${path}.`)
      writeFileSync(path, whole)
      appendFileSync(path, readFileSync(`${dirname(path)}/${rescued}`))
      const { results } = openLedger(path).ledger
      expect([1, 2, 3].map((number) => results.stateOf(requestOf(number)))).toEqual([
        'accepted',
        'accepted',
        undefined,
      ])
    },
  )

  test('once the lock is lost; outcomes still go to the file, and the line counts as not sent', () => {
    let isHeld = true
    const { path, ledger } = openLedger(undefined, () => isHeld)
    const underWay = ledger.announce(requestOf(1))
    isHeld = false
    expect(() => ledger.announce(requestOf(2))).toThrow(
      'is in use by another run, or its lock was deleted. Wait until that run ends',
    )
    ledger.finish(underWay, accepted)
    expect(ledger.close()).toContain('is in use by another run')
    const { results } = openLedger(path).ledger
    expect([1, 2].map((number) => results.stateOf(requestOf(number)))).toEqual(['accepted', 'failed'])
  })
})

test('a file that is something else is left as it is', () => {
  const path = `${scratch()}/notes`
  writeFileSync(path, 'hello')
  expect(() => openLedger(path)).toThrow('is not a results file')
  expect(readFileSync(path, 'utf8')).toBe('hello')
})

test('a file in no folder is refused', () => {
  expect(() => openLedger('/nowhere/results')).toThrow(
    '/nowhere/results cannot be opened: no such file or directory',
  )
})
