import parsePreferHeader from 'parse-prefer-header'
import type { MockRequest } from './exchange.ts'
import { ScenarioError } from './scenario.ts'

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
 * @throws {ScenarioError} when the code is not a status, and for a response that Prism would make up.
 */
export function readPreference({ headers, query }: MockRequest): Preference {
  const preferences = parsePreferHeader(headers['prefer'])
  const { code = query['__code'] ?? '', example = query['__example'] } = preferences
  const dynamic = preferences['dynamic'] ?? query['__dynamic'] ?? 'false'
  if (`${dynamic}` !== 'false') {
    throw new ScenarioError(
      'The preference "dynamic" is refused: Prism would invent a response with codes that are documented nowhere. Ask for a case by its name, such as example=E110.',
    )
  }
  if (preferences['codeExample'] !== undefined) {
    throw new ScenarioError('Separate preferences by a comma: Prefer: code=401, example=WA401.')
  }
  if (/^(\d{3})?$/.test(`${code}`)) return { code: Number(code) || undefined, example: example?.toString() }
  throw new ScenarioError(`The code ${code} is no status; give one of the document, such as 401.`)
}
