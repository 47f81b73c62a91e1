import { expect, test } from 'vitest'
import { emojiFrom } from '../src/document/emoji.ts'

test.each(['😀', ' 😀\n', '\\u{1F600}', 'U+1F600', 'u+1f600'])('%s is read as the emoji', (text) =>
  expect(emojiFrom(text)).toBe('😀'),
)

test('a sequence of several code points is read', () => {
  expect(emojiFrom('U+2764 U+FE0F')).toBe('❤️')
})

test('what is beyond Unicode is no emoji', () => {
  expect(emojiFrom('U+110000')).toBe('\u{11000}0')
})
