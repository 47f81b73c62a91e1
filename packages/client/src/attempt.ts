import { readAnswer } from './answer.ts'
import { ConnectionError, KaleyraError, TimeoutError } from './errors.ts'
import { follow } from './retry.ts'
import type { Answer } from './transport.ts'

/**
 * Makes one attempt: calls `send` with a signal that aborts when the caller's does, or after `timeout` milliseconds.
 *
 * @throws the caller's abort reason as it is; else one of this package's errors.
 */
export async function makeAttempt<Body>(
  send: (signal: AbortSignal) => Promise<Response>,
  timeout: number,
  signal: AbortSignal | undefined,
): Promise<Answer<Body>> {
  const controller = new AbortController()
  const stop = follow(signal, timeout, () => controller.abort())
  try {
    return await readAnswer<Body>(await send(controller.signal))
  } catch (cause) {
    signal?.throwIfAborted()
    if (controller.signal.aborted) throw new TimeoutError(`No answer within ${timeout} ms`, { cause })
    if (cause instanceof KaleyraError) throw cause
    const { code = 'see cause', cause: inner } = Object(cause)
    throw new ConnectionError(inner?.code ?? code, cause)
  } finally {
    stop()
  }
}
