import shortCodes from 'emojibase-data/en/shortcodes/github.json' with { type: 'json' }

const names: Record<string, string | string[]> = shortCodes
const escapes = /\\u\{[0-9a-f]{1,6}\}|\\u[0-9a-f]{4,8}|U\+[0-9a-f]{4,8}\s*/gi

/**
 * An emoji that is given as the character or in an escape form: `\uD83D\uDE00`, `\u{1F600}`, `\U0001F600`, `U+1F600`. An
 * escape that is beyond Unicode stays as it is.
 */
export function emojiFrom(text: string): string {
  return text.trim().replaceAll(escapes, (escaped) => {
    const digits = /[0-9a-f]+/i.exec(escaped)?.[0] ?? ''
    const codePoint = Number.parseInt(digits, 16)
    return codePoint > 0x10ffff ? escaped : String.fromCodePoint(codePoint)
  })
}

/**
 * Says why a text is not one emoji, and what to give instead. It repeats only what it knows: any other word can be
 * a key in the wrong place.
 *
 * @param text - as it was given.
 */
export function emojiRemedy(text: string): string {
  const given = text.trim()
  if (given === '')
    return 'it is empty. To remove a reaction, use the command "remove", or "remove": true in a batch.'
  const reasons = [unicodeRemedy, shortCodeRemedy, backslashRemedy, digitsRemedy, countRemedy]
  const found = reasons.map((reason) => reason(given)).find((each) => each !== undefined)
  return found ?? "use the character, or an escape such as 'U+1F600'"
}

function unicodeRemedy(text: string): string | undefined {
  const beyond = emojiFrom(text).match(escapes) !== null
  return beyond ? `${text} is no Unicode character; the last one is U+10FFFF` : undefined
}

function shortCodeRemedy(text: string): string | undefined {
  const name = /^:?([\w+-]+):?$/.exec(text)?.[1]?.toLowerCase()
  const found = Object.entries(names).find(([, each]) => [each].flat().some((word) => word === name))
  if (found === undefined) return undefined
  const emoji = colourful(emojiFrom(found[0].replaceAll(/\w+-?/g, 'U+$& ').replaceAll('-', '')))
  return `${text} is a short code; use ${emoji} or '${escapesOf(emoji)}'`
}

/** A shell takes the backslash of an escape that is not quoted. */
function backslashRemedy(text: string): string | undefined {
  const bare = /^(u\{?[0-9a-f]{4,8}\}?)+$/i
  if (!bare.test(text)) return undefined
  const escaped = text.replaceAll(/u(?=\{?[0-9a-f])/gi, (letter) => `\\${letter}`)
  return `the shell removed the backslash of ${text}; use quotes: '${escaped}'`
}

/** The digits of a code point alone, or as programs and pages write them: `0x1F600`, `&#x1F600;`. */
function digitsRemedy(text: string): string | undefined {
  const digits = /^(?:0x|&#x)?([0-9a-f]{4,6});?$/i.exec(text)?.[1]?.toUpperCase()
  if (digits === undefined) return undefined
  const emoji = colourful(emojiFrom(`U+${digits}`))
  return isEmoji.test(emoji) ? `${text} is a code point; use '${escapesOf(emoji)}'` : undefined
}

/** With the mark of the colourful form behind each part that has another one: https://unicode.org/reports/tr51/#def_fully_qualified_emoji */
function colourful(emoji: string): string {
  return emoji.replaceAll(/(?!\p{Emoji_Presentation})\p{Emoji}(?![\uFE0F\p{Emoji_Modifier}])/gu, '$&\uFE0F')
}

function escapesOf(emoji: string): string {
  return Array.from(
    emoji,
    (each) => `U+${each.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`,
  ).join(' ')
}

const isEmoji = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20E3/u

function countRemedy(text: string): string | undefined {
  const characters = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(emojiFrom(text))]
  const visible = characters.filter(({ segment }) => segment.trim() !== '')
  if (visible.length < 2 || !visible.every(({ segment }) => isEmoji.test(segment))) return undefined
  return `these are ${visible.length}`
}
