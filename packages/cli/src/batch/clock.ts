import { setTimeout as wait } from 'node:timers/promises'

/** The time, replaced in tests. */
export interface Clock {
  /** Milliseconds that pass evenly, from whenever: setting the clock of the machine changes nothing. */
  now(): number
  /** What the clock of the machine shows. */
  date(): Date
  /** Waits that many milliseconds, or until the signal aborts. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>
}

/** The real time. */
export const realClock: Clock = {
  now: () => performance.now(),
  date: () => new Date(),
  wait: (milliseconds, signal) => wait(milliseconds, undefined, { signal }).catch(() => undefined),
}
