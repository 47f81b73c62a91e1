const httpDate = /^\w{3,9}, \d\d[ -]\w{3}[ -]\d{2,4} \d\d:\d\d:\d\d GMT$/

/**
 * The seconds that a server asks to wait, by a number or by a date (RFC 9110, 10.2.3); `undefined` where the header is
 * missing or anything else. A date is compared with the server's own clock, where the response tells it.
 */
export function retryAfterOf(headers: Headers | undefined): number | undefined {
  const header = headers?.get('retry-after') ?? ''
  if (/^\d+$/.test(header)) return Number(header)
  if (!httpDate.test(header)) return undefined
  const now = Date.parse(headers?.get('date') ?? '') || Date.now()
  const seconds = Math.ceil((Date.parse(header) - now) / 1000)
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds)
}
