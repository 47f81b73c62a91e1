/** The end of an attempt, by its timeout or the caller's signal. */
export interface Deadline {
  /** Aborts at the end. */
  signal: AbortSignal
  /** Waits for a step, and rejects at the end even if the step ignores the signal. */
  within<Result>(step: Promise<Result>): Promise<Result>
  /** Stops the timer. */
  stop(): void
}

/** Starts a deadline that ends after `timeout` milliseconds, or when the caller's signal aborts. */
export function startDeadline(timeout: number, signal: AbortSignal | undefined): Deadline {
  const controller = new AbortController()
  let stop = () => {}
  const ended = new Promise<never>((_, reject) => {
    stop = startTimer(timeout, signal, () => {
      const reason = new Error(`timed out after ${timeout} ms`)
      // A listener of the signal would do the same, but slows each call.
      reject(reason)
      controller.abort(reason)
    })
  })
  // Without this, an end that no step waits for would be an unhandled rejection.
  ended.catch(() => undefined)
  return { signal: controller.signal, within: (step) => Promise.race([step, ended]), stop }
}

/**
 * Calls `end` after that many milliseconds, and when the signal aborts. The function that it returns stops both. It avoids
 * `AbortSignal.any`, because a signal that serves many calls would grow with each of them.
 */
export function startTimer(
  milliseconds: number,
  signal: AbortSignal | undefined,
  end: () => void,
): () => void {
  // A longer timer would fire at once.
  const timer = setTimeout(end, Math.min(milliseconds, 2 ** 31 - 1))
  signal?.addEventListener('abort', end)
  return () => {
    clearTimeout(timer)
    signal?.removeEventListener('abort', end)
  }
}
