import type { ApiResponse } from './response.ts'

/** A value that a parameter can have. */
export type Scalar = string | number | boolean

/** One use of an operation of the OpenAPI document. */
export interface OperationCall {
  operationId: string
  method: string
  /** Path template, with placeholders in braces. */
  path: string
  /** Holds a value for each placeholder. */
  parameters: Readonly<Record<string, Scalar>>
  /** The query with its `?`; empty if no parameter has a value. */
  query?: string
  /** The headers of this operation. */
  headers?: Readonly<Record<string, string>>
  body?: unknown
  /** The member names that lead to the id in a successful response. Without that id, the response is unreadable. */
  idPath?: readonly string[]
  /** Identifies the call for `onAttempt`. */
  ref?: string | undefined
  /** Returns the numbers and ids that no error message may show. Called only after an error. */
  secrets?: () => readonly string[]
}

/** Options that can differ from call to call. */
export interface CallOptions {
  /** Aborts the call, including its waits. The call then throws the abort reason. Use it for an overall deadline. */
  signal?: AbortSignal | undefined
  /** Milliseconds per attempt (at least 1), including the `apiKey` function and the response body. Default 30,000. */
  timeout?: number | undefined
  /** Attempts after the first. Default 2; 0 turns retries off. */
  maxRetries?: number | undefined
  /**
   * Also retries a call that Kaleyra may have accepted: after a 5xx, a timeout or a broken connection. The reaction may
   * then be sent twice. Default false.
   */
  retryUncertain?: boolean | undefined
}

/** Sends an operation call to the server, and returns the response. */
export type Transport = <Body>(
  operationCall: OperationCall,
  options?: CallOptions,
) => Promise<ApiResponse<Body>>

/** Writes a query. A list becomes one parameter for each of its values. */
export function queryOf(values: Record<string, Scalar | readonly Scalar[] | undefined>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) {
    for (const each of [value ?? []].flat()) search.append(name, String(each))
  }
  const text = search.toString()
  return text === '' ? '' : `?${text}`
}

/** Writes the headers that have a value. */
export function headersOf(values: Record<string, Scalar | undefined>): Record<string, string> {
  const given = Object.entries(values).filter(([, value]) => value !== undefined)
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]))
}
