export type { ApiKey } from './attempt.ts'
export type {
  AccountOptions,
  AddressOptions,
  Client,
  ClientOptions,
  RegionOptions,
  SentReaction,
} from './client.ts'
export { createClient } from './client.ts'
export { ConnectionError, TimeoutError } from './connection-errors.ts'
export type {
  ApiErrorKind,
  ApiErrorScope,
  DocumentedApiError,
  KaleyraErrorOptions,
  ReceivedResponse,
  ResponseErrorOptions,
  UndocumentedApiError,
} from './errors.ts'
export {
  ApiError,
  isApiError,
  KaleyraError,
  RedirectError,
  UnreadableResponseError,
} from './errors.ts'
export type { Fetch, FetchInit, FetchResponse } from './fetch.ts'
export type { ErrorBodies } from './generated/cases.ts'
export { keyHeader, regions } from './generated/cases.ts'
export type { ExtraInfo, SendReactionResponse } from './generated/types.ts'
export { InvalidInputError } from './input-error.ts'
export type { ErrorReason } from './match-case.ts'
export type { CallOptions, OperationCall, Scalar, Transport } from './operation-call.ts'
export type { ReactionOptions, RemovalOptions } from './reaction.ts'
export { validateReaction, validateRemoval } from './reaction.ts'
export type { RequestPreview } from './request.ts'
export type { ApiResponse } from './response.ts'
export type { AttemptEvent, TransportOptions } from './transport.ts'
export { createTransport } from './transport.ts'
