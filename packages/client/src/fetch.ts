/** The part of `fetch` that the client uses. Every runtime's `fetch` fits, and so do undici's and node-fetch's. */
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
  readonly headers: FetchHeaders
  /** A stream, of which the client reads at most 1,000,000 bytes. Without `getReader`, it calls `text` instead. */
  readonly body?: unknown
  text(): Promise<string>
}

/** The part of a response's headers that the client uses. */
export interface FetchHeaders {
  forEach(callback: (value: string, name: string) => void): void
}
