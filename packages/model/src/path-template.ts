/** The path of a template; each placeholder becomes one segment, with everything escaped that could end it. */
export function fillPath(template: string, values: Readonly<Record<string, unknown>>): string {
  return template.replace(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(String(values[name] ?? '')))
}

/** The values of a template's placeholders in a path, as the path writes them; `undefined` where it is another path. */
export function matchPath(template: string, path: string): Record<string, string> | undefined {
  const expected = template.split('/')
  const segments = path.split('/')
  if (segments.length !== expected.length) return undefined
  const values: Record<string, string> = {}
  for (const [index, segment] of segments.entries()) {
    const part = expected[index]
    // A parameter fills a whole segment.
    const name = part?.startsWith('{') ? part.slice(1, -1) : undefined
    if (name === undefined ? part !== segment : segment === '') return undefined
    if (name !== undefined) values[name] = segment
  }
  return values
}
