import { ApiError, ConnectionError, TimeoutError } from './errors.ts'

/** Clock and chance, replaced in tests. */
export interface Runtime {
  /** Milliseconds since the epoch. */
  now(): number
  /** At least 0, below 1. */
  random(): number
  /** Waits that many milliseconds, or until the signal aborts. */
  wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void>
}

/** The attempt that failed, and the rules for the next one. */
interface RetryOptions {
  /** The attempts made so far, at least 1. */
  attempt: number
  retryUncertain: boolean | undefined
  runtime: Runtime
}

/**
 * The wait before the next attempt, in milliseconds; `undefined` where there must be none. By default a call is
 * repeated only where nothing can have been accepted: after 429, after 503 with `Retry-After`, and after a connection
 * that was never made. Kaleyra documents neither 429 nor 503 for this endpoint, and no idempotency key.
 */
export function retryDelay(
  error: unknown,
  { attempt, retryUncertain, runtime }: RetryOptions,
): number | undefined {
  const asked = error instanceof ApiError ? retryAfter(error.headers, runtime) : undefined
  const mayRepeat = wasNotAccepted(error, asked) || (retryUncertain && isUncertain(error))
  if (!mayRepeat) return undefined
  if (asked !== undefined) return Math.min(asked, 60_000)
  return Math.min(4000, 125 * 2 ** attempt) * (1 + runtime.random())
}

/** Tells whether nothing can have been accepted. */
function wasNotAccepted(error: unknown, asked: number | undefined): boolean {
  if (error instanceof ConnectionError) return error.wasNeverMade
  if (!(error instanceof ApiError)) return false
  return error.status === 429 || (error.status === 503 && asked !== undefined)
}

/** Tells whether nobody knows if the call was accepted. */
function isUncertain(error: unknown): boolean {
  if (error instanceof ApiError) return error.status >= 500
  return error instanceof ConnectionError || error instanceof TimeoutError
}

/**
 * The milliseconds from now that `Retry-After` asks for, in seconds or by a date (RFC 9110, 10.2.3); `undefined` where
 * the header is missing or unreadable.
 */
function retryAfter(headers: Headers, { now }: Runtime): number | undefined {
  const header = headers.get('retry-after')
  if (!header) return undefined
  const seconds = Number(header)
  const delay = Number.isNaN(seconds) ? Math.max(0, Date.parse(header) - now()) : seconds * 1000
  return delay >= 0 ? delay : undefined
}

/** The real clock and chance. */
export const realRuntime: Runtime = {
  now: Date.now,
  random: Math.random,
  wait: (milliseconds, signal) =>
    new Promise((resolve) => {
      const stop = startTimer(milliseconds, signal, () => {
        stop()
        resolve()
      })
    }),
}

/**
 * Calls `end` after that many milliseconds, and when the signal aborts. The function that it returns stops both.
 * `AbortSignal.any` is not used: a signal that serves many calls would grow with each of them.
 */
export function startTimer(
  milliseconds: number,
  signal: AbortSignal | undefined,
  end: () => void,
): () => void {
  // A longer timer would fire at once.
  const timer = setTimeout(end, Math.min(milliseconds, 2 ** 31 - 1))
  signal?.addEventListener('abort', end)
  return () => {
    clearTimeout(timer)
    signal?.removeEventListener('abort', end)
  }
}
