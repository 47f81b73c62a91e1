import { readAnswer } from './answer.ts'
import { ConnectionError, KaleyraError, TimeoutError } from './errors.ts'
import type { Answer } from './transport.ts'

/** One request on its way: where to, what, and what may stop it. */
export interface Attempt {
  fetch: typeof globalThis.fetch
  address: URL
  init: RequestInit
  /** Milliseconds until it is given up, body included. */
  timeout: number
  signals: readonly AbortSignal[]
}

/**
 * Makes one attempt.
 *
 * @throws the caller's abort reason as it is; else one of this package's errors.
 */
export async function makeAttempt<Body>({
  fetch,
  address,
  init,
  timeout,
  signals,
}: Attempt): Promise<Answer<Body>> {
  return withSignal(signals, async (signal, abort) => {
    let isLate = false
    let status: number | undefined
    const timer = setTimeout(() => {
      isLate = true
      abort()
    }, timeout)
    try {
      const response = await fetch(address, { ...init, signal })
      status = response.status
      return await readAnswer<Body>(response)
    } catch (cause) {
      for (const given of signals) given.throwIfAborted()
      if (isLate) throw new TimeoutError(`No complete answer within ${timeout} ms`, { cause })
      if (cause instanceof KaleyraError) throw cause
      const place = status
        ? `The connection broke within the ${status} answer`
        : `No connection to ${address.host}`
      throw new ConnectionError(place, !status && wasNeverMade(cause), cause)
    } finally {
      clearTimeout(timer)
    }
  })
}

/** Runs `work` with one signal that follows the others. By hand: `AbortSignal.any` makes long-lived signals grow. */
export async function withSignal<Result>(
  signals: readonly AbortSignal[],
  work: (signal: AbortSignal, abort: () => void) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController()
  const abort = () => controller.abort(signals.find(({ aborted }) => aborted)?.reason)
  for (const signal of signals) signal.addEventListener('abort', abort)
  try {
    return await work(controller.signal, abort)
  } finally {
    for (const signal of signals) signal.removeEventListener('abort', abort)
  }
}

/** The codes of Node and Bun for a connection that never came about. */
const neverMade =
  /^(E(CONNREFUSED|NOTFOUND|AI_AGAIN|HOSTUNREACH|NETUNREACH)|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused|FailedToOpenSocket)$/

function wasNeverMade(error: unknown): boolean {
  const { code, cause } = Object(error)
  return neverMade.test(String(Object(cause).code ?? code))
}
