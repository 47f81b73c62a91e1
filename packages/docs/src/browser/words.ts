/** A text whose percent-encoding, as in the log of a proxy, is undone where it can be. */
export function decodedText(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded)
    } catch {
      return encoded
    }
  })
}

/**
 * A text as it is compared: in lower case, with the hyphen and the apostrophe of a keyboard where a word processor or a
 * chat put its own, without invisible characters, and in one spelling of `-ise` and `-ize`.
 */
export function plainText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[\u2010-\u2013\u2212]/g, '-')
    .replace(/\u2019/g, "'")
    .toLowerCase()
    .replace(/is(?=e|ing|ation)/g, 'iz')
}

/** The words of a text. A hyphen, full stop, apostrophe or underscore inside a word belongs to it. */
export function wordsOf(text: string): string[] {
  return plainText(text).match(/[\p{L}\p{N}]+(?:[-.'_]+[\p{L}\p{N}]+)*/gu) ?? []
}

/** Whether a word or a number of the text begins so: `110` is found in `E110`, `429` not in `130429`. */
export function hasWordFrom(text: string, start: string): boolean {
  const sameKind = /^\p{N}/u.test(start) ? /\p{N}$/u : /\p{L}$/u
  for (let place = text.indexOf(start); place !== -1; place = text.indexOf(start, place + 1)) {
    if (!sameKind.test(text.slice(0, place))) return true
  }
  return false
}
