import { member, textMember } from '@kaleyra-reactions/model/member'
import { ConnectionError, KaleyraError, TimeoutError } from './errors.ts'
import { type ApiResponse, readResponse } from './response.ts'
import { startTimer } from './retry.ts'

/**
 * Makes one attempt: calls `send` with a signal that aborts when the caller's does, or after `timeout` milliseconds.
 *
 * @throws the caller's abort reason as it is; else one of this package's errors.
 */
export async function makeAttempt<Body>(
  send: (signal: AbortSignal) => Promise<Response>,
  timeout: number,
  signal: AbortSignal | undefined,
): Promise<ApiResponse<Body>> {
  const controller = new AbortController()
  const stop = startTimer(timeout, signal, () => controller.abort())
  try {
    return await readResponse<Body>(await send(controller.signal))
  } catch (cause) {
    signal?.throwIfAborted()
    if (controller.signal.aborted) {
      throw new TimeoutError(`No complete response within ${timeout} ms`, { cause })
    }
    if (cause instanceof KaleyraError) throw cause
    throw new ConnectionError(codeOf(cause), cause)
  } finally {
    stop()
  }
}

/** The runtime's code for what happened. Node puts it on the cause of the error, Bun on the error itself. */
function codeOf(error: unknown): string {
  return textMember(member(error, 'cause'), 'code') ?? textMember(error, 'code') ?? 'see cause'
}
