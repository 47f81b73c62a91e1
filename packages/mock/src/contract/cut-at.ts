/** The first code points of a text. Never cuts a character in half. */
export function cutAt(text: string, count: number): string {
  return Array.from(text).slice(0, count).join('')
}
