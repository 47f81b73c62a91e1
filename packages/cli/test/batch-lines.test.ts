import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Line, linesOf } from '../src/batch/lines.ts'

test.each([
  ['LF', '\n'],
  ['CR LF', '\r\n'],
])('lines end with %s, wherever the chunks of the stream end', async (_, end) => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.stringMatching(/^[ -~é👍]{0,20}$/u)),
      fc.array(fc.nat(40)),
      async (texts, cuts) => {
        const bytes = Buffer.from(texts.map((text) => text + end).join(''))
        async function* chunks() {
          let start = 0
          for (const cut of cuts) {
            yield bytes.subarray(start, start + cut)
            start += cut
          }
          yield bytes.subarray(start)
        }
        const found: Line[] = []
        for await (const { number, text } of linesOf('input', chunks()))
          found.push({ number, text: text.trim() })
        const expected = texts.flatMap((text, index): Line[] =>
          text.trim() === '' ? [] : [{ number: index + 1, text: text.trim() }],
        )
        expect(found).toEqual(expected)
      },
    ),
  )
})
