import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'

/**
 * Waits for some milliseconds. An infinite wait does not keep the process alive.
 *
 * @throws the reason of the signal if that ends the wait, as `fetch` does.
 */
export async function pause(delay: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  if (Number.isFinite(delay)) await wait(delay, undefined, { signal }).catch(() => undefined)
  else await once(signal, 'abort')
  signal.throwIfAborted()
}
