import type { Fetch } from '@kaleyra-reactions/client'

/** Adds a header to every request, and your program to the user agent. Pass it to `createClient` as `fetch`. */
export const fetchWithHeaders: Fetch = (url, { headers, ...init }) => {
  const agent = `${headers['user-agent']} shop/1.4`
  const added = { 'user-agent': agent, 'x-request-id': crypto.randomUUID() }
  return fetch(url, { ...init, headers: { ...headers, ...added } })
}
