import { ApiError, ConnectionError, TimeoutError } from './errors.ts'

/** Clock and chance, replaced in tests. */
export interface Runtime {
  /** Milliseconds since the epoch. */
  now(): number
  /** At least 0, below 1. */
  random(): number
  /** Waits that many milliseconds, or until the signal aborts; then it rejects with the signal's reason. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>
}

const longestWait = 60_000

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
  retryUncertain: boolean,
  runtime: Runtime,
): number | undefined {
  const { status, headers, wasNeverMade }: Outcome = Object(error)
  const asked = retryAfter(headers?.get('retry-after'), runtime.now())
  const isSafe = wasNeverMade || status === 429 || (status === 503 && asked !== undefined)
  if (!isSafe && !(retryUncertain && isUncertain(error))) return undefined
  if (asked !== undefined) return Math.min(asked, longestWait)
  return Math.min(8000, 500 * 2 ** (attempt - 1)) * (0.5 + runtime.random() / 2)
}

/** What the errors of this package may say of an attempt. */
interface Outcome {
  status?: number
  headers?: Headers
  wasNeverMade?: boolean
}

function isUncertain(error: unknown): boolean {
  if (error instanceof ApiError) return error.status >= 500
  return error instanceof ConnectionError || error instanceof TimeoutError
}

/** The header in seconds or as a date (RFC 9110, 10.2.3), in milliseconds from now; `undefined` where unreadable. */
function retryAfter(header: string | null | undefined, now: number): number | undefined {
  if (!header) return undefined
  const delay = Number(header) * 1000
  const time = Number.isNaN(delay) ? Date.parse(header) - now : delay
  return Number.isNaN(time) ? undefined : Math.max(0, time)
}

/** The real clock and chance. */
export const realRuntime: Runtime = {
  now: () => Date.now(),
  random: () => Math.random(),
  wait: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, milliseconds)
      signal.addEventListener('abort', () => {
        clearTimeout(timer)
        reject(signal.reason)
      })
    }),
}
