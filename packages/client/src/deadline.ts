/** The end that a timeout and a signal set to an attempt. */
export interface Deadline {
  /** Aborts at the end. */
  signal: AbortSignal
  /** Waits for a step, and rejects at the end: what it waits for need not heed the signal. */
  within<Result>(step: Promise<Result>): Promise<Result>
  /** Stops the timer. */
  stop(): void
}

/** Starts a deadline of that many milliseconds, and of the caller's signal. */
export function startDeadline(timeout: number, signal: AbortSignal | undefined): Deadline {
  const controller = new AbortController()
  let stop = () => {}
  const ended = new Promise<never>((_, reject) => {
    stop = startTimer(timeout, signal, () => {
      // Older engines keep no reason in the signal.
      const reason = new Error(`not complete within ${timeout} ms`)
      reject(reason)
      controller.abort(reason)
    })
  })
  // Nobody may be waiting when the end comes.
  ended.catch(() => undefined)
  return { signal: controller.signal, within: (step) => Promise.race([step, ended]), stop }
}

/** @throws the reason of a signal that has aborted. Older engines and React Native have neither it nor `throwIfAborted`. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw 'reason' in signal ? signal.reason : new Error('The signal was aborted')
}

/**
 * Calls `end` after that many milliseconds, and when the signal aborts. The function that it returns stops both.
 * `AbortSignal.any` is not used: a signal that serves many calls would grow with each of them.
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
