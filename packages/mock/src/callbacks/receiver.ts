import { ScenarioError } from '../suite/scenario.ts'

/** The address of a callback, and its headers. */
export interface CallbackReceiver {
  url: string
  headers: Readonly<Record<string, string>>
}

/**
 * Checks an address and headers for callbacks. Messages do not show them, since they may contain a credential.
 *
 * @param names the names of the address and the headers in messages.
 * @throws {ScenarioError} if the address or a header is invalid.
 */
export function readReceiver(
  address: string,
  given: Record<string, string>,
  names: { url: string; headers: string },
): CallbackReceiver {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url?.username || url?.password) {
    throw new ScenarioError(
      `${names.url} must not contain a user or a password: set the authorization header in ${names.headers} instead.`,
    )
  }
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw new ScenarioError(
      `${names.url} must be an http or https address, such as http://127.0.0.1:8080/callbacks.`,
    )
  }
  return { url: url.href, headers: readHeaders(given, names.headers) }
}

/**
 * Headers with their names in lower case.
 *
 * @param name the name of the headers in messages.
 * @throws {ScenarioError} if a header is invalid.
 */
export function readHeaders(given: Record<string, string>, name: string): Record<string, string> {
  try {
    return Object.fromEntries(new Headers(given))
  } catch {
    throw new ScenarioError(`${name} has an invalid header name or value.`)
  }
}
