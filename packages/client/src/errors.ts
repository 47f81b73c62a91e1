import { type ErrorBodies, errorCases } from './generated/cases.ts'

/** Name of a documented error case, as in the document's examples: `'E110'`, `'WA-401-account'`, … */
export type ErrorReason = keyof ErrorBodies

type Catalogue = (typeof errorCases)[ErrorReason]

/** What a documented error is about. */
export type ApiErrorKind = Catalogue['kind']

/** Whether an error concerns one call or every call of the account. */
export type ApiErrorScope = Catalogue['scope']

/** Base class of everything this package throws of its own. */
export class KaleyraError extends Error {
  override readonly name: string = 'KaleyraError'
}

/** Input that was refused before anything was sent; `field` names it as the caller wrote it. */
export class InvalidInputError extends KaleyraError {
  override readonly name = 'InvalidInputError'
  readonly field: string

  constructor(field: string, problem: string) {
    super(`${field} ${problem}`)
    this.field = field
  }
}

/** No usable connection; `cause` holds what the runtime said. Whether a request was accepted may be unknown. */
export class ConnectionError extends KaleyraError {
  override readonly name = 'ConnectionError'
}

/** No complete answer within the time allowed, body included. Whether the request was accepted is unknown. */
export class TimeoutError extends KaleyraError {
  override readonly name = 'TimeoutError'
}

/** The server answered with a redirect, which is never followed: key and body go to no other address. */
export class RedirectError extends KaleyraError {
  override readonly name = 'RedirectError'
}

/** A successful status with a body that is not the documented one; `status` is the HTTP status. */
export class UnreadableAnswerError extends KaleyraError {
  override readonly name = 'UnreadableAnswerError'
  readonly status: number

  constructor(status: number, problem: string, cause?: unknown) {
    super(`The server answered ${status}, but ${problem}. The request may have been accepted.`, { cause })
    this.status = status
  }
}

/** The server answered with an error status, documented (`reason` is set) or not. */
export class ApiError extends KaleyraError {
  override readonly name = 'ApiError'
  /** HTTP status. */
  readonly status: number
  /** The vendor's code on the wire, as far as the body could be read. */
  readonly code: string | undefined
  /** The documented case, or `undefined` for an answer the document does not know. */
  readonly reason: ErrorReason | undefined
  /** The parsed body, its text where it is not JSON. */
  readonly body: unknown
  /** What the error is about, from the document's catalogue. */
  readonly kind: ApiErrorKind | undefined
  /** Whether it concerns this call or the whole account, from the document's catalogue. */
  readonly scope: ApiErrorScope | undefined
  /** The documented delays before each further attempt, in minutes; empty where none are documented. */
  readonly retryDelayMinutes: readonly number[]

  constructor(status: number, body: unknown) {
    const reason = matchCase(status, body)
    const catalogue = reason === undefined ? undefined : errorCases[reason]
    const code = textMember(body, 'code')
    const message = textMember(body, 'message')
    super(`The server answered ${status}${code ? ` ${code}` : ''}${message ? `: ${message}` : ''}`)
    this.status = status
    this.code = code
    this.reason = reason
    this.body = body
    this.kind = catalogue?.kind
    this.scope = catalogue?.scope
    this.retryDelayMinutes = catalogue?.retryDelayMinutes ?? []
  }
}

/** An {@link ApiError} narrowed to documented cases, with the body of that case. */
export type DocumentedApiError<Reason extends ErrorReason = ErrorReason> = {
  [Name in Reason]: ApiError & { readonly reason: Name; readonly body: ErrorBodies[Name] }
}[Reason]

/** Tells whether `error` is an {@link ApiError}. */
export function isApiError(error: unknown): error is ApiError
/** Tells whether `error` is the documented case `reason`, and types its body accordingly. */
export function isApiError<Reason extends ErrorReason>(
  error: unknown,
  reason: Reason,
): error is DocumentedApiError<Reason>
export function isApiError(error: unknown, reason?: ErrorReason): boolean {
  return error instanceof ApiError && (reason === undefined || error.reason === reason)
}

/** Finds the documented case by status, wire code and the key inside `error`; two cases may share a code. */
function matchCase(status: number, body: unknown): ErrorReason | undefined {
  const code = textMember(body, 'code')
  const keys = member(body, 'error')
  for (const reason of Object.keys(errorCases) as ErrorReason[]) {
    const expected = errorCases[reason]
    if (expected.status === status && expected.code === code && member(keys, expected.key) !== undefined) {
      return reason
    }
  }
  return undefined
}

function textMember(value: unknown, key: string): string | undefined {
  const found = member(value, key)
  return typeof found === 'string' ? found : undefined
}

function member(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return new Map(Object.entries(value)).get(key)
}
