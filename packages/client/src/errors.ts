import { innermostOf, textMember } from '@kaleyra-reactions/model/member'
import { putsOff } from '@kaleyra-reactions/model/statuses'
import { toldBy } from './failure.ts'
import { type ErrorBodies, errorCases } from './generated/cases.ts'
import type { ErrorResponse } from './generated/types.ts'
import { type DocumentedCase, type DocumentedFacts, type ErrorReason, matchCase } from './match-case.ts'
import { retryAfterOf } from './retry-after.ts'
import { readable } from './secrets.ts'

/** Options of {@link KaleyraError}. */
export interface KaleyraErrorOptions {
  /** Default true, which is the safe assumption. */
  mayHaveBeenAccepted?: boolean
  cause?: unknown
}

/** Base class of all errors of this package. `instanceof` works across two copies of the package. */
export class KaleyraError extends Error {
  static override get [Symbol.hasInstance](): typeof hasInstance {
    return hasInstance
  }

  /** The name of this package's class, which `instanceof` compares, whatever `name` your subclass has. */
  declare readonly kaleyraClass: string

  /**
   * False after refused input, a documented refusal, a redirect, 429, 503 with `Retry-After`, and a request that was
   * never sent. If true, sending again may send the reaction twice. Other errors, such as your own abort reason, lack
   * this property: assume true.
   */
  readonly mayHaveBeenAccepted: boolean

  constructor(message: string, options: KaleyraErrorOptions = {}) {
    super(message, options)
    this.mayHaveBeenAccepted = options.mayHaveBeenAccepted ?? true
  }
}

/**
 * Writes the name and the mark of a class into its prototype, so that a subclass can have another name. The name is a
 * string, since a bundler renames classes.
 */
export function nameClass({ prototype }: { prototype: KaleyraError }, name: string): void {
  Object.assign(prototype, { name, kaleyraClass: name })
}

function hasInstance<Instance>(this: ErrorClass<Instance>, value: unknown): value is Narrowed<Instance> {
  const { prototype } = this
  // A user's subclass has no mark of its own: the usual check of its prototype decides.
  if (!Object.hasOwn(prototype, 'kaleyraClass'))
    return Function.prototype[Symbol.hasInstance].call(this, value)
  const marked = textMember(value, 'kaleyraClass')
  return prototype.kaleyraClass === 'KaleyraError' ? marked !== undefined : marked === prototype.kaleyraClass
}

interface ErrorClass<Instance> {
  new (...parameters: never): Instance
  prototype: { kaleyraClass: string }
}

/** An {@link ApiError} becomes a union that `reason` narrows; every other error keeps its type. */
type Narrowed<Instance> = Instance extends ApiError
  ? ApiError extends Instance
    ? DocumentedApiError | UndocumentedApiError
    : Instance
  : Instance

/** How a message ends if Kaleyra may have accepted the call. */
export const doubt = '; the reaction may have been accepted'

/** A response that caused an error. */
export interface ReceivedResponse {
  /** HTTP status. */
  status: number
  headers?: Headers
  /** The parsed body, or its text if it is not JSON. */
  body?: unknown
  cause?: unknown
}

/** Options of an {@link ApiError}, besides status and body. */
export interface ResponseErrorOptions extends Pick<ReceivedResponse, 'headers' | 'cause'> {
  /** Texts that the message must not show, even if the server repeats them. */
  secrets?: readonly string[]
  /** The operation that was called. Without it, the cases of all operations can match. */
  operationId?: string
}

/** What to say of a response whose body is incomplete. */
function brokeOff({ cause }: Pick<ReceivedResponse, 'cause'>): string | undefined {
  return cause === undefined ? undefined : `broke off (${toldBy(innermostOf(cause))})`
}

/** An error that a response caused. */
class ResponseError extends KaleyraError {
  /** HTTP status; 0 if a browser hides it, as it does for a redirect. */
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

  /** The headers of the response. A getter, so that printing the error does not show them. */
  get headers(): Headers {
    return this.#headers
  }

  /** The parsed body, or its text if it is not JSON. A getter, so that printing the error does not show it. */
  get body(): unknown {
    return this.#body
  }
}

/** The server responded with a redirect. The client never follows it, so no other address gets the key or body. */
export class RedirectError extends ResponseError {
  constructor(response: ReceivedResponse) {
    const message = 'The response is a redirect, which the client never follows; if you set baseUrl, check it'
    super(message, { ...response, mayHaveBeenAccepted: false })
  }
}

/** The status reports success, but the body is missing, incomplete, not JSON or without an id. */
export class UnreadableResponseError extends ResponseError {
  constructor(problem: string, response: ReceivedResponse) {
    super(`Response ${response.status} ${brokeOff(response) ?? problem}${doubt}`, response)
  }
}

/** The server responded with an error status. `reason` is set if the response is documented. */
export class ApiError extends ResponseError {
  /** Kaleyra's code in the body; `undefined` if it has none. */
  readonly code: string | undefined
  /** The name of the documented case; `undefined` if the response is not documented. */
  readonly reason: ErrorReason | undefined
  /** What the error is about; `undefined` if the response is not documented. */
  readonly kind: ApiErrorKind | undefined
  /** What it affects: this call, the number or the whole account; `undefined` if the response is not documented. */
  readonly scope: ApiErrorScope | undefined
  /** The documented waits before each further attempt, in minutes; empty if none are documented. */
  readonly retryDelayMinutes: readonly number[]
  /** The seconds that the server asks you to wait; `undefined` if it does not ask. */
  readonly retryAfter: number | undefined

  constructor(
    status: number,
    body: unknown,
    { secrets = [], operationId, ...options }: ResponseErrorOptions = {},
  ) {
    const reason = matchCase(status, body, operationId)
    const documented: DocumentedFacts | undefined = reason && errorCases[reason]
    const retryAfter = retryAfterOf(options.headers)
    const mayHaveBeenAccepted = documented?.mayHaveBeenAccepted ?? !putsOff({ status, retryAfter })
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
  const hint = status === 404 ? ' (if you set baseUrl, leave the path of the request out of it)' : ''
  return `Response ${status} has no Kaleyra error${hint}`
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

/** An {@link ApiError} that is not documented: another code, an HTML page of a gateway, an empty body. */
export type UndocumentedApiError = ApiError & {
  readonly reason: undefined
  readonly kind: undefined
  readonly scope: undefined
}

/** Tells whether `error` is an {@link ApiError}. A `switch` over its `reason` then narrows the type. */
export function isApiError(error: unknown): error is DocumentedApiError | UndocumentedApiError
/** Tells whether `error` is the documented case `reason`, and narrows the type of its body. */
export function isApiError<Reason extends ErrorReason>(
  error: unknown,
  reason: Reason,
): error is DocumentedApiError<Reason>
export function isApiError(error: unknown, reason?: ErrorReason): boolean {
  return error instanceof ApiError && (reason === undefined || error.reason === reason)
}

/** What a documented error is about. */
export type ApiErrorKind = DocumentedCase['kind']

/** What a documented error affects: one call, one business number or the whole account. */
export type ApiErrorScope = DocumentedCase['scope']

nameClass(KaleyraError, 'KaleyraError')
nameClass(RedirectError, 'RedirectError')
nameClass(UnreadableResponseError, 'UnreadableResponseError')
nameClass(ApiError, 'ApiError')
