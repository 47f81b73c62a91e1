export type { Client, ClientOptions, ReactionOptions, RemovalOptions, SentReaction } from './client.ts'
export { createClient } from './client.ts'
export type {
  ApiErrorKind,
  ApiErrorScope,
  DocumentedApiError,
  ErrorReason,
  UndocumentedApiError,
} from './errors.ts'
export {
  ApiError,
  ConnectionError,
  InvalidInputError,
  isApiError,
  KaleyraError,
  matchCase,
  RedirectError,
  TimeoutError,
  UnreadableResponseError,
} from './errors.ts'
export type { ErrorBodies } from './generated/cases.ts'
export { keyHeader, regions } from './generated/cases.ts'
export * from './generated/operations.ts'
export type * from './generated/types.ts'
export type { CallOptions, OperationCall, Transport } from './operation-call.ts'
export type { ApiResponse } from './response.ts'
export type { AttemptEvent, TransportOptions } from './transport.ts'
export { createTransport } from './transport.ts'
