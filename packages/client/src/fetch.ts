/** What is used of a `fetch`: that of each runtime fits, undici's and node-fetch's too. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchResponse>

/** What a `fetch` is given beside the address. */
export interface FetchInit {
  method: string
  headers: Record<string, string>
  body: string
  redirect: 'manual'
  signal: AbortSignal
}

/** What is used of a response. */
export interface FetchResponse {
  readonly status: number
  /** Tells a redirect whose status a browser hides: `opaqueredirect`. */
  readonly type?: string
  readonly headers: FetchHeaders
  /** A stream, which is read up to 1,000,000 bytes. Where there is none with a reader, `text` is called. */
  readonly body?: unknown
  text(): Promise<string>
}

/** What is used of the headers of a response. */
export interface FetchHeaders {
  forEach(callback: (value: string, name: string) => void): void
}
