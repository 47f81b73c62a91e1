import { readFileSync } from 'node:fs'
import { inputFrom } from '../src/batch/input.ts'
import { prepareSending } from '../src/batch/sending.ts'
import type { Stop } from '../src/batch/stopping.ts'
import type { Counts } from '../src/batch/tally.ts'
import type { FaultServer } from './fault-server.ts'
import { VirtualClock } from './virtual-clock.ts'

/** How a batch ran. */
export interface Ran {
  counts: Counts
  stop: Stop | undefined
  /** Milliseconds that passed on the clock of the batch. */
  duration: number
}

/** What can differ from run to run. */
export interface RunOptions {
  clock?: VirtualClock
  resendUnknown?: boolean
  concurrency?: number
  rate?: number
  apiKey?: string
  /** Milliseconds that a request may take. */
  timeout?: number
}

/** Runs a batch in this process, in virtual time. */
export async function runInProcess(
  server: Pick<FaultServer, 'url'>,
  path: string,
  { clock = new VirtualClock(), concurrency = 8, rate = 20, apiKey = 'secret-key', ...rest }: RunOptions = {},
): Promise<Ran> {
  const begin = clock.now()
  const { run } = await prepareSending({
    input: await inputFrom(path),
    target: {
      baseUrl: server.url,
      sid: 'HXAP1600000097IN',
      phoneNumber: '919000000001',
      apiKey,
      timeout: rest.timeout,
    },
    results: `${path}.results.ndjson`,
    rate,
    concurrency,
    resendUnknown: rest.resendUnknown,
    isQuiet: true,
    clock,
  })
  const { counts, stop } = await run()
  return { counts, stop, duration: clock.now() - begin }
}

/** The last state of each reaction in a results file, by message id and emoji of the line that stands for it. */
export function statesIn(results: string): Map<string, string> {
  const states = new Map<string, string>()
  for (const text of readFileSync(results, 'utf8').trimEnd().split('\n')) {
    const { messageId, state } = JSON.parse(text)
    states.set(messageId, state)
  }
  return states
}
