/** The first code points of a text. Never cuts a character in half. */
export function cutAt(text: string, count: number): string {
  if (text.length <= count) return text
  // A code point has at most two units, so that much of a long text is enough.
  const start = text.slice(0, 2 * count + 2)
  const kept = Array.from(start).slice(0, count).join('')
  return kept.length === text.length ? text : kept
}
