import { type ErrorBodies, errorCases } from './generated/cases.ts'

/** Name of a documented error case, as in the document's examples: `'E110'`, `'WA-401-account'`, … */
export type ErrorReason = keyof ErrorBodies

type Catalogue<Reason extends ErrorReason = ErrorReason> = (typeof errorCases)[Reason]

/** What a documented error is about. */
export type ApiErrorKind = Catalogue[3]

/** Whether an error concerns one call or every call of the account. */
export type ApiErrorScope = Catalogue[4]

/** Base class of everything this package throws of its own. `instanceof` holds across two copies of the package. */
export class KaleyraError extends Error {
  static override get [Symbol.hasInstance](): typeof hasInstance {
    return hasInstance
  }

  override get name(): string {
    return 'KaleyraError'
  }

  /** Marks the errors of every copy of this package. */
  get isKaleyraError(): true {
    return true
  }
}

function hasInstance<Instance>(this: ErrorClass<Instance>, value: unknown): value is Narrowed<Instance> {
  const { name } = this.prototype
  const { isKaleyraError, name: given } = Object(value)
  return isKaleyraError === true && (name === 'KaleyraError' || name === given)
}

interface ErrorClass<Instance> {
  new (...parameters: never): Instance
  prototype: { name: string }
}

/** An instance as the union to `switch` over by `reason`, where it is an {@link ApiError}. */
type Narrowed<Instance> = Instance extends ApiError ? DocumentedApiError | UndocumentedApiError : Instance

/** Input that was refused before anything was sent; `field` names it as the caller wrote it. */
export class InvalidInputError extends KaleyraError {
  readonly field: string

  constructor(field: string, problem: string) {
    super(`${field} ${problem}`)
    this.field = field
  }

  override get name(): 'InvalidInputError' {
    return 'InvalidInputError'
  }
}

/**
 * The codes of Node and Bun for a connection that never came about. Not `EHOSTUNREACH` and its like: these can end an
 * open connection as well.
 */
const neverMade = /refused|notfound|ai_again|connect_timeout|failedtoopen/i

/** No usable connection; `cause` holds what the runtime said. */
export class ConnectionError extends KaleyraError {
  /** True where the runtime tells that no connection was made: nothing was sent. Else the outcome is unknown. */
  readonly wasNeverMade: boolean

  constructor(code: string, cause: unknown) {
    super(`Connection failed: ${code}`, { cause })
    this.wasNeverMade = neverMade.test(code)
  }

  override get name(): 'ConnectionError' {
    return 'ConnectionError'
  }
}

/** No complete answer within the time allowed, body included. Whether the request was accepted is unknown. */
export class TimeoutError extends KaleyraError {
  override get name(): 'TimeoutError' {
    return 'TimeoutError'
  }
}

/** The server answered with a redirect, which is never followed: key and body go to no other address. */
export class RedirectError extends KaleyraError {
  /** HTTP status. */
  readonly status: number

  constructor(status: number) {
    super('Redirect refused: check baseUrl')
    this.status = status
  }

  override get name(): 'RedirectError' {
    return 'RedirectError'
  }
}

/** A successful status with a body that is not the documented one. The request may have been accepted. */
export class UnreadableAnswerError extends KaleyraError {
  /** HTTP status. */
  readonly status: number

  constructor(status: number, problem: string) {
    super(`${status} answer ${problem}; maybe accepted`)
    this.status = status
  }

  override get name(): 'UnreadableAnswerError' {
    return 'UnreadableAnswerError'
  }
}

/** The server answered with an error status, documented (`reason` is set) or not. */
export class ApiError extends KaleyraError {
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
  /** The headers of the answer. */
  readonly headers: Headers
  readonly #body: unknown

  constructor(status: number, body: unknown, headers: Headers = new Headers()) {
    const { code, message } = Object(body)
    super(masked([status, code, message].join(' ').trim()))
    this.status = status
    this.code = typeof code === 'string' ? code : undefined
    this.reason = matchCase(status, body)
    const catalogue: Catalogue | [] = this.reason === undefined ? [] : errorCases[this.reason]
    ;[, , , this.kind, this.scope, this.retryDelayMinutes = []] = catalogue
    this.headers = headers
    this.#body = body
  }

  override get name(): 'ApiError' {
    return 'ApiError'
  }

  /** The parsed body, its text where it is not JSON. A getter, so that printing the error does not print it. */
  get body(): unknown {
    return this.#body
  }
}

/** An {@link ApiError} narrowed to documented cases, each with the body of that case. */
export type DocumentedApiError<Reason extends ErrorReason = ErrorReason> = {
  [Name in Reason]: ApiError & {
    readonly reason: Name
    readonly body: ErrorBodies[Name]
    readonly kind: Catalogue<Name>[3]
    readonly scope: Catalogue<Name>[4]
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
  const { code, error } = Object(body)
  return (Object.keys(errorCases) as ErrorReason[]).find((reason) => {
    const [expectedStatus, expectedCode, key] = errorCases[reason]
    return expectedStatus === status && expectedCode === code && key in Object(error)
  })
}

/** A message id holds the number of the user: neither is printed whole. */
function masked(text: string): string {
  return text.replace(/wamid\.[\w+/=-]+|\d{5,}(?=\d\d)/g, '***')
}
