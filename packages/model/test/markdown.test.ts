import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { fillSections, tableOf } from '../src/markdown.ts'

const scratch = mkdtempSync(join(tmpdir(), 'model-test-'))
afterAll(() => rmSync(scratch, { recursive: true }))

describe('a Markdown file', () => {
  const file = join(scratch, 'README.md')
  const text = 'Before\n<!-- list one -->\nold\n<!-- end -->\nAfter $& text\n'

  test('has its sections filled, with the word of the marker, and keeps the rest', () => {
    writeFileSync(file, text)
    fillSections(file, { list: (word) => `new $& ${word}` })
    expect(readFileSync(file, 'utf8')).toBe(
      'Before\n<!-- list one -->\n\nnew $& one\n\n<!-- end -->\nAfter $& text\n',
    )
  })

  test('keeps its sections whole, whatever stands in their text', () => {
    writeFileSync(file, text)
    const fill = () => fillSections(file, { list: () => 'new <!-- end --> text' })
    fill()
    const once = readFileSync(file, 'utf8')
    fill()
    expect(readFileSync(file, 'utf8')).toBe(once)
    expect(once).toContain('\nnew &lt;!-- end --> text\n')
  })

  test('with a marker that nothing writes, or without a marker for a writer, is an error', () => {
    writeFileSync(file, text)
    expect(() => fillSections(file, { lists: () => '' })).toThrow(
      /README\.md: nothing writes the section list; known: lists/,
    )
    expect(() => fillSections(file, { list: () => '', more: () => '' })).toThrow(
      /README\.md: there is no section more/,
    )
    expect(readFileSync(file, 'utf8')).toBe(text)
  })

  test('is only compared with --check', () => {
    writeFileSync(file, text)
    process.argv.push('--check')
    try {
      fillSections(file, { list: () => 'new' })
      expect([process.exitCode, readFileSync(file, 'utf8')]).toEqual([1, text])
    } finally {
      process.argv.pop()
      process.exitCode = undefined
    }
  })

  test('has tables whose cells cannot break them', () => {
    expect(
      tableOf(
        ['a', 'b'],
        [
          ['x|y', 'two\nlines'],
          ['x\\|y', ''],
          [1, ''],
        ],
      ),
    ).toBe('| a | b |\n| --- | --- |\n| x\\|y | two lines |\n| x\\\\\\|y |  |\n| 1 |  |')
  })
})
