/** The part of `fetch` that the client uses. Every runtime's `fetch` fits, and so does undici's. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchResponse>

/** What the client passes to `fetch` after the address. */
export interface FetchInit {
  method: string
  headers: Record<string, string>
  body: string
  redirect: 'manual'
  signal: AbortSignal
}

/** The part of a response that the client uses. */
export interface FetchResponse {
  readonly status: number
  /** `opaqueredirect` for a redirect whose status a browser hides. */
  readonly type?: string
  /** The part of `Headers` on which the runtimes' and undici's types agree. */
  readonly headers: { forEach(callback: (value: string, name: string) => void): void }
  /** The client reads at most 1,000,000 bytes of it. */
  readonly body: Pick<ReadableStream<Uint8Array>, 'cancel' | 'getReader'> | null
}
