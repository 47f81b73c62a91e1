let secrets: readonly string[] = []

/**
 * Keeps a text out of everything that the program prints or writes from now on, whatever its length: as it is, escaped as
 * in an address, and escaped as in JSON.
 */
export function keepSecret(text: string): void {
  if (text === '') return
  const spellings = [text, encodeURIComponent(text), JSON.stringify(text).slice(1, -1)]
  // The longest first: one secret can be a part of another.
  secrets = [...new Set([...secrets, ...spellings])].toSorted((left, right) => right.length - left.length)
}

/** The text with `***` in the place of each secret. */
export function withoutSecrets(text: string): string {
  return secrets.reduce((masked, secret) => masked.replaceAll(secret, '***'), text)
}

/** The value with `***` in the place of each secret in its texts. The names of its members stay. */
export function valueWithoutSecrets(value: unknown): unknown {
  if (typeof value === 'string') return withoutSecrets(value)
  if (Array.isArray(value)) return value.map(valueWithoutSecrets)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, valueWithoutSecrets(each)]))
}
