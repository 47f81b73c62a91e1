/** Settings of the mock, all of them optional. */
export interface MockOptions {
  /** Port to listen on. The default, 0, takes a free one. */
  port?: number | undefined
  /** Address to listen on. Default 127.0.0.1. */
  host?: string | undefined
  /** Path of another document. Default: the document of this package. */
  document?: string | undefined
  /** The keys that are accepted. Without this list, every key is. */
  apiKeys?: readonly string[] | undefined
  /** The SIDs that are accepted. Without this list, every SID is. */
  sids?: readonly string[] | undefined
  /** The business numbers that are accepted, with or without `+`. Without this list, every number is. */
  phoneNumbers?: readonly string[] | undefined
  /** Where the callback of an accepted reaction is posted. Without it, there are no callbacks. */
  callbackUrl?: string | undefined
  /** Headers of a callback, such as the credential that the receiver expects. Their names match in any case. */
  callbackHeaders?: Record<string, string> | undefined
  /** Whether a browser may read the responses from a page of any origin. Default true. */
  cors?: boolean | undefined
  /** Whether an invalid call fails `verify`, and the exit status of the command. Default false. */
  strict?: boolean | undefined
  /** Gets a line for each refused request, each warning and each callback. No line holds a secret. */
  log?: ((line: string) => void) | undefined
}
