import { innermostOf, textMember } from '@kaleyra-reactions/model/member'
import { doubt, KaleyraError, nameClass } from './errors.ts'
import { toldBy } from './failure.ts'

/** The connection failed. The message says why; `cause` is the runtime's error, without the secrets of the call. */
export class ConnectionError extends KaleyraError {
  /** @param cause the runtime's error, without secrets. */
  constructor(cause: unknown) {
    const origin = innermostOf(cause)
    const reason = toldBy(origin)
    const told = `${textMember(origin, 'code')} ${reason}`
    const mayHaveBeenAccepted = !neverCarried.some((pattern) => pattern.test(told))
    super(`Connection failed: ${reason}${outcomeOf(mayHaveBeenAccepted)}`, { cause, mayHaveBeenAccepted })
  }
}

/**
 * What Node, Deno and Bun say if the request was never sent. The connection, the name look-up, our verification of the
 * certificate or a proxy's tunnel failed, or `fetch` blocks the port. Codes such as `ECONNRESET` are not among them: they
 * can also end an open connection.
 */
const neverCarried = [
  /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|\bconnect E|_CONNECT_TIMEOUT|error \(Connect\)/,
  /^(CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|ERR_TLS_CERT_)/,
  /Proxy response|PROXY_TUNNEL/,
  /bad port|port \d+ are blocked/,
]

/** No status arrived within the timeout, or the `apiKey` function took too long. */
export class TimeoutError extends KaleyraError {
  /** @param wasSent false if the `apiKey` function took too long, so that nothing was sent. */
  constructor(timeout: number, wasSent = true) {
    const missing = wasSent ? 'complete response' : 'key from the apiKey function'
    super(`No ${missing} within ${timeout} ms${outcomeOf(wasSent)}`, { mayHaveBeenAccepted: wasSent })
  }
}

function outcomeOf(mayHaveBeenAccepted: boolean): string {
  return mayHaveBeenAccepted ? doubt : '; nothing was sent'
}

nameClass(ConnectionError, 'ConnectionError')
nameClass(TimeoutError, 'TimeoutError')
