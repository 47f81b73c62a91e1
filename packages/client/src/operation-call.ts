import type { ApiResponse } from './response.ts'

/** A value that a parameter can have. */
export type Scalar = string | number | boolean

/** One use of an operation of the document. */
export interface OperationCall {
  operationId: string
  method: string
  /** Path template, its placeholders in braces. */
  path: string
  /** Holds a value for each placeholder. */
  parameters: Readonly<Record<string, Scalar>>
  /** The query with its `?`; empty where no parameter has a value. */
  query?: string
  /** The headers of this operation. */
  headers?: Readonly<Record<string, string>>
  body?: unknown
  /** Where the body of a success has its id, by the names of members. A success without it is unreadable. */
  idPath?: readonly string[]
  /** Tells the observer whose call it is. */
  ref?: string | undefined
  /** Gives the numbers and ids that no message of an error shows. Called only where there is an error. */
  secrets?: () => readonly string[]
}

/** What can differ from call to call. */
export interface CallOptions {
  /** Cancels the call, back-off included. Its reason is thrown as it is. Serves as an overall deadline. */
  signal?: AbortSignal | undefined
  /** Milliseconds that one attempt may take, at least 1; key function and body included. Default 30,000. */
  timeout?: number | undefined
  /** Further attempts after the first. Default 2; 0 makes one attempt. */
  maxRetries?: number | undefined
  /**
   * Also repeats a call that Kaleyra may have accepted: after a 5xx, a timeout, a broken connection. The reaction can
   * then be sent twice. Default false.
   */
  retryUncertain?: boolean | undefined
}

/** Sends an operation call to the server, and gives the response. */
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
