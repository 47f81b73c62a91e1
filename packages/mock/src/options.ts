/** Settings of the mock, all of them optional. */
export interface MockOptions {
  /** Port to listen on; 0, the default, takes a free one. */
  port?: number | undefined
  /** Address to listen on. Default 127.0.0.1. */
  host?: string | undefined
  /** Path of another document; by default the one of this package. */
  document?: string | undefined
  /** Keys that are accepted; any, where the list is missing. So with SIDs and numbers. */
  apiKeys?: readonly string[] | undefined
  /** SIDs that are accepted. */
  sids?: readonly string[] | undefined
  /** Business numbers that are accepted, with or without `+`. */
  phoneNumbers?: readonly string[] | undefined
  /** Where the callback of an accepted reaction is posted; without it, none is. */
  callbackUrl?: string | undefined
  /** Headers of a callback: the credential of the callback profile. */
  callbackHeaders?: Record<string, string> | undefined
  /** Gets a line for each refused request and each callback; no secrets. */
  log?: ((line: string) => void) | undefined
}
