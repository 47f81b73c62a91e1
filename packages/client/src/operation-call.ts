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
  parameters: Record<string, Scalar>
  /** The parameters of the query. A list becomes one parameter for each of its values. */
  query?: Record<string, Scalar | readonly Scalar[] | undefined>
  /** The headers of this operation. */
  headers?: Record<string, Scalar | undefined>
  body?: unknown
}

/** What can differ from call to call. */
export interface CallOptions {
  /** Cancels the call, back-off included. Its reason is thrown as it is. Serves as an overall deadline. */
  signal?: AbortSignal | undefined
  /** Milliseconds that one attempt may take, body included. Default 30,000. */
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
