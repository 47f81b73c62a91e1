// Generated from the OpenAPI document; do not edit. Inputs: fe110616f6dbeda8
import type { E110, RBC001, WA400, WA401, WA401Account, WA401Version, WA500 } from './types.ts'

/** The body of each documented error, by case name. */
export interface ErrorBodies {
  E110: E110
  RBC001: RBC001
  WA400: WA400
  WA401: WA401
  'WA-401-account': WA401Account
  'WA-401-version': WA401Version
  WA500: WA500
}

/**
 * Every documented error by case name. An answer is matched by status, code and the key inside `error`; then kind, scope
 * and, where documented, the minutes before each further attempt.
 */
export const errorCases = {
  E110: [400, 'E110', 'balance', 'balance', 'account'],
  RBC001: [401, 'RBC001', 'error', 'credentials', 'account'],
  WA400: [400, 'WA400', 'payload', 'request', 'call'],
  WA401: [401, 'WA401', 'phone_number', 'account', 'account'],
  'WA-401-account': [401, 'WA-401', 'account', 'account', 'account'],
  'WA-401-version': [401, 'WA-401', 'phone_number', 'account', 'account'],
  WA500: [500, 'WA500', 'error', 'server', 'call', [5, 10, 15]],
} as const

/** The address of the API in each region. */
export const regions = {
  in: 'https://api.in.kaleyra.io',
  sg: 'https://api.ap.kaleyra.io',
  eu: 'https://api.eu.kaleyra.io',
} as const
