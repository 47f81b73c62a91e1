/** The first code points of a text; half of a character is no text. */
export function cutAt(text: string, count: number): string {
  if (text.length <= count) return text
  // A code point has at most two units: of a long text, no more is taken apart.
  const start = text.slice(0, 2 * count + 2)
  const kept = Array.from(start).slice(0, count).join('')
  return kept.length === text.length ? text : kept
}
