import { textMember } from '@kaleyra-reactions/model/member'
import { innermostOf, toldBy } from './failure.ts'
import type { ErrorBodies } from './generated/cases.ts'
import type { ErrorResponse } from './generated/types.ts'
import { type DocumentedCase, type ErrorReason, factsOf, matchCase } from './match-case.ts'
import { retryAfterOf } from './retry-after.ts'
import { readable } from './secrets.ts'

/** What an error of this package keeps beside its message. */
export interface KaleyraErrorOptions {
  /** Default true: so much is unknown. */
  mayHaveBeenAccepted?: boolean
  cause?: unknown
}

/** Base class of all errors of this package. `instanceof` holds across two copies of the package. */
export class KaleyraError extends Error {
  static override get [Symbol.hasInstance](): typeof hasInstance {
    return hasInstance
  }

  /** Tells the errors of every copy of this package by their class, whatever `name` a subclass of yours has. */
  declare readonly kaleyraClass: string

  /**
   * False where it is proven that Kaleyra accepted nothing: the input or the call was refused, or the connection never
   * carried the request. True wherever that is not proven: a repetition may then send the reaction twice. An error that
   * is none of this package, such as your own abort reason, has no such member: take it as true.
   */
  readonly mayHaveBeenAccepted: boolean

  constructor(message: string, options: KaleyraErrorOptions = {}) {
    super(message, options)
    this.mayHaveBeenAccepted = options.mayHaveBeenAccepted ?? true
  }
}

/**
 * Writes the name and the mark of a class into its prototype, so that a subclass can have another name. The name is given
 * as a text, since a bundler renames classes.
 */
export function nameClass({ prototype }: { prototype: KaleyraError }, name: string): void {
  Object.assign(prototype, { name, kaleyraClass: name })
}

function hasInstance<Instance>(this: ErrorClass<Instance>, value: unknown): value is Narrowed<Instance> {
  const { prototype } = this
  // A subclass of yours has no mark of its own: its prototype tells, as usual.
  if (!Object.hasOwn(prototype, 'kaleyraClass'))
    return Function.prototype[Symbol.hasInstance].call(this, value)
  const marked = textMember(value, 'kaleyraClass')
  return prototype.kaleyraClass === 'KaleyraError' ? marked !== undefined : marked === prototype.kaleyraClass
}

interface ErrorClass<Instance> {
  new (...parameters: never): Instance
  prototype: { kaleyraClass: string }
}

/** An {@link ApiError} becomes the union to `switch` over by `reason`; every other error stays what it is. */
type Narrowed<Instance> = Instance extends ApiError
  ? ApiError extends Instance
    ? DocumentedApiError | UndocumentedApiError
    : Instance
  : Instance

/** How a message ends where Kaleyra may have accepted the call. */
export const doubt = '; the reaction may have been accepted'

/** What an error keeps beside the status and the body of a response. */
export interface ResponseErrorOptions {
  headers?: Headers
  /** What the message leaves out where the server repeats it. */
  secrets?: readonly string[]
  /** The operation that was called. Where it is missing, the cases of all operations may match. */
  operationId?: string
  cause?: unknown
}

/** A response that brought an error. */
export interface ReceivedResponse extends ResponseErrorOptions {
  /** HTTP status. */
  status: number
  /** The parsed body, or its text where it is not JSON. */
  body?: unknown
}

/** What to say of a response whose body did not come to its end. */
function brokeOff({ cause }: ResponseErrorOptions): string | undefined {
  return cause === undefined ? cause : `broke off (${toldBy(innermostOf(cause))})`
}

/** An error that a response brought. */
class ResponseError extends KaleyraError {
  /** HTTP status; 0 where a browser hides it, as it does with a redirect. */
  readonly status: number
  readonly #headers: Headers
  readonly #body: unknown

  constructor(
    message: string,
    { status, headers = new Headers(), body, ...options }: ReceivedResponse & KaleyraErrorOptions,
  ) {
    super(message, options)
    this.status = status
    this.#headers = headers
    this.#body = body
  }

  /** The headers of the response. A getter, so that printing the error does not print them. */
  get headers(): Headers {
    return this.#headers
  }

  /** The parsed body, or its text where it is not JSON. A getter, so that printing the error does not print it. */
  get body(): unknown {
    return this.#body
  }
}

/** The server responded with a redirect. It is never followed: key and body go to no other address. */
export class RedirectError extends ResponseError {
  constructor(response: ReceivedResponse) {
    const message = 'The response is a redirect, which is never followed: if you gave baseUrl, check it'
    super(message, { ...response, mayHaveBeenAccepted: false })
  }
}

/** A successful status with a body that is not the documented one. */
export class UnreadableResponseError extends ResponseError {
  constructor(problem: string, response: ReceivedResponse) {
    super(`Response ${response.status} ${brokeOff(response) ?? problem}${doubt}`, response)
  }
}

/** The server responded with an error status. `reason` is set where the document knows the response. */
export class ApiError extends ResponseError {
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
  /** The seconds after which the server asks to be called again; `undefined` where it does not ask. */
  readonly retryAfter: number | undefined

  constructor(
    status: number,
    body: unknown,
    { secrets = [], operationId, ...options }: ResponseErrorOptions = {},
  ) {
    const reason = matchCase(status, body, operationId)
    const documented = reason && factsOf(reason)
    const retryAfter = retryAfterOf(options.headers)
    // A server that asks for a later call has not taken this one.
    const isPutOff = status === 429 || (status === 503 && retryAfter !== undefined)
    const mayHaveBeenAccepted = documented?.mayHaveBeenAccepted ?? !isPutOff
    const code = textMember(body, 'code' satisfies keyof ErrorResponse)
    const text = textMember(body, 'message' satisfies keyof ErrorResponse)
    const told = readable([code, text].join(' '), secrets)
    super(messageOf(status, told, options) + (mayHaveBeenAccepted ? doubt : ''), {
      ...{ status, body, mayHaveBeenAccepted },
      ...options,
    })
    this.code = code
    this.reason = reason
    this.kind = documented?.kind
    this.scope = documented?.scope
    this.retryDelayMinutes = documented?.retryDelayMinutes ?? []
    this.retryAfter = retryAfter
  }
}

function messageOf(status: number, told: string, response: ResponseErrorOptions): string {
  if (told !== '') return `Response ${status}: ${told}`
  const broken = brokeOff(response)
  if (broken !== undefined) return `Response ${status} ${broken}`
  const hint =
    status === 404 ? ': if you gave baseUrl, check that it ends before the path of the request' : ''
  return `Response ${status} has no error of Kaleyra${hint}`
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
export type UndocumentedApiError = ApiError & {
  readonly reason: undefined
  readonly kind: undefined
  readonly scope: undefined
}

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

/** What a documented error is about. */
export type ApiErrorKind = DocumentedCase['kind']

/** Whether an error concerns one call or every call of the account. */
export type ApiErrorScope = DocumentedCase['scope']

nameClass(KaleyraError, 'KaleyraError')
nameClass(RedirectError, 'RedirectError')
nameClass(UnreadableResponseError, 'UnreadableResponseError')
nameClass(ApiError, 'ApiError')
