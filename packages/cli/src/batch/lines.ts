import { isUtf8 } from 'node:buffer'
import { readFileSync } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import { Failure, systemReason } from '../terminal/errors.ts'
import { complain } from '../terminal/output.ts'

/** A line that is not blank. */
export interface Line {
  /** Counted from 1; blank lines are counted too. */
  number: number
  text: string
}

/**
 * Reads the lines of a file to its end; `-` is standard input.
 *
 * @throws {Failure} when it cannot be read, is no text in UTF-8, or is a JSON array.
 */
export async function readLines(path: string): Promise<Line[]> {
  if (path === '-' && process.stdin.isTTY) complain('Type or paste the lines, then press Ctrl-D.')
  const name = path === '-' ? 'standard input' : path
  const bytes = path === '-' ? await buffer(process.stdin) : readFile(path)
  if (!isUtf8(bytes))
    throw new Failure(
      `${name} is not UTF-8 text. Find its encoding with "file", and convert it with "iconv".`,
    )
  const lines = [...linesOf(bytes)]
  // The last element of an array can be alone in its line, like a good line of a batch.
  if (lines[0]?.text.trimStart().startsWith('['))
    throw new Failure(
      `${name} is a JSON array, but a batch needs one object per line. Convert it with: jq -c '.[]'`,
    )
  return lines
}

/** The lines of a text that are not blank. */
export function* linesOf(bytes: Buffer): Generator<Line> {
  for (let number = 1, start = 0; start < bytes.length; number += 1) {
    const found = bytes.indexOf('\n', start)
    const end = found === -1 ? bytes.length : found
    const text = bytes.toString('utf8', start, end).replace(/^\uFEFF/, '')
    if (text.trim() !== '') yield { number, text }
    start = end + 1
  }
}

function readFile(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    throw new Failure(`${path} cannot be read: ${systemReason(error)}`)
  }
}
