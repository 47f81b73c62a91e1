import parsePreferHeader from 'parse-prefer-header'
import type { MockRequest } from './exchange.ts'
import { UnknownScenarioError } from './scenario.ts'

/** The documented response that a request asks for. */
export interface Preference {
  /** Its status. */
  code?: number | undefined
  /** The name of its example. */
  example?: string | undefined
}

/**
 * Reads `Prefer: code=401, example=WA401`, or the same in the query as `__code` and `__example`. This is Prism's protocol.
 *
 * @throws {UnknownScenarioError} when the code is not a status.
 */
export function readPreference({ headers, query }: MockRequest): Preference {
  const { code = query['__code'] ?? '', example = query['__example'] } = parsePreferHeader(headers['prefer'])
  if (/^(\d{3})?$/.test(`${code}`)) return { code: Number(code) || undefined, example: example?.toString() }
  throw new UnknownScenarioError(`The code ${code} is no status; give one of the document, such as 401.`)
}
