import { readFileSync } from 'node:fs'
import { readLines } from '../../src/batch/lines.ts'
import { readReactions } from '../../src/batch/reaction-line.ts'
import { type Run, type Summary, summaryOf } from '../../src/batch/report.ts'
import { runBatch } from '../../src/batch/run.ts'
import { Stopping } from '../../src/batch/stopping.ts'
import type { ReactionServer } from '../reaction-server.ts'
import { VirtualClock } from './virtual-clock.ts'

/** How a batch ran. */
export interface Ran {
  counts: Summary
  requests: number
  stop: Run['stop']
}

/** What can differ from run to run. */
export interface RunOptions {
  clock?: VirtualClock
  resendUnknown?: boolean
  concurrency?: number
  apiKey?: string
  /** Milliseconds that a request may take. */
  timeout?: number
}

/** Runs a batch in this process, in virtual time. */
export async function runInProcess(
  server: Pick<ReactionServer, 'url'>,
  path: string,
  { clock = new VirtualClock(), concurrency = 8, apiKey = 'secret-key', ...rest }: RunOptions = {},
): Promise<Ran> {
  const run = await runBatch({
    reading: readReactions(await readLines(path)),
    settings: {
      baseUrl: server.url,
      sid: 'HXAP1600000097IN',
      phoneNumber: '919000000001',
      apiKey,
      timeout: rest.timeout,
    },
    results: `${path}.results.ndjson`,
    rate: 20,
    concurrency,
    resendUnknown: rest.resendUnknown,
    showProgress: () => ({ tell: () => undefined, end: () => undefined }),
    stopping: new Stopping(clock),
    clock,
    lockTimes: { beat: 20, dead: 100 },
  })
  return { counts: summaryOf(run), requests: run.tally.requests, stop: run.stop }
}

/** The entries of a results file. */
export function entriesOf(results: string): Record<string, unknown>[] {
  const lines = readFileSync(results, 'utf8').trimEnd().split('\n')
  return lines.slice(1).map((line) => JSON.parse(line))
}

/** The last state of each message in a results file. */
export function statesIn(results: string): Map<unknown, unknown> {
  return new Map(entriesOf(results).map(({ messageId, state }) => [messageId, state]))
}
