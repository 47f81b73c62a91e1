import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'

/**
 * Waits for that many milliseconds; for ever where they are infinite, which does not keep the process alive.
 *
 * @throws the reason of the signal when the signal ends the wait, as `fetch` does.
 */
export async function pause(delay: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  if (Number.isFinite(delay)) await wait(delay, undefined, { signal }).catch(() => undefined)
  else await once(signal, 'abort')
  signal.throwIfAborted()
}
