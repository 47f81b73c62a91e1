import type { Case } from '@kaleyra-reactions/model/cases'
import { jsonResponse, type MockRequest, type MockResponse, problemResponse } from './exchange.ts'

/**
 * The documented response that a request asks for by Prism's protocol: `Prefer: code=401, example=WA401`, or `__code` and
 * `__example` in the query. It is `undefined` if the request asks for none, and a refusal if the document does not have it.
 */
export function preferredResponse(
  { headers, query }: MockRequest,
  cases: readonly Case[],
): MockResponse | undefined {
  const preference = (name: string) => {
    const pattern = new RegExp(`(?:^|[,;])\\s*${name}\\s*=\\s*"?([^",;\\s]+)`, 'i')
    return pattern.exec(headers['prefer'] ?? '')?.[1] ?? query[`__${name}`]?.toString()
  }
  const code = preference('code')
  const example = preference('example')
  const isInvented = preference('dynamic') === 'true'
  if (code === undefined && example === undefined && !isInvented) return undefined
  const found = cases.find(
    ({ name, status }) => (example ?? name) === name && (code ?? `${status}`) === `${status}`,
  )
  if (found?.status !== undefined && !isInvented) return jsonResponse(found.status, found.body)
  const known = cases.map(({ name, status }) => `code=${status}, example=${name}`).join('; ')
  return problemResponse(400, `The document does not have the preferred response. Choose from ${known}.`)
}
