import type { MockRequest, Violation } from './exchange.ts'
import type { KnownScenario } from './scenario.ts'
import type { ScenarioOrigin } from './scenario-queue.ts'

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
  readonly body: unknown
  /** Why it was refused, each a sentence. Empty where it is valid. */
  violations: string[]
  /** What Kaleyra might refuse or change, though the document admits it. */
  warnings: string[]
  /**
   * What became of the response: still to come; sent whole; broken by a fault; given up, since the caller left or the mock
   * was stopped.
   */
  outcome: 'pending' | 'sent' | 'broken' | 'abandoned'
  /** The status that went out; absent where none did. */
  status?: number | undefined
  /** The documented case that went out, whole. */
  case?: string | undefined
  /** The id that the response gave the accepted call. */
  messageId?: string | undefined
  /** What was to happen to it, and who asked for that. */
  scenario?: KnownScenario | undefined
  askedBy?: ScenarioOrigin | undefined
  /** Why a scenario that this call used up was not given. */
  notGiven?: string | undefined
}

/** The documented responses that were given, and those that were not. */
export interface Coverage {
  exercised: string[]
  missing: string[]
}

/** What a response was, as it went out. */
export interface SentResponse {
  status: number
  case: string | undefined
  messageId: string | undefined
  /** Whether the connection broke within it. */
  isBroken: boolean
}

/** The entry of a call whose response is to come. */
export interface OpenCall {
  readonly entry: Call
  /** Notes what went out. */
  sent(response: SentResponse): void
  /** Notes that the connection was broken before a response. */
  broken(): void
  /** Notes that the response, or the rest of it, found no taker. */
  abandoned(): void
}

/** The last 1,000 calls are kept, as long as they have no more than that many characters. */
const mostCalls = 1000
const mostCharacters = 10_000_000

/** The calls that arrived, and what became of them. */
export class Journal {
  readonly calls: Call[] = []
  readonly #sizes: number[] = []
  readonly #secrets: readonly string[]
  #size = 0
  #exercised = new Set<string>()
  #dropped = 0
  #invalid = 0
  #generation = 0

  /** @param secrets headers whose values are not kept, in lower case. */
  constructor(secrets: readonly string[]) {
    this.#secrets = secrets
  }

  /** How many calls are no longer kept. */
  get dropped(): number {
    return this.#dropped
  }

  /** How many calls were invalid, those no longer kept included. */
  get invalid(): number {
    return this.#invalid
  }

  /** Enters a call when it arrives. */
  open(request: MockRequest, violations: readonly Violation[], more: Partial<Call>): OpenCall {
    const entry = this.#entryOf(request, violations, more)
    this.#add(entry)
    if (violations.length > 0) this.#invalid += 1
    const generation = this.#generation
    return {
      entry,
      sent: ({ isBroken, ...response }) => {
        Object.assign(entry, response, { outcome: isBroken ? 'broken' : 'sent' })
        const isCurrent = generation === this.#generation
        if (isCurrent && response.case !== undefined) this.#exercised.add(response.case)
      },
      broken: () => {
        entry.outcome = 'broken'
      },
      abandoned: () => {
        if (entry.outcome !== 'broken') entry.outcome = 'abandoned'
      },
    }
  }

  /** Which of these cases were given. */
  coverageOf(names: readonly string[]): Coverage {
    const exercised = names.filter((name) => this.#exercised.has(name))
    return { exercised, missing: names.filter((name) => !this.#exercised.has(name)) }
  }

  clear(): void {
    this.calls.length = 0
    this.#sizes.length = 0
    this.#size = 0
    this.#exercised = new Set()
    this.#dropped = 0
    this.#invalid = 0
    this.#generation += 1
  }

  #entryOf(
    { method, path, query, headers, text, body, bodyProblem }: MockRequest,
    violations: readonly Violation[],
    more: Partial<Call>,
  ): Call {
    const masks = this.#secrets.filter((secret) => secret in headers).map((secret) => [secret, '***'])
    const isText = bodyProblem !== undefined || body === text
    return {
      time: new Date().toISOString(),
      method,
      path,
      query,
      headers: { ...headers, ...Object.fromEntries(masks) },
      text,
      // Made when it is read: a parsed body can take fifty times the memory of its text.
      get body(): unknown {
        if (isText) return text
        return text === '' ? undefined : JSON.parse(text)
      },
      violations: violations.map(({ message }) => message),
      warnings: [],
      outcome: 'pending',
      ...more,
    }
  }

  #add(entry: Call): void {
    const { path, query, headers, text, violations } = entry
    const parts = [
      path,
      text,
      ...violations,
      ...Object.entries(query).flat(2),
      ...Object.entries(headers).flat(),
    ]
    const size = parts.reduce((sum, part) => sum + part.length, 0)
    this.calls.push(entry)
    this.#sizes.push(size)
    this.#size += size
    while (this.calls.length > mostCalls || (this.#size > mostCharacters && this.calls.length > 1)) {
      this.calls.shift()
      this.#size -= this.#sizes.shift() ?? 0
      this.#dropped += 1
    }
  }
}
