import { expect, test } from 'vitest'
import { emojiFrom, emojiRemedy } from '../src/document/emoji.ts'

test.each(['😀', '\\uD83D\\uDE00', '\\u{1F600}', '\\U0001F600', '\\U1F600', 'U+1F600', 'u+0001f600'])(
  '%s is read as the emoji',
  (text) => expect(emojiFrom(text)).toBe('😀'),
)

test('a sequence of several code points is read', () => {
  expect(emojiFrom('U+2764 U+FE0F')).toBe('❤️')
})

test.each([
  ['', 'it is empty. To remove a reaction, use the command "remove"'],
  ['👍👍', 'these are 2'],
  [':tada:', ":tada: is a short code; use 🎉 or 'U+1F389'"],
  ['heart', "heart is a short code; use ❤️ or 'U+2764 U+FE0F'"],
  [':rainbow_flag:', "use 🏳️‍🌈 or 'U+1F3F3 U+FE0F U+200D U+1F308'"],
  ['uD83DuDE00', "the shell removed the backslash of uD83DuDE00; use quotes: '\\uD83D\\uDE00'"],
  ['0x1F44D', "0x1F44D is a code point; use 'U+1F44D'"],
  ['2764', "2764 is a code point; use 'U+2764 U+FE0F'"],
  ['U+110000', 'U+110000 is no Unicode character'],
  ['a-key-in-the-wrong-place', "use the character, or an escape such as 'U+1F600'"],
])('%j is answered with what to give instead', (text, remedy) => {
  expect(emojiRemedy(text)).toContain(remedy)
})
