import { fillPath } from '@kaleyra-reactions/model/path-template'
import manifest from '../package.json' with { type: 'json' }
import { InvalidInputError } from './errors.ts'
import type { OperationCall } from './operation-call.ts'
import { checked } from './validation.ts'

/** A request as it would be sent, without the key: for a preview, a queue, another HTTP client. */
export interface RequestPreview {
  method: string
  url: string
  /** All headers but the one of the key: add it under the name `keyHeader`, which this package exports. */
  headers: Record<string, string>
  /** The exact JSON text. */
  body: string
}

/**
 * The request of an operation call.
 *
 * @param base what {@link baseOf} gave.
 * @throws {InvalidInputError} naming `baseUrl` where it already holds the start of the path.
 */
export function requestOf(
  base: string,
  { method, path, parameters, ...call }: OperationCall,
): RequestPreview {
  const upToFirstValue = path.slice(0, path.indexOf('}') + 1)
  if (upToFirstValue && base.endsWith(fillPath(upToFirstValue, parameters)))
    throw new InvalidInputError('baseUrl', `must end before ${upToFirstValue}, which is added to it`)
  return {
    method,
    url: base + fillPath(path, parameters) + (call.query ?? ''),
    headers: { ...agentHeader(), ...call.headers, 'content-type': 'application/json' },
    body: JSON.stringify(call.body),
  }
}

/**
 * Tells whether visitors load this code, in a page or its worker, and could read the key. Not so in Electron, nor in
 * Node where a test tool plays the browser.
 */
export function isLoadedByVisitors(): boolean {
  const { navigator, process } = globalThis
  return /^Mozilla(?!.*Electron)/.test(navigator?.userAgent) && !process?.versions?.node
}

/** A browser lets nobody name the agent. */
function agentHeader(): Record<string, string> {
  return isLoadedByVisitors() ? {} : { 'user-agent': `${manifest.name}/${manifest.version}` }
}

/**
 * The address without a slash at its end. It has no credentials, and nothing follows its path.
 *
 * @throws {InvalidInputError} naming `baseUrl`.
 */
export function baseOf(baseUrl: unknown, allowInsecureHttp: boolean | undefined): string {
  const address = typeof baseUrl === 'string' && URL.canParse(baseUrl) ? new URL(baseUrl).href : ''
  const pattern = allowInsecureHttp
    ? /^https?:[^?#@]+$/
    : /^(https:|http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/])[^?#@]*$/
  const problem = 'must be plain https://, without user or query; http:// needs allowInsecureHttp'
  return checked('baseUrl', address, pattern, problem).replace(/\/$/, '')
}
