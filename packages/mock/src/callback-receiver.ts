import type { CallbackReceiver } from './callback-deliveries.ts'
import type { MockOptions } from './options.ts'

/**
 * Reads where callbacks go; `undefined` where they go nowhere.
 *
 * @throws when the address or a header is none.
 */
export function readReceiver({
  callbackUrl,
  callbackHeaders = {},
}: MockOptions): CallbackReceiver | undefined {
  const headers = readHeaders(callbackHeaders)
  if (callbackUrl !== undefined) return { url: readUrl(callbackUrl), headers }
  if (Object.keys(headers).length === 0) return undefined
  throw new Error('callbackHeaders is given without callbackUrl: no callback would carry them.')
}

function readUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url !== undefined && (url.username !== '' || url.password !== '')) {
    throw new Error(
      'callbackUrl holds a user or a password, which no callback could carry there. Leave them out, and give the header authorization of callbackHeaders (--callback-headers).',
    )
  }
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url.href
  // What is no such address can hold a credential anywhere: nothing of it is shown.
  throw new Error(
    'callbackUrl must be an http or https address, such as http://127.0.0.1:8080/callbacks; this is none.',
  )
}

/** Headers of the connection. `fetch` refuses them, or waits for a body that never comes. */
const connectionHeaders = [
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
]

function readHeaders(given: Record<string, string>): Record<string, string> {
  const own = Object.keys(given).find((name) => connectionHeaders.includes(name.toLowerCase()))
  if (own !== undefined) throw new Error(`callbackHeaders: ${own} is set by the mock. Leave it out.`)
  try {
    return Object.fromEntries(new Headers(given))
  } catch {
    throw new Error('callbackHeaders has a name or a value that no header can have.')
  }
}
