import type { TimerOptions } from 'node:timers'
import { setTimeout as wait } from 'node:timers/promises'

/**
 * Waits for that many milliseconds.
 *
 * @throws the reason of the signal when the signal ends the wait, as `fetch` does.
 */
export async function pause(delay: number, signal?: AbortSignal, options?: TimerOptions): Promise<void> {
  const settings = { ...options, ...(signal && { signal }) }
  await wait(delay, undefined, settings).catch(() => signal?.throwIfAborted())
}
