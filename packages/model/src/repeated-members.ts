/** A text or a mark of JSON. */
const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]/g

/** An object or a list that is open where the reading stands. */
interface Open {
  /** The members so far; `undefined` in a list. */
  names: Set<string> | undefined
  /** The member whose value comes. */
  name: string
}

/**
 * The members that stand more than once in their object, each with the names that lead to it. Of these, `JSON.parse` keeps
 * the last, others the first, and some refuse the text.
 *
 * @param text valid JSON.
 */
export function repeatedMembersOf(text: string): string[] {
  const repeated = new Set<string>()
  const open: Open[] = []
  let isName = false
  for (const [mark] of text.matchAll(token)) {
    const current = open.at(-1)
    if (mark === '{' || mark === '[') {
      open.push({ names: mark === '{' ? new Set() : undefined, name: '' })
      isName = mark === '{'
    } else if (mark === '}' || mark === ']') {
      open.pop()
      isName = false
    } else if (mark === ',') {
      isName = current?.names !== undefined
    } else if (isName && mark !== ':' && current?.names !== undefined) {
      current.name = String(JSON.parse(mark))
      if (current.names.has(current.name)) {
        repeated.add(
          open
            .map(({ name }) => name)
            .filter((name) => name !== '')
            .join('.'),
        )
      }
      current.names.add(current.name)
      isName = false
    }
  }
  return [...repeated]
}
