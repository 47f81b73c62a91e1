import { ScenarioError } from '../suite/scenario.ts'
import type { MockRequest } from './exchange.ts'

/** The documented response that a request prefers. */
export interface Preference {
  /** Its status. */
  code?: number | undefined
  /** The name of its example. */
  example?: string | undefined
}

/**
 * Reads `Prefer: code=401, example=WA401`, or the same in the query as `__code` and `__example`. This is Prism's protocol.
 *
 * @throws {ScenarioError} if the code is not a status, or if the request prefers a response that Prism would invent.
 */
export function readPreference({ headers, query }: MockRequest): Preference {
  const preferences = preferencesIn(headers['prefer'] ?? '')
  const dynamic = preferences.get('dynamic') ?? query['__dynamic'] ?? 'false'
  if (`${dynamic}` !== 'false') {
    throw new ScenarioError(
      'The preference "dynamic" is not supported, since it invents codes. Ask for a case by name, such as example=E110.',
    )
  }
  const code = preferences.get('code') ?? query['__code']
  const example = preferences.get('example') ?? query['__example']
  if (code === undefined || /^\d{3}$/.test(`${code}`))
    return { code: Number(code) || undefined, example: example?.toString() }
  throw new ScenarioError(
    `The code ${code} is not a status. Separate preferences with a comma, such as Prefer: code=401, example=WA401.`,
  )
}

/** The preferences in a header, by name in lower case. The first of a name counts (RFC 7240, section 2). */
function preferencesIn(header: string): Map<string, string> {
  const preferences = new Map<string, string>()
  const pattern = /(?:^|,)\s*(?<name>[\w-]+)\s*(?:=\s*(?:"(?<quoted>[^"]*)"|(?<bare>[^,]*)))?/g
  for (const { groups } of header.matchAll(pattern)) {
    const name = groups?.['name']?.toLowerCase() ?? ''
    const value = groups?.['quoted'] ?? groups?.['bare']?.trim() ?? ''
    if (!preferences.has(name)) preferences.set(name, value)
  }
  return preferences
}
