import { closedAddress } from '@kaleyra-reactions/test-support/servers'
import { describe, expect, test } from 'vitest'
import { reactions } from './batch-run.ts'
import { keyHeader } from './document.ts'
import { accept, caseResponse, type FaultServer, type Script, startFaultServer } from './fault-server.ts'
import { type Ran, type RunOptions, runInProcess, statesIn } from './in-process.ts'
import { file } from './run.ts'
import { VirtualClock } from './virtual-clock.ts'

/** What happens while a batch of 400 lines runs, and what is to come of it. */
interface Row {
  name: string
  /** What the server does in the first run. In later runs it accepts everything. */
  script(clock: VirtualClock): Script
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
    script:
      () =>
      ({ headers }) =>
        headers[keyHeader] === 'wrong-key' ? caseResponse('RBC001') : goOn,
    told: /RBC001 .*Check the SID and the API key as a pair/,
    ending: 'refused',
    unknown: 0,
    options: { apiKey: 'wrong-key' },
  },
  {
    name: 'a balance that is empty at line 200',
    script:
      () =>
      ({ number }) =>
        number < 200 ? goOn : caseResponse('E110'),
    told: /E110 .*Top up the balance/,
    ending: 'refused',
    unknown: 0,
  },
  {
    name: '429 for 20 s without Retry-After',
    script: putOffFor(20_000, 429),
    told: undefined,
    ending: undefined,
    unknown: 0,
  },
  {
    name: '429 for 20 s with Retry-After',
    script: putOffFor(20_000, 429, '5'),
    told: undefined,
    ending: undefined,
    unknown: 0,
  },
  {
    name: '503 for 20 s with Retry-After',
    script: putOffFor(20_000, 503, '5'),
    told: undefined,
    ending: undefined,
    unknown: 0,
  },
  {
    name: '429 that asks for an hour',
    script: putOffFor(3_600_000, 429, '3600'),
    told: /Come back after \d{4}-\d\d-\d\d \d\d:\d\d:\d\d \(in 1 h 0 min\)/,
    ending: 'noResponse',
    unknown: 0,
  },
  {
    name: '429 without end',
    script: () => () => ({ kind: 'respond', status: 429 }),
    told: /Come back after .* \(in 1 min 4 s\)/,
    ending: 'noResponse',
    unknown: 0,
  },
  {
    name: 'WA500 for 30 s',
    script: (clock) => {
      const begin = clock.now()
      return ({ number }) => (number > 100 && clock.now() < begin + 35_000 ? caseResponse('WA500') : goOn)
    },
    told: /5 lines in a row went wrong.*WA500.*5, 10 and 15 minutes/s,
    ending: 'noResponse',
    unknown: 12,
  },
  {
    name: 'the page of a gateway (502)',
    script:
      () =>
      ({ number }) =>
        number < 50 ? goOn : { kind: 'respond', status: 502, body: '<h1>Bad Gateway</h1>' },
    told: /5 lines in a row went wrong.*502/s,
    ending: 'noResponse',
    unknown: 12,
  },
  {
    name: 'connections that break before the response, though the reaction was accepted',
    script:
      () =>
      ({ number }) => ({ kind: number % 40 === 0 ? 'accept and reset' : 'accept' }),
    told: undefined,
    ending: undefined,
    unknown: 10,
  },
  {
    name: 'connections that break all the time',
    script:
      () =>
      ({ number }) => ({ kind: number < 50 ? 'accept' : 'reset' }),
    told: /5 lines in a row went wrong/,
    ending: 'noResponse',
    unknown: 12,
  },
  {
    name: 'a server that no longer responds',
    script:
      () =>
      ({ number }) => ({ kind: number < 50 ? 'accept' : 'stall' }),
    told: /5 lines in a row went wrong.*No complete response|5 lines in a row failed/s,
    ending: 'noResponse',
    unknown: 12,
    options: { timeout: 200 },
  },
]

/** Puts off every request of so many milliseconds, from the hundredth on. */
function putOffFor(milliseconds: number, status: number, retryAfter?: string): Row['script'] {
  const headers: Record<string, string> = retryAfter === undefined ? {} : { 'retry-after': retryAfter }
  return (clock) => {
    let end: number | undefined
    return ({ number }) => {
      if (number < 100) return goOn
      end ??= clock.now() + milliseconds
      return clock.now() < end ? { kind: 'respond', status, headers } : goOn
    }
  }
}

describe('no line is lost and none is sent twice', () => {
  test.each(rows)('after $name', async ({ script, told, ending, unknown, options }) => {
    const server = await startFaultServer()
    const input = file(reactions(lines))
    const clock = new VirtualClock()
    server.script = script(clock)
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

    const sentBefore = server.requests()
    await runInProcess(server, input, { clock, resendUnknown: true })
    expect(server.requests() - sentBefore).toBe(first.counts.unknown)
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

/** What the results file and the counts say is what the server knows. */
function expectTrueStates(server: FaultServer, input: string, { counts }: Ran): void {
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
