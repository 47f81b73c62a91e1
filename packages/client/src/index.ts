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
  UnreadableAnswerError,
} from './errors.ts'
export type { ErrorBodies } from './generated/cases.ts'
export { regions } from './generated/cases.ts'
export * from './generated/operations.ts'
export type * from './generated/types.ts'
export type {
  Answer,
  AttemptEvent,
  CallOptions,
  Operation,
  Transport,
  TransportOptions,
} from './transport.ts'
export { createTransport } from './transport.ts'
