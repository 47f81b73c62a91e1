import { setTimeout as wait } from 'node:timers/promises'

/** The time, replaced in tests. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Waits that many milliseconds, or until the signal aborts. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>
}

/** The real time. */
export const realClock: Clock = {
  now: Date.now,
  wait: (milliseconds, signal) => wait(milliseconds, undefined, { signal }).catch(() => undefined),
}
