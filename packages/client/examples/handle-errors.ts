import { isApiError, KaleyraError } from '@kaleyra-reactions/client'

/** Says what to do after a call threw an error. */
export function adviceFor(error: unknown): string {
  if (isApiError(error)) {
    switch (error.reason) {
      case 'E110':
        return `top up the balance: ${error.body.error.balance}`
      case 'WA500':
        return `perhaps accepted; without a callback, send again after ${error.retryDelayMinutes.join(', ')} minutes`
      case undefined:
        return `not documented: ${error.message}`
      default:
        return `${error.kind}: ${error.message}`
    }
  }
  if (error instanceof KaleyraError && !error.mayHaveBeenAccepted) return `not accepted: ${error.message}`
  return `perhaps accepted, wait for the callback: ${error}`
}
