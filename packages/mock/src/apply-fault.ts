import { bodyTextOf, type MockResponse } from './exchange.ts'
import { bodilessStatuses, type Fault } from './scenario.ts'

const gatewayPage = '<!doctype html><title>502 Bad Gateway</title><h1>502 Bad Gateway</h1>'

/** A response as it goes out. */
export interface OutgoingResponse {
  status: number
  headers: Record<string, string>
  /** Empty where there is none. */
  body: string
  /** Whether it is the response that was meant, untouched by a fault. */
  isWhole: boolean
}

/** A response after the fault that was asked for; `reset`, `stall` and the breaking off of `truncated` are for the sender. */
export function applyFault(response: MockResponse, fault: Fault | undefined): OutgoingResponse {
  const { status, headers } = response
  const isWhole = fault === undefined
  if (fault === 'html') {
    return { status: 502, headers: { 'content-type': 'text/html' }, body: gatewayPage, isWhole }
  }
  if (fault === 'empty' || bodilessStatuses.has(status)) return { status, headers, body: '', isWhole }
  const text = bodyTextOf(response)
  return { status, headers, body: fault === 'malformed' ? `${text}}` : text, isWhole }
}
