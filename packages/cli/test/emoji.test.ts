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
  ['', 'it is empty; the command "remove"'],
  ['👍👍', '2 emoji were given, and a reaction is one'],
  [':tada:', ":tada: is a short code; give the emoji 🎉 or 'U+1F389'"],
  ['heart', "heart is a short code; give the emoji ❤️ or 'U+2764 U+FE0F'"],
  [':rainbow_flag:', "give the emoji 🏳️‍🌈 or 'U+1F3F3 U+FE0F U+200D U+1F308'"],
  ['uD83DuDE00', "the shell took the backslash of uD83DuDE00; quote it: '\\uD83D\\uDE00'"],
  ['0x1F44D', "0x1F44D is a code point; give 'U+1F44D'"],
  ['2764', "2764 is a code point; give 'U+2764 U+FE0F'"],
  ['U+110000', 'U+110000 is beyond Unicode'],
  ['a-key-in-the-wrong-place', "give the character, or its escape such as 'U+1F600'"],
])('%j is answered with what to give instead', (text, remedy) => {
  expect(emojiRemedy(text)).toContain(remedy)
})
