import { mayDoBetterLater } from '@kaleyra-reactions/model/statuses'
import { ConnectionError, TimeoutError } from './connection-errors.ts'
import { startTimer } from './deadline.ts'
import { ApiError, type KaleyraError } from './errors.ts'

/** Random numbers and waiting, which tests replace. */
export interface Runtime {
  /** At least 0, below 1. */
  random(): number
  /** Waits that many milliseconds, or until the signal aborts. */
  wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void>
}

/** The attempt that failed, and the rules for the next one. */
interface RetryOptions {
  /** The attempts made so far, at least 1. */
  attempt: number
  retryUncertain: boolean
  runtime: Runtime
}

/**
 * The wait before the next attempt, in milliseconds; `undefined` if there must be none. By default a call is repeated only
 * if Kaleyra cannot have accepted it and the next attempt may succeed: after 429, 503 with `Retry-After`, or a request that
 * was never sent. Kaleyra documents neither status for this endpoint, and no idempotency key.
 */
export function retryDelay(
  error: KaleyraError,
  { attempt, retryUncertain, runtime }: RetryOptions,
): number | undefined {
  if (!isTransient(error) || (error.mayHaveBeenAccepted && !retryUncertain)) return undefined
  const backOff = Math.min(4000, 125 * 2 ** attempt) * (1 + runtime.random())
  const asked = error instanceof ApiError ? (error.retryAfter ?? 0) : 0
  // If the server asks for more than a minute, the call ends rather than wait so long or retry too early.
  return asked > 60 ? undefined : Math.max(backOff, asked * 1000)
}

function isTransient(error: KaleyraError): boolean {
  if (error instanceof ApiError) return mayDoBetterLater(error.status)
  return error instanceof ConnectionError || error instanceof TimeoutError
}

/** Real random numbers and waiting. */
export const realRuntime: Runtime = {
  random: () => Math.random(),
  wait: (milliseconds, signal) =>
    new Promise((resolve) => {
      const stop = startTimer(milliseconds, signal, () => {
        stop()
        resolve()
      })
    }),
}
