/** Tells whether a server puts a call off: it has not accepted the call, and asks for a later one. */
export function putsOff(response: { status: number; retryAfter: number | undefined }): boolean {
  return response.status === 429 || (response.status === 503 && response.retryAfter !== undefined)
}

/** Tells whether the same call may do better a little later. */
export function mayDoBetterLater(status: number): boolean {
  return status === 429 || status >= 500
}
