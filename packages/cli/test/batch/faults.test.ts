import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { ApiError, keyHeader } from '@kaleyra-reactions/client'
import { closedAddress } from '@kaleyra-reactions/test-support/servers'
import { describe, expect, test, vi } from 'vitest'
import { emptyTally, sendAll } from '../../src/batch/send.ts'
import { Stopping } from '../../src/batch/stopping.ts'
import { reactionCases } from '../document.ts'
import {
  accept,
  type Call,
  caseResponse,
  type Fault,
  type ReactionServer,
  startReactionServer,
} from '../reaction-server.ts'
import { file } from '../run.ts'
import { reaction, reactions } from './batch-run.ts'
import { entriesOf, type Ran, type RunOptions, runInProcess, statesIn } from './in-process.ts'
import { VirtualClock } from './virtual-clock.ts'

/** What happens while a batch of 400 lines runs, and what is to come of it. */
interface Row {
  name: string
  /** What the server does in the first run. In later runs it accepts everything. */
  script(call: Call, clock: VirtualClock): Fault
  /** What the operator reads; `undefined` where the batch does not stop. */
  told: RegExp | undefined
  /** How the program ends. */
  ending: 'refused' | 'noResponse' | undefined
  /** The most lines whose state stays unknown. */
  unknown: number
  options?: RunOptions
}

const lines = 400
const goOn = { kind: 'accept' } as const

const rows: Row[] = [
  {
    name: 'a wrong key',
    script: ({ headers }) => (headers[keyHeader] === 'wrong-key' ? caseResponse('RBC001') : goOn),
    told: /RBC001 /,
    ending: 'refused',
    unknown: 0,
    options: { apiKey: 'wrong-key' },
  },
  {
    name: 'a balance that is empty at line 200',
    script: ({ number }) => (number < 200 ? goOn : caseResponse('E110')),
    told: /E110 /,
    ending: 'refused',
    unknown: 0,
  },
  {
    name: '429 for 20 s without Retry-After',
    script: faultFor(20_000, { kind: 'respond', status: 429 }),
    told: undefined,
    ending: undefined,
    unknown: 0,
  },
  {
    name: '429 for 20 s with Retry-After',
    script: faultFor(20_000, { kind: 'respond', status: 429, headers: { 'retry-after': '5' } }),
    told: undefined,
    ending: undefined,
    unknown: 0,
  },
  {
    name: '503 for 20 s with Retry-After',
    script: faultFor(20_000, { kind: 'respond', status: 503, headers: { 'retry-after': '5' } }),
    told: undefined,
    ending: undefined,
    unknown: 0,
  },
  {
    name: '429 that asks for an hour',
    script: faultFor(3_600_000, { kind: 'respond', status: 429, headers: { 'retry-after': '3600' } }),
    told: /Continue after \d{4}-\d\d-\d\d \d\d:\d\d:\d\d \(in 1 h 0 min\)/,
    ending: 'noResponse',
    unknown: 0,
  },
  {
    name: '429 without end',
    script: () => ({ kind: 'respond', status: 429 }),
    told: /Continue after .* \(in 1 min 4 s\)/,
    ending: 'noResponse',
    unknown: 0,
  },
  {
    name: 'WA500 for 30 s',
    script: faultFor(30_000, caseResponse('WA500')),
    told: /5 lines in a row went wrong.*WA500/s,
    ending: 'noResponse',
    unknown: 12,
  },
  {
    name: 'the page of a gateway (502)',
    script: ({ number }) =>
      number < 50 ? goOn : { kind: 'respond', status: 502, body: '<h1>Bad Gateway</h1>' },
    told: /5 lines in a row went wrong.*502/s,
    ending: 'noResponse',
    unknown: 12,
  },
  {
    name: 'connections that break before the response, though the reaction was accepted',
    script: ({ number }) => ({ kind: number % 40 === 0 ? 'accept and reset' : 'accept' }),
    told: undefined,
    ending: undefined,
    unknown: 10,
  },
  {
    name: 'connections that break all the time',
    script: ({ number }) => ({ kind: number < 50 ? 'accept' : 'reset' }),
    told: /5 lines in a row went wrong/,
    ending: 'noResponse',
    unknown: 12,
  },
  {
    name: 'a server that no longer responds',
    script: ({ number }) => ({ kind: number < 50 ? 'accept' : 'stall' }),
    told: /5 lines in a row went wrong.*No complete response/s,
    ending: 'noResponse',
    unknown: 12,
    options: { timeout: 200 },
  },
]

/** A fault for so many milliseconds, from the hundredth request on. */
function faultFor(milliseconds: number, fault: Fault): Row['script'] {
  let end: number | undefined
  return ({ number }, clock) => {
    if (number < 100) return goOn
    end ??= clock.now() + milliseconds
    return clock.now() < end ? fault : goOn
  }
}

describe('no line is lost and none is sent twice', () => {
  test.each(rows)('after $name', async ({ script, told, ending, unknown, options }) => {
    const server = await startReactionServer()
    const input = file(reactions(lines))
    const clock = new VirtualClock()
    server.script = (call) => script(call, clock)
    const first = await runInProcess(server, input, { ...options, clock })
    expect(first.stop?.kind).toBe(ending)
    if (told !== undefined) expect(first.stop?.text).toMatch(told)
    expectTrueStates(server, input, first)
    expect(first.counts.unknown).toBeLessThanOrEqual(unknown)

    server.script = accept
    const second = await runInProcess(server, input, { clock })
    expect(second.stop).toBeUndefined()
    expect(second.counts).toMatchObject({ accepted: lines - first.counts.unknown, failed: 0, unsent: 0 })
    expectTrueStates(server, input, second)

    const sentBefore = server.received.length
    await runInProcess(server, input, { clock, resendUnknown: true })
    expect(server.received.length - sentBefore).toBe(first.counts.unknown)
  })

  test('after an address where nobody listens', async () => {
    const input = file(reactions(lines))
    const first = await runInProcess({ url: await closedAddress() }, input)
    expect(first.stop).toMatchObject({ kind: 'noResponse', text: expect.stringContaining('ECONNREFUSED') })
    expect(first.counts.unknown + first.counts.accepted).toBe(0)
    expect(first.counts.failed).toBeLessThanOrEqual(12)
    expect(first.counts.failed + first.counts.unsent).toBe(lines)
  })
})

