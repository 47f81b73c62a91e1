import { ScenarioError } from '../suite/scenario.ts'

/** Where a callback goes. */
export interface CallbackReceiver {
  url: string
  headers: Readonly<Record<string, string>>
}

/**
 * Reads where callbacks go. What is wrong is said without the address and the headers, which can hold a credential.
 *
 * @param names what the address and the headers are called.
 * @throws {ScenarioError} when the address or a header is none.
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
  try {
    return { url: url.href, headers: Object.fromEntries(new Headers(given)) }
  } catch {
    throw new ScenarioError(`${names.headers} has an invalid header name or value.`)
  }
}
