// Generated from the OpenAPI document; do not edit.
import type { ErrorResponse } from './types.ts'

/**
 * Every documented error by case name. `status`, `code` and `key` tell which case a response is; `key` is the member
 * inside `error`. `mayHaveBeenAccepted` is false where the OpenAPI document rules out that the call was
 * accepted. `retryDelayMinutes` holds the documented wait before each further attempt. `operations`, if present, lists the
 * only operations that have the error.
 */
export const errorCases = {
  /**
   * The payload does not have the documented format. The response names no field.
   */
  WA400: {
    status: 400,
    code: 'WA400',
    key: 'payload',
    kind: 'request',
    scope: 'call',
    mayHaveBeenAccepted: false,
  },
  /**
   * The balance of the account is too low.
   */
  E110: {
    status: 400,
    code: 'E110',
    key: 'balance',
    kind: 'balance',
    scope: 'account',
    mayHaveBeenAccepted: false,
  },
  /**
   * The SID or the API key is wrong.
   */
  RBC001: {
    status: 401,
    code: 'RBC001',
    key: 'error',
    kind: 'credentials',
    scope: 'account',
    mayHaveBeenAccepted: false,
  },
  /**
   * The number in the path is unknown or belongs to another account.
   */
  WA401: {
    status: 401,
    code: 'WA401',
    key: 'phone_number',
    kind: 'number',
    scope: 'number',
    mayHaveBeenAccepted: false,
  },
  /**
   * The API is not available for this customer.
   */
  'WA-401-account': {
    status: 401,
    code: 'WA-401',
    key: 'account',
    kind: 'account',
    scope: 'account',
    mayHaveBeenAccepted: false,
  },
  /**
   * The business number belongs to another version of Kaleyra's WhatsApp API.
   */
  'WA-401-version': {
    status: 401,
    code: 'WA-401',
    key: 'phone_number',
    kind: 'number',
    scope: 'number',
    mayHaveBeenAccepted: false,
  },
  /**
   * Kaleyra's server failed.
   */
  WA500: {
    status: 500,
    code: 'WA500',
    key: 'error',
    kind: 'server',
    scope: 'call',
    mayHaveBeenAccepted: true,
    retryDelayMinutes: [5, 10, 15],
  },
} as const

type ErrorCases = typeof errorCases

/** The body of each documented error, by case name. */
export type ErrorBodies = {
  [Name in keyof ErrorCases]: Omit<ErrorResponse, 'code' | 'error'> & {
    code: ErrorCases[Name]['code']
    error: Record<ErrorCases[Name]['key'], string>
  }
}

/** The address of the API in each region. */
export const regions = {
  in: 'https://api.in.kaleyra.io',
  sg: 'https://api.ap.kaleyra.io',
  eu: 'https://api.eu.kaleyra.io',
} as const

/** The header that carries the API key. */
export const keyHeader = 'api-key'
