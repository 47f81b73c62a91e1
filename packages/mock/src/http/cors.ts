import { jsonResponse, type MockRequest, type MockResponse } from './exchange.ts'

/** The headers that let a page of any origin read a response, as Prism sends them. */
export function corsHeadersFor({ headers }: MockRequest): Record<string, string> {
  return {
    'access-control-allow-origin': headers['origin'] ?? '*',
    'access-control-allow-headers': headers['access-control-request-headers'] ?? '*',
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': headers['access-control-expose-headers'] ?? '*',
  }
}

/** The response to a browser's preflight request; `undefined` for any other request. */
export function preflightResponse({ method, headers }: MockRequest): MockResponse | undefined {
  const asked = headers['access-control-request-method']
  if (method !== 'OPTIONS' || headers['origin'] === undefined || asked === undefined) return undefined
  const response = jsonResponse(204, undefined)
  return { ...response, headers: { 'access-control-allow-methods': asked, vary: 'origin' } }
}
