import { textMember } from '@kaleyra-reactions/model/member'
import { doubt, KaleyraError, nameClass } from './errors.ts'
import { innermostOf, toldBy } from './failure.ts'

/** No usable connection. The message says why, `cause` is what the runtime said, without the secrets of the call. */
export class ConnectionError extends KaleyraError {
  /** @param cause the error of the runtime, without secrets. */
  constructor(cause: unknown) {
    const origin = innermostOf(cause)
    const reason = toldBy(origin)
    const told = `${textMember(origin, 'code')} ${reason}`
    const mayHaveBeenAccepted = !neverCarried.some((pattern) => pattern.test(told))
    super(`Connection failed: ${reason}${outcomeOf(mayHaveBeenAccepted)}`, { cause, mayHaveBeenAccepted })
  }
}

/**
 * What Node, Deno and Bun say where the request was never carried: a connection or a name look-up failed, our verification
 * of the certificate, a proxy's tunnel, a port that `fetch` blocks. Codes such as `ECONNRESET` are not among them: they can
 * end an open connection as well.
 */
const neverCarried = [
  /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|\bconnect E|_CONNECT_TIMEOUT|error \(Connect\)/,
  /^(CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|ERR_TLS_CERT_)/,
  /Proxy response|PROXY_TUNNEL/,
  /bad port|port \d+ are blocked/,
]

/** No response within the timeout. */
export class TimeoutError extends KaleyraError {
  /** @param wasSent false where not even the key came in time. */
  constructor(timeout: number, wasSent = true) {
    super(`No complete response within ${timeout} ms${outcomeOf(wasSent)}`, { mayHaveBeenAccepted: wasSent })
  }
}

function outcomeOf(mayHaveBeenAccepted: boolean): string {
  return mayHaveBeenAccepted ? doubt : '; nothing was sent'
}

nameClass(ConnectionError, 'ConnectionError')
nameClass(TimeoutError, 'TimeoutError')
