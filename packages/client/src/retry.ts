import { ApiError, ConnectionError, TimeoutError } from './errors.ts'

/** Clock and chance, replaced in tests. */
export interface Runtime {
  /** Milliseconds since the epoch. */
  now(): number
  /** At least 0, below 1. */
  random(): number
  /** Waits that many milliseconds, or until the signal aborts; then it rejects with the signal's reason. */
  wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void>
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
  const asked =
    error instanceof ApiError ? retryAfter(error.headers.get('retry-after'), runtime.now()) : undefined
  if (!isSafe(error, asked) && !(retryUncertain && isUncertain(error))) return undefined
  if (asked !== undefined) return Math.min(asked, longestWait)
  return Math.min(8000, 500 * 2 ** (attempt - 1)) * (0.5 + runtime.random() / 2)
}

function isSafe(error: unknown, asked: number | undefined): boolean {
  if (error instanceof ApiError) return error.status === 429 || (error.status === 503 && asked !== undefined)
  return error instanceof ConnectionError && error.wasNeverMade
}

function isUncertain(error: unknown): boolean {
  if (error instanceof ApiError) return error.status >= 500
  return error instanceof ConnectionError || error instanceof TimeoutError
}

/** The header in seconds or as a date (RFC 9110, 10.2.3), in milliseconds from now; `undefined` where unreadable. */
function retryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined
  const delay = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now
  return Number.isNaN(delay) ? undefined : Math.max(0, delay)
}

/** The real clock and chance. */
export const realRuntime: Runtime = {
  now: () => Date.now(),
  random: () => Math.random(),
  wait: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(timer)
        reject(signal?.reason)
      }
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', stop)
        resolve()
      }, milliseconds)
      signal?.addEventListener('abort', stop, { once: true })
    }),
}
