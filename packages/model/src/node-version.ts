/** Tells whether a version of Node, such as `22.11.0`, is older than another. A missing part counts as 0. */
export function isOlderVersion(version: string, than: string): boolean {
  const parts = version.split('.').map(Number)
  for (const [index, part] of than.split('.').map(Number).entries()) {
    const own = parts[index] ?? 0
    if (own !== part) return own < part
  }
  return false
}
