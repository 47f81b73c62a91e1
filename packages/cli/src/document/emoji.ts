const escapes = /(?:U\+|\\u\{)((?:10|[0-9a-f])?[0-9a-f]{4})\}?\s*/gi

/** An emoji that is given as the character or by its code points: `U+1F600`, `\u{1F600}`. */
export function emojiFrom(text: string): string {
  return text
    .trim()
    .replaceAll(escapes, (_, digits: string) => String.fromCodePoint(Number.parseInt(digits, 16)))
}
