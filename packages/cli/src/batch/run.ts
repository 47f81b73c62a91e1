import { createClient } from '@kaleyra-reactions/client'
import type { CompleteOptions } from '../settings/settings.ts'
import { complain } from '../terminal/output.ts'
import type { Clock } from './clock.ts'
import { Ledger } from './ledger.ts'
import { Lock, type LockTimes } from './lock.ts'
import { planBatch } from './plan.ts'
import type { Progress, ProgressOptions } from './progress.ts'
import type { Reading } from './reaction-line.ts'
import { problemTexts, type Run } from './report.ts'
import { emptyTally, sendAll } from './send.ts'
import { senderOf } from './sender.ts'
import type { Stopping } from './stopping.ts'

/** A batch that is to be sent. */
export interface BatchOptions {
  /** What the lines of the input are. */
  reading: Reading
  /** Who sends, and where to. */
  settings: CompleteOptions
  /** The results file. */
  results: string
  /** Requests in a second. */
  rate: number
  /** Requests under way at a time. */
  concurrency: number
  /** Also sends what may have been accepted. */
  resendUnknown?: boolean | undefined
  stopping: Stopping
  clock: Clock
  showProgress(options: ProgressOptions): Progress
  lockTimes?: LockTimes
}

/**
 * Sends the reactions that the results file does not have, and keeps there what became of them.
 *
 * @throws {Failure} when the results cannot be used; nothing is sent.
 */
export async function runBatch(options: BatchOptions): Promise<Run> {
  const { reading, settings, results, resendUnknown, stopping, clock, lockTimes } = options
  const client = createClient(settings)
  const lock = await Lock.acquire(results, {
    signal: stopping.stopping,
    tell: complain,
    ...(lockTimes && { times: lockTimes }),
  })
  try {
    const ledger = new Ledger({ path: results, sender: senderOf(settings), lock })
    const plan = planBatch(reading, { stateOf: ledger.results.stateOf, resendUnknown })
    const tally = emptyTally()
    const progress = options.showProgress({ tally, toSend: plan.requests.length, clock })
    for (const text of problemTexts(plan.problems)) progress.tell(text)
    await sendAll(plan.requests, { ...options, client, ledger, tally, tell: progress.tell })
    progress.end()
    const problem = ledger.close()
    const stop = problem === undefined ? stopping.stop : { kind: 'unexpected' as const, text: problem }
    return { plan, tally, stop, results }
  } finally {
    lock.release()
  }
}
