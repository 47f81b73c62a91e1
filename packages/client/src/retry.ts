/** Clock and chance, replaced in tests. */
export interface Runtime {
  /** Milliseconds since the epoch. */
  now(): number
  /** At least 0, below 1. */
  random(): number
  /** Waits that many milliseconds, or until the signal aborts. */
  wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void>
}

/**
 * How long to wait before the next attempt, in milliseconds, or `undefined` where there must be none: by default a call
 * is repeated only where nothing can have been accepted (429, 503 with `Retry-After`, a connection that was never
 * made). The vendor documents neither 429 nor 503 for this endpoint, and no idempotency key.
 *
 * @param attempt the attempts made so far, at least 1.
 */
export function retryDelay(
  error: unknown,
  attempt: number,
  retryUncertain: boolean | undefined,
  runtime: Runtime,
): number | undefined {
  // No status, where the connection broke or time ran out, is as uncertain as a 5xx.
  const { status = 500, headers, wasNeverMade }: Outcome = Object(error)
  const asked = retryAfter(headers?.get('retry-after'), runtime)
  const isSafe = wasNeverMade || status === 429 || (status === 503 && asked >= 0)
  if (!isSafe && !(retryUncertain && status >= 500)) return undefined
  if (asked >= 0) return Math.min(asked, 60_000)
  return Math.min(4000, 125 * 2 ** attempt) * (1 + runtime.random())
}

/** What the errors of this package may say of an attempt. */
interface Outcome {
  status?: number
  headers?: Headers
  wasNeverMade?: boolean
}

/** The header in seconds or as a date (RFC 9110, 10.2.3), in milliseconds from now; NaN where unreadable. */
function retryAfter(header: string | null | undefined, { now }: Runtime): number {
  if (!header) return Number.NaN
  return Number(header) * 1000 || Math.max(0, Date.parse(header) - now())
}

/** The real clock and chance. */
export const realRuntime: Runtime = {
  now: Date.now,
  random: Math.random,
  wait: (milliseconds, signal) =>
    new Promise((resolve) => {
      const stop = follow(signal, milliseconds, () => {
        stop()
        resolve()
      })
    }),
}

/**
 * Calls `end` after that many milliseconds and when the signal aborts, until the returned function is called. By hand,
 * since `AbortSignal.any` makes a signal that serves many calls grow.
 */
export function follow(signal: AbortSignal | undefined, milliseconds: number, end: () => void): () => void {
  // A longer timer would fire at once.
  const timer = setTimeout(end, Math.min(milliseconds, 2 ** 31 - 1))
  signal?.addEventListener('abort', end)
  return () => {
    clearTimeout(timer)
    signal?.removeEventListener('abort', end)
  }
}