test('lines that failed in an earlier run do not count among those that stop a batch', async () => {
  const server = await startReactionServer(({ messageId }) =>
    messageId.includes('bad') ? caseResponse('WA400') : goOn,
  )
  const bad = Array.from({ length: 12 }, (_, index) => reaction(`wamid.bad${index}`)).join('')
  const input = file(bad + reactions(3))
  const stops: unknown[] = []
  for (let run = 0; run < 4; run += 1)
    stops.push((await runInProcess(server, input, { concurrency: 1 })).stop?.kind)
  expect(stops).toEqual(['refused', 'refused', undefined, undefined])
  expect(server.accepted).toHaveLength(3)
})

test('after an error of a documented case the batch goes on, unless it concerns the account or the number', async () => {
  for (const { name, error, status } of reactionCases) {
    // A batch comes back to what was put off.
    if (error === undefined || (status === 429 && !error.mayHaveBeenAccepted)) continue
    const server = await startReactionServer(({ number }) => (number === 1 ? caseResponse(name) : goOn))
    const input = file(reactions(3))
    const { counts, stop } = await runInProcess(server, input, { concurrency: 1 })
    const isLasting = error.scope !== 'call'
    const state = error.mayHaveBeenAccepted ? 'unknown' : 'failed'
    expect(counts, name).toMatchObject({ [state]: 1, accepted: isLasting ? 0 : 2, unsent: isLasting ? 2 : 0 })
    for (const advice of [error.action, error.retry.advice])
      expect(stop?.text.includes(advice) ?? false, name).toBe(isLasting)
    const found = entriesOf(`${input}.results.ndjson`).find((entry) => entry['case'] === name)
    expect(found).toMatchObject({ messageId: 'wamid.N1', state, status })
  }
})

test('what may have been accepted is not sent again, although its status asks for a later request', async () => {
  for (const status of [429, 503]) {
    const error = new ApiError(status, undefined, { headers: new Headers({ 'retry-after': '1' }) })
    const sendReaction = vi.fn().mockRejectedValue(Object.assign(error, { mayHaveBeenAccepted: true }))
    const clock = new VirtualClock()
    const tally = emptyTally()
    const attempt = { attempt: 'a-1', line: 1, to: '1', messageId: 'wamid.1', emoji: '👍', ref: undefined }
    await sendAll([{ line: 1, job: { to: '1', messageId: 'wamid.1', emoji: '👍' }, failedBefore: false }], {
      client: { sendReaction, removeReaction: sendReaction },
      ledger: { announce: () => attempt, finish: () => true },
      ...{ stopping: new Stopping(clock), tally, rate: 20, concurrency: 1, clock, tell: () => undefined },
    })
    expect([sendReaction.mock.calls.length, tally.unknown]).toEqual([1, 1])
  }
})

test('another sender or address is refused, and this machine has one name', async () => {
  const server = await startReactionServer()
  const input = file(reactions(2))
  await runInProcess(server, input)
  const named = { url: server.url.replace('127.0.0.1', 'localhost') }
  expect(await runInProcess(named, input)).toMatchObject({ requests: 0, counts: { accepted: 2 } })
  const other = await startReactionServer()
  await expect(runInProcess(other, input)).rejects.toThrow('has results of another sender or address')
  expect([server.received.length, other.received.length]).toEqual([2, 0])
})

test('results of two files that are joined keep what both know', async () => {
  const server = await startReactionServer(({ number }) => (number === 2 ? caseResponse('WA400') : goOn))
  const [first, second] = [file(reactions(1)), file(reactions(2))]
  await runInProcess(server, first, { concurrency: 1 })
  const results = `${second}.results.ndjson`
  await runInProcess(server, second, { concurrency: 1 })
  // The failure of N1 in the second file stands behind its acceptance in the first one.
  appendFileSync(`${first}.results.ndjson`, readFileSync(results))
  writeFileSync(first, reactions(2))
  expect(await runInProcess(server, first)).toMatchObject({ requests: 0, counts: { accepted: 2 } })
  expect(server.accepted).toEqual(['wamid.N1 👍', 'wamid.N2 👍'])
})

/** What the results file and the counts say is what the server knows. */
function expectTrueStates(server: ReactionServer, input: string, { counts }: Ran): void {
  const accepted = new Set(server.accepted.map((each) => each.split(' ')[0]))
  expect(accepted.size).toBe(server.accepted.length)
  const states = statesIn(`${input}.results.ndjson`)
  for (const [messageId, state] of states) {
    if (state === 'accepted') expect(accepted).toContain(messageId)
    if (state === 'failed') expect(accepted).not.toContain(messageId)
  }
  const known = [...states.values()]
  for (const state of ['accepted', 'unknown'] as const)
    expect(known.filter((each) => each === state)).toHaveLength(counts[state])
  for (const messageId of accepted) expect(states.get(messageId ?? '')).not.toBe('failed')
  expect(counts.accepted + counts.unknown + counts.failed + counts.unsent).toBe(lines)
}
