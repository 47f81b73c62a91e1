import { isUtf8 } from 'node:buffer'
import { textMember } from '@kaleyra-reactions/model/member'
import { Failure } from './errors.ts'

/** A line of a file that is not blank. */
export interface Line {
  /** Counted from 1; blank lines are counted too. */
  number: number
  text: string
  /** Why the line cannot be used; absent where it can. */
  problem?: string
}

/** The most bytes that a line may hold. */
const longest = 1_000_000

/**
 * Splits a stream into lines. It holds no more than one line at a time, however long the stream is, and does not use a
 * chunk any more once it has asked for the next.
 *
 * @throws {Failure} when the stream cannot be read, or holds no text.
 */
export async function* linesOf(name: string, stream: AsyncIterable<Buffer>): AsyncGenerator<Line> {
  let number = 0
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of readable(name, stream)) {
    if (number === 0 && chunk.includes(0))
      throw new Failure(`${name} is binary or UTF-16; a text in UTF-8 with one JSON object a line is needed`)
    let start = 0
    for (let end = chunk.indexOf('\n'); end !== -1; end = chunk.indexOf('\n', start)) {
      number += 1
      const bytes = chunk.subarray(start, end)
      const line = lineFrom(number, rest.length > 0 ? Buffer.concat([rest, bytes]) : bytes)
      rest = Buffer.alloc(0)
      start = end + 1
      if (line) yield line
    }
    // A line that is too long already needs no more of its bytes.
    if (rest.length <= longest) rest = Buffer.concat([rest, chunk.subarray(start)])
  }
  const last = lineFrom(number + 1, rest)
  if (last) yield last
}

function lineFrom(number: number, bytes: Buffer): Line | undefined {
  const text = bytes.toString('utf8', 0, longest)
  if (bytes.length > longest) return { number, text, problem: `is longer than ${longest} bytes` }
  if (!isUtf8(bytes)) return { number, text, problem: 'is not valid UTF-8' }
  return text.trim() === '' ? undefined : { number, text }
}

async function* readable(name: string, stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* stream
  } catch (error) {
    throw new Failure(`${name} cannot be read: ${textMember(error, 'code') ?? error}`)
  }
}
