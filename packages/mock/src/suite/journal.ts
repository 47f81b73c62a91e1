import type { Warning } from '../contract/warnings.ts'
import type { MockRequest, MockResponse, Outcome } from '../http/exchange.ts'
import type { Scenario } from './scenario.ts'

/** Who can decide what a call gets. */
export type Decider = 'the request' | 'next' | 'always' | 'the message id'

/** A call that arrived. The credentials in its headers are masked. */
export interface Call {
  /** When it arrived, in ISO 8601. */
  time: string
  /** `?`, like the path, where the request could not be read. */
  method: string
  path: string
  /** A name that stands more than once has a list. */
  query: Record<string, string | string[]>
  headers: Record<string, string>
  /** The body as it came. */
  text: string
  /** The value that the body holds; the text where it is no JSON. */
  body: unknown
  /** Why it was refused, each a sentence. Empty where it is valid. */
  violations: string[]
  /** What Kaleyra might refuse or change, though the document admits it. */
  warnings: Warning[]
  outcome: Outcome
  /** The status that went out; absent where none did. */
  status?: number | undefined
  /** The documented case that went out, whole. */
  case?: string | undefined
  /** The id that the response gave the accepted call. */
  reactionId?: string | undefined
  /** What was to happen to it, and who decided that. */
  scenario?: Scenario<string> | undefined
  askedBy?: Decider | undefined
}

/** The documented responses that were given, and those that were not. */
export interface Coverage {
  exercised: string[]
  missing: string[]
}

/** The last that many calls are kept. */
const mostCalls = 1000

/** The calls that arrived, and what became of them. */
export class Journal {
  readonly calls: Call[] = []
  /** How many calls are no longer kept. */
  dropped = 0
  readonly #secrets: readonly string[]
  readonly #exercised = new Set<string>()

  /** @param secrets headers whose values are not kept, in lower case. */
  constructor(secrets: readonly string[]) {
    this.#secrets = secrets
  }

  /** Enters a call when it arrives. */
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

  /** Notes a case that went out; one from before a reset no longer counts. */
  noteCase(call: Call): void {
    if (call.case !== undefined && this.calls.includes(call)) this.#exercised.add(call.case)
  }

  /** Which of these cases were given. */
  coverageOf(names: readonly string[]): Coverage {
    const exercised = names.filter((name) => this.#exercised.has(name))
    return { exercised, missing: names.filter((name) => !this.#exercised.has(name)) }
  }

  clear(): void {
    this.calls.length = 0
    this.dropped = 0
    this.#exercised.clear()
  }
}
