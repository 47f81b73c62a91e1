import { type ErrorBodies, errorCases } from './generated/cases.ts'

/** Name of a documented error case, as in the document's examples: `'E110'`, `'WA-401-account'`, … */
export type ErrorReason = keyof ErrorBodies

type Catalogue = (typeof errorCases)[ErrorReason]

/** What a documented error is about. */
export type ApiErrorKind = Catalogue['kind']

/** Whether an error concerns one call or every call of the account. */
export type ApiErrorScope = Catalogue['scope']

interface CatalogueEntry {
  kind?: ApiErrorKind
  scope?: ApiErrorScope
  retryDelayMinutes?: readonly number[]
}

/** Base class of everything this package throws of its own. `instanceof` holds across two copies of the package. */
export class KaleyraError extends Error {
  override readonly name: string = 'KaleyraError'

  /** Marks the errors of every copy of this package. */
  get isKaleyraError(): true {
    return true
  }

  static override [Symbol.hasInstance](value: unknown): value is KaleyraError {
    return isBranded(value)
  }
}

/** Input that was refused before anything was sent; `field` names it as the caller wrote it. */
export class InvalidInputError extends KaleyraError {
  override readonly name = 'InvalidInputError'
  readonly field: string

  constructor(field: string, problem: string) {
    super(`${field} ${problem}`)
    this.field = field
  }

  static override [Symbol.hasInstance](value: unknown): value is InvalidInputError {
    return isBranded(value, 'InvalidInputError')
  }
}

/** No usable connection; `cause` holds what the runtime said. */
export class ConnectionError extends KaleyraError {
  override readonly name = 'ConnectionError'
  /** True where the runtime tells that no connection was made: nothing was sent. Else the outcome is unknown. */
  readonly wasNeverMade: boolean

  constructor(message: string, wasNeverMade: boolean, cause: unknown) {
    super(message, { cause })
    this.wasNeverMade = wasNeverMade
  }

  static override [Symbol.hasInstance](value: unknown): value is ConnectionError {
    return isBranded(value, 'ConnectionError')
  }
}

/** No complete answer within the time allowed, body included. Whether the request was accepted is unknown. */
export class TimeoutError extends KaleyraError {
  override readonly name = 'TimeoutError'

  static override [Symbol.hasInstance](value: unknown): value is TimeoutError {
    return isBranded(value, 'TimeoutError')
  }
}

/** The server answered with a redirect, which is never followed: key and body go to no other address. */
export class RedirectError extends KaleyraError {
  override readonly name = 'RedirectError'

  static override [Symbol.hasInstance](value: unknown): value is RedirectError {
    return isBranded(value, 'RedirectError')
  }
}

/** A successful status with a body that is not the documented one. The request may have been accepted. */
export class UnreadableAnswerError extends KaleyraError {
  override readonly name = 'UnreadableAnswerError'
  /** HTTP status. */
  readonly status: number

  constructor(status: number, problem: string) {
    super(`The server answered ${status}, but ${problem}; the reaction may have been accepted`)
    this.status = status
  }

  static override [Symbol.hasInstance](value: unknown): value is UnreadableAnswerError {
    return isBranded(value, 'UnreadableAnswerError')
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
  /** What the error is about, from the document's catalogue. */
  readonly kind: ApiErrorKind | undefined
  /** Whether it concerns this call or the whole account, from the document's catalogue. */
  readonly scope: ApiErrorScope | undefined
  /** The documented delays before each further attempt, in minutes; empty where none are documented. */
  readonly retryDelayMinutes: readonly number[]
  readonly #body: unknown
  readonly #headers: Headers

  constructor(status: number, body: unknown, headers: Headers = new Headers()) {
    const reason = matchCase(status, body)
    const catalogue: CatalogueEntry = reason === undefined ? {} : errorCases[reason]
    const code = textMember(body, 'code')
    const message = textMember(body, 'message')
    super(masked(`The server answered ${status}${code ? ` ${code}` : ''}${message ? `: ${message}` : ''}`))
    this.status = status
    this.code = code
    this.reason = reason
    this.kind = catalogue.kind
    this.scope = catalogue.scope
    this.retryDelayMinutes = catalogue.retryDelayMinutes ?? []
    this.#body = body
    this.#headers = headers
  }

  /** The parsed body, its text where it is not JSON. A getter, so that printing the error does not print it. */
  get body(): unknown {
    return this.#body
  }

  /** The headers of the answer. */
  get headers(): Headers {
    return this.#headers
  }

  static override [Symbol.hasInstance](value: unknown): value is DocumentedApiError | UndocumentedApiError {
    return isBranded(value, 'ApiError')
  }
}

/** An {@link ApiError} narrowed to documented cases, each with the body of that case. */
export type DocumentedApiError<Reason extends ErrorReason = ErrorReason> = {
  [Name in Reason]: ApiError & {
    readonly reason: Name
    readonly body: ErrorBodies[Name]
    readonly kind: (typeof errorCases)[Name]['kind']
    readonly scope: (typeof errorCases)[Name]['scope']
  }
}[Reason]

/** An {@link ApiError} that the document does not know: another code, a gateway's page, an empty body. */
export type UndocumentedApiError = ApiError & { readonly reason: undefined }

/** Tells whether `error` is an {@link ApiError}, as the union to `switch` over by `reason`. */
export function isApiError(error: unknown): error is DocumentedApiError | UndocumentedApiError
/** Tells whether `error` is the documented case `reason`, and types its body accordingly. */
export function isApiError<Reason extends ErrorReason>(
  error: unknown,
  reason: Reason,
): error is DocumentedApiError<Reason>
export function isApiError(error: unknown, reason?: ErrorReason): boolean {
  return error instanceof ApiError && (reason === undefined || error.reason === reason)
}

/**
 * Finds the documented case of an answer by status, wire code and the key inside `error`; two cases may share a code.
 *
 * @returns its name, or `undefined` where the document does not know the answer.
 */
export function matchCase(status: number, body: unknown): ErrorReason | undefined {
  const code = textMember(body, 'code')
  const details = member(body, 'error')
  for (const reason of Object.keys(errorCases) as ErrorReason[]) {
    const expected = errorCases[reason]
    const isSame = expected.status === status && expected.code === code
    if (isSame && member(details, expected.key) !== undefined) return reason
  }
  return undefined
}

function isBranded(value: unknown, name = member(value, 'name')): boolean {
  return member(value, 'isKaleyraError') === true && member(value, 'name') === name
}

/** A message id holds the number of the user: neither is printed whole. */
function masked(text: string): string {
  return text.replace(/wamid\.[\w+/=-]+/g, 'wamid.…').replace(/\+?\d{5,13}(\d\d)(?!\d)/g, '…$1')
}

function textMember(value: unknown, key: string): string | undefined {
  const found = member(value, key)
  return typeof found === 'string' ? found : undefined
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}
