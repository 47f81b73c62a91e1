import { bodilessStatuses } from '../suite/scenario.ts'
import type { Answer, MockResponse } from './exchange.ts'
import { pause } from './pause.ts'

const gatewayPage = '<!doctype html><title>502 Bad Gateway</title><h1>502 Bad Gateway</h1>'

/** A response on the wire. */
export interface Transmission {
  status: number
  headers: Record<string, string>
  /** Empty if there is none. */
  body: string
  /** Whether the connection holds, breaks within the body, or breaks before the response. */
  connection: 'holds' | 'breaks within' | 'breaks before'
}

/**
 * Waits until a response is due, notes its outcome, and applies its fault.
 *
 * @param over aborts the wait when the caller leaves or the mock stops.
 * @throws the reason of the signal if that ends the wait.
 */
export async function transmissionOf({ response, note }: Answer, over: AbortSignal): Promise<Transmission> {
  const { delay = 0, fault } = response
  try {
    if (delay > 0) await pause(delay, over)
    if (fault === 'stall') await pause(Number.POSITIVE_INFINITY, over)
  } catch (reason) {
    note('abandoned')
    throw reason
  }
  const transmission = faulty(response)
  const { connection, status } = transmission
  if (connection === 'breaks before') note('broken')
  else note(connection === 'holds' ? 'sent' : 'broken', status)
  return transmission
}

function faulty({ status, headers, body, fault }: MockResponse): Transmission {
  const text = bodilessStatuses.has(status) ? '' : bodyText(body)
  const whole: Transmission = { status, headers, body: text, connection: 'holds' }
  switch (fault) {
    case 'reset':
      return { ...whole, connection: 'breaks before' }
    case 'truncated':
      return { ...whole, connection: 'breaks within' }
    case 'empty':
      return { ...whole, body: '' }
    case 'malformed':
      return { ...whole, body: `${text}}` }
    case 'html':
      return { ...whole, status: 502, headers: { 'content-type': 'text/html' }, body: gatewayPage }
    default:
      return whole
  }
}

/** A string is sent as it is, anything else as JSON. */
function bodyText(body: unknown): string {
  if (body === undefined) return ''
  return typeof body === 'string' ? body : JSON.stringify(body)
}
