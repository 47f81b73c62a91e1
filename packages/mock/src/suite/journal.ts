import type { Warning } from '../contract/warnings.ts'
import type { MockRequest, MockResponse, Outcome } from '../http/exchange.ts'
import type { Scenario } from './scenario.ts'

/** What chose the response to a call. */
export type Decider = 'the request' | 'next' | 'always' | 'the message id'

/** A request that the mock received. The credentials in its headers are masked. */
export interface Call {
  /** When the request arrived, in ISO 8601. */
  time: string
  method: string
  path: string
  /** A name that occurs more than once has a list of values. */
  query: Record<string, string | string[]>
  headers: Record<string, string>
  /** The body as text. */
  text: string
  /** The parsed body, or the text if it is not JSON. */
  body: unknown
  /** Why the call was refused, one sentence each. Empty if it is valid. */
  violations: string[]
  /** Likely mistakes that the document allows. */
  warnings: Warning[]
  outcome: Outcome
  /** The status that was sent, if any. */
  status?: number | undefined
  /** The documented case that was sent, if it was sent whole. */
  case?: string | undefined
  /** The id in the response to an accepted call. */
  reactionId?: string | undefined
  /** The scenario of the call; `askedBy` says where it came from. */
  scenario?: Scenario | undefined
  askedBy?: Decider | undefined
}

/** How many calls are kept. */
const mostCalls = 1000

/** The calls so far, and their outcomes. */
export class Journal {
  readonly calls: Call[] = []
  /** How many calls were dropped. */
  dropped = 0
  readonly #secrets: readonly string[]

  /** @param secrets headers to mask, in lower case. */
  constructor(secrets: readonly string[]) {
    this.#secrets = secrets
  }

  /** Adds a call when it arrives. */
  enter(
    { method, path, query, headers, text, body }: MockRequest,
    { violations }: MockResponse,
    more: Pick<Call, 'warnings' | 'scenario' | 'askedBy'>,
  ): Call {
    const masks = this.#secrets.filter((secret) => secret in headers).map((secret) => [secret, '***'])
    const call: Call = {
      time: new Date().toISOString(),
      method,
      path,
      query,
      headers: { ...headers, ...Object.fromEntries(masks) },
      text,
      body,
      violations: violations.map(({ message }) => message),
      outcome: 'pending',
      ...more,
    }
    this.calls.push(call)
    if (this.calls.length > mostCalls) {
      this.calls.shift()
      this.dropped += 1
    }
    return call
  }

  clear(): void {
    this.calls.length = 0
    this.dropped = 0
  }
}
