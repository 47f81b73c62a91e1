import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linesOf, readLines } from '../../src/batch/lines.ts'
import { file } from '../run.ts'

test.each([
  ['LF', '\n'],
  ['CR LF', '\r\n'],
])('lines end with %s, and blank ones are counted only', (_, end) => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[ -~é👍]{0,20}$/u)), (texts) => {
      const bytes = Buffer.from(`\uFEFF${texts.map((text) => text + end).join('')}`)
      const found = [...linesOf(bytes)].map(({ number, text }) => ({ number, text: text.trim() }))
      const lines = texts.map((text, index) => ({ number: index + 1, text: text.trim() }))
      expect(found).toEqual(lines.filter(({ text }) => text !== ''))
    }),
  )
})

test.each<[string, string, RegExp]>([
  ['a file that is not there', '/nowhere/in.ndjson', /in\.ndjson cannot be read: no such file or directory/],
  ['a folder', '/', /\/ cannot be read: /],
  ['another encoding', file(Buffer.from('\uFEFF{"to"', 'utf16le')), /is not UTF-8 text\. .*iconv/],
  ['a JSON array', file('[\n{"to":"919000000002"}\n]'), /is a JSON array, .*jq -c '\.\[\]'/],
])('%s is refused', async (_, path, message) => {
  await expect(readLines(path)).rejects.toThrow(message)
})
