/**
 * The seconds that a server asks to wait, given as a number or a date (RFC 9110, 10.2.3). Without either, `undefined`. A
 * date is compared with the server's own clock, if the response gives it.
 */
export function retryAfterOf(headers: Headers | undefined): number | undefined {
  const header = headers?.get('retry-after') ?? ''
  if (/^\d+$/.test(header)) return Number(header)
  // Engines read other texts as dates too, such as `-5`.
  if (!header.endsWith(' GMT')) return undefined
  const now = Date.parse(headers?.get('date') ?? '') || Date.now()
  const seconds = Math.ceil((Date.parse(header) - now) / 1000)
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds)
}
