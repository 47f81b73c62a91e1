// Generated from the OpenAPI document; do not edit. Inputs: 36a8e89a97655339
import type { E110, RBC001, WA400, WA401, WA401Account, WA401Version, WA500 } from './types.ts'

/** The body of each documented error, by case name. */
export interface ErrorBodies {
  WA400: WA400
  E110: E110
  RBC001: RBC001
  WA401: WA401
  'WA-401-account': WA401Account
  'WA-401-version': WA401Version
  WA500: WA500
}

/**
 * Every documented error by case name. `status`, `code` and `key` tell which case a response is; `key` is the member
 * inside `error`. `mayHaveBeenAccepted` is false where the document rules out that the call was accepted.
 * `retryDelayMinutes` holds the documented wait before each further attempt. `operations` names the operations that have
 * the error, where not every operation has it.
 */
export const errorCases = {
  WA400: {
    status: 400,
    code: 'WA400',
    key: 'payload',
    kind: 'request',
    scope: 'call',
    mayHaveBeenAccepted: false,
  },
  E110: {
    status: 400,
    code: 'E110',
    key: 'balance',
    kind: 'balance',
    scope: 'account',
    mayHaveBeenAccepted: false,
  },
  RBC001: {
    status: 401,
    code: 'RBC001',
    key: 'error',
    kind: 'credentials',
    scope: 'account',
    mayHaveBeenAccepted: false,
  },
  WA401: {
    status: 401,
    code: 'WA401',
    key: 'phone_number',
    kind: 'number',
    scope: 'number',
    mayHaveBeenAccepted: false,
  },
  'WA-401-account': {
    status: 401,
    code: 'WA-401',
    key: 'account',
    kind: 'account',
    scope: 'account',
    mayHaveBeenAccepted: false,
  },
  'WA-401-version': {
    status: 401,
    code: 'WA-401',
    key: 'phone_number',
    kind: 'number',
    scope: 'number',
    mayHaveBeenAccepted: false,
  },
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

/** The address of the API in each region. */
export const regions = {
  in: 'https://api.in.kaleyra.io',
  sg: 'https://api.ap.kaleyra.io',
  eu: 'https://api.eu.kaleyra.io',
} as const

/** The header that carries the API key. */
export const keyHeader = 'api-key'
