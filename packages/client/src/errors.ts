import { isCase } from '@kaleyra-reactions/model/matching'
import { member, textMember } from '@kaleyra-reactions/model/member'
import { type ErrorBodies, errorCases } from './generated/cases.ts'

/** Name of a documented error case, as in the document's examples: `'E110'`, `'WA-401-account'`, … */
export type ErrorReason = keyof ErrorBodies

type DocumentedCase<Reason extends ErrorReason = ErrorReason> = (typeof errorCases)[Reason]

/** What a documented error is about. */
export type ApiErrorKind = DocumentedCase['kind']

/** Whether an error concerns one call or every call of the account. */
export type ApiErrorScope = DocumentedCase['scope']

/** What the document tells of an error, beside the marks of its case. */
interface DocumentedFacts {
  readonly kind: ApiErrorKind
  readonly scope: ApiErrorScope
  readonly retryDelayMinutes?: readonly number[]
}

/** Base class of all errors of this package. `instanceof` holds across two copies of the package. */
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
  if (member(value, 'isKaleyraError') !== true) return false
  return name === 'KaleyraError' || name === member(value, 'name')
}

interface ErrorClass<Instance> {
  new (...parameters: never): Instance
  prototype: { name: string }
}

/** An {@link ApiError} becomes the union to `switch` over by `reason`; every other error stays what it is. */
type Narrowed<Instance> = Instance extends ApiError ? DocumentedApiError | UndocumentedApiError : Instance

/** Input that was refused before anything was sent. The message is `field` and `problem`, with a blank between. */
export class InvalidInputError extends KaleyraError {
  /** The name of the input, as the caller wrote it. */
  readonly field: string
  /** What is wrong, without the name: `must be one emoji`. */
  readonly problem: string

  constructor(field: string, problem: string) {
    super(`${field} ${problem}`)
    this.field = field
    this.problem = problem
  }

  override get name(): 'InvalidInputError' {
    return 'InvalidInputError'
  }
}

/**
 * The codes of Node and Bun for a connection that was never made. `EHOSTUNREACH` and similar codes are not among them:
 * they can end an open connection as well.
 */
const neverMade = /refused|notfound|ai_again|connect_timeout|failedtoopen/i

/** No usable connection; `cause` is the error of the runtime. */
export class ConnectionError extends KaleyraError {
  /** True where the runtime says that no connection was made: nothing was sent. Else the outcome is unknown. */
  readonly wasNeverMade: boolean

  constructor(code: string, cause: unknown) {
    super(`Connection failed: ${code}`, { cause })
    this.wasNeverMade = neverMade.test(code)
  }

  override get name(): 'ConnectionError' {
    return 'ConnectionError'
  }
}

/** No complete response, body included, within the timeout. Whether the request was accepted is unknown. */
export class TimeoutError extends KaleyraError {
  override get name(): 'TimeoutError' {
    return 'TimeoutError'
  }
}

/** The server responded with a redirect. It is never followed: key and body go to no other address. */
export class RedirectError extends KaleyraError {
  /** HTTP status. */
  readonly status: number

  constructor(status: number) {
    super(`Redirect refused (status ${status}): check baseUrl`)
    this.status = status
  }

  override get name(): 'RedirectError' {
    return 'RedirectError'
  }
}

/** A successful status with a body that is not the documented one. The request may have been accepted. */
export class UnreadableResponseError extends KaleyraError {
  /** HTTP status. */
  readonly status: number

  constructor(status: number, problem: string) {
    super(`The response (status ${status}) ${problem}; the request may have been accepted`)
    this.status = status
  }

  override get name(): 'UnreadableResponseError' {
    return 'UnreadableResponseError'
  }
}

/** The server responded with an error status. `reason` is set where the document knows the response. */
export class ApiError extends KaleyraError {
  /** HTTP status. */
  readonly status: number
  /** Kaleyra's code in the body; `undefined` where it has none. */
  readonly code: string | undefined
  /** The documented case; `undefined` for a response that the document does not know. */
  readonly reason: ErrorReason | undefined
  /** What the error is about; `undefined` where it is not documented. */
  readonly kind: ApiErrorKind | undefined
  /** Whether it concerns this call or the whole account; `undefined` where it is not documented. */
  readonly scope: ApiErrorScope | undefined
  /** The documented delays before each further attempt, in minutes; empty where none are documented. */
  readonly retryDelayMinutes: readonly number[]
  /** The headers of the response. */
  readonly headers: Headers
  readonly #body: unknown

  constructor(status: number, body: unknown, headers: Headers = new Headers()) {
    super(masked([status, member(body, 'code'), member(body, 'message')].join(' ').trim()))
    this.status = status
    this.code = textMember(body, 'code')
    this.reason = matchCase(status, body)
    const documented: DocumentedFacts | undefined = this.reason && errorCases[this.reason]
    this.kind = documented?.kind
    this.scope = documented?.scope
    this.retryDelayMinutes = documented?.retryDelayMinutes ?? []
    this.headers = headers
    this.#body = body
  }

  override get name(): 'ApiError' {
    return 'ApiError'
  }

  /** The parsed body, or its text where it is not JSON. A getter, so that printing the error does not print it. */
  get body(): unknown {
    return this.#body
  }
}

/** An {@link ApiError} narrowed to documented cases, each with the body of that case. */
export type DocumentedApiError<Reason extends ErrorReason = ErrorReason> = {
  [Name in Reason]: ApiError & {
    readonly reason: Name
    readonly body: ErrorBodies[Name]
    readonly kind: DocumentedCase<Name>['kind']
    readonly scope: DocumentedCase<Name>['scope']
  }
}[Reason]

/** An {@link ApiError} that the document does not know: another code, an HTML page of a gateway, an empty body. */
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
 * Finds the documented case of a response: by its status, its code, and the member inside `error` where cases share a
 * code.
 *
 * @returns its name, or `undefined` where the document does not know the response.
 */
export function matchCase(status: number, body: unknown): ErrorReason | undefined {
  const reasons = Object.keys(errorCases).filter(isReason)
  return reasons.find((reason) => isCase(errorCases[reason], status, body))
}

function isReason(name: string): name is ErrorReason {
  return Object.hasOwn(errorCases, name)
}

/** The text without whole phone numbers and message ids; an id contains the number of the user. */
function masked(text: string): string {
  return text.replace(/wamid\.[\w+/=-]+|\d{5,}(?=\d\d)/g, '***')
}
