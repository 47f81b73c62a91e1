import { fillPath } from '@kaleyra-reactions/model/path-template'
import manifest from '../package.json' with { type: 'json' }
import type { OperationCall } from './operation-call.ts'
import { check, checked, textOf } from './validation.ts'

/** A request as the client would send it, without the key: for a preview, a queue or another HTTP client. */
export interface RequestPreview {
  method: string
  url: string
  /** All headers but the key's. To send the request, set `headers[keyHeader]`; the package exports `keyHeader`. */
  headers: Record<string, string>
  /** The exact JSON text. */
  body: string
}

/** Where requests go. */
export interface Destination {
  baseUrl: string
  allowInsecureHttp?: boolean | undefined
}

/**
 * Creates the function that gives the request of an operation call. It refuses a base URL that already contains the start
 * of the path, as the address on Kaleyra's page does.
 *
 * @throws {InvalidInputError} naming `baseUrl`. The function can throw it too.
 */
export function createRequests(destination: Destination): (call: OperationCall) => RequestPreview {
  const base = baseOf(destination)
  const isOrigin = base.split('/').length === 3
  const agent = agentHeader()
  return ({ method, path, parameters, query = '', headers, body }) => {
    if (!isOrigin) checkEnd(base, path, parameters)
    return {
      method,
      url: base + fillPath(path, parameters) + query,
      headers: { ...agent, ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }
  }
}

/** @throws {InvalidInputError} if the base URL ends with the start of the path, up to its first placeholder. */
function checkEnd(base: string, path: string, parameters: OperationCall['parameters']): void {
  const start = path.slice(0, path.indexOf('}') + 1)
  const hasStart = start !== '' && base.endsWith(fillPath(start, parameters))
  check(!hasStart, 'baseUrl', `must end before ${start}: the client adds that`)
}

/**
 * Tells whether this code runs in a browser page or its worker, where visitors could read the key. It does not in Electron,
 * nor in Node if a test tool imitates the browser.
 */
export function isLoadedByVisitors(): boolean {
  const { navigator, process } = globalThis
  return /^Mozilla(?!.*Electron)/.test(navigator?.userAgent) && !process?.versions?.node
}

/** A browser lets no code set the user agent. */
function agentHeader(): Record<string, string> {
  return isLoadedByVisitors() ? {} : { 'user-agent': `${manifest.name}/${manifest.version}` }
}

/**
 * The address without a slash at its end. It has no credentials, and nothing follows its path.
 *
 * @throws {InvalidInputError} naming `baseUrl`.
 */
function baseOf({ baseUrl, allowInsecureHttp }: Destination): string {
  const given = textOf('baseUrl', baseUrl)
  const address = URL.canParse(given) ? new URL(given).href : ''
  const pattern =
    allowInsecureHttp === true
      ? /^https?:[^?#@]+$/
      : /^(https:|http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/])[^?#@]*$/
  const problem =
    'must begin with https:// (or http:// on this machine, or with allowInsecureHttp), and have no user or query'
  return checked('baseUrl', address, pattern, problem).replace(/\/$/, '')
}
