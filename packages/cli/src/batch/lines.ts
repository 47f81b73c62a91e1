import { isUtf8 } from 'node:buffer'
import { Failure, systemReason } from '../errors.ts'

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
 * @throws {Failure} when the stream cannot be read, or holds no text in UTF-8.
 */
export async function* linesOf(name: string, stream: AsyncIterable<Buffer>): AsyncGenerator<Line> {
  let number = 0
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of readable(name, stream)) {
    if (number === 0 && rest.length === 0) refuseOtherEncodings(name, chunk)
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
  const byteOrderMark = /^\uFEFF/
  const text = bytes.toString('utf8', 0, longest).replace(byteOrderMark, '')
  if (bytes.length > longest) return { number, text, problem: `is longer than ${longest} bytes` }
  if (!isUtf8(bytes)) return { number, text, problem: 'is not valid UTF-8' }
  return text.trim() === '' ? undefined : { number, text }
}

/** @throws {Failure} naming what the beginning of a file shows. */
function refuseOtherEncodings(name: string, chunk: Buffer): void {
  const needed = 'A text in UTF-8 with one JSON object a line is needed'
  const [first = 1, second = 1] = chunk
  const hasMark = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
  const isWide = hasMark || (first === 0) !== (second === 0)
  if (isWide && chunk.length > 1)
    throw new Failure(`${name} looks like UTF-16. ${needed}: iconv -f UTF-16 -t UTF-8 writes one.`)
  if (chunk.includes(0)) throw new Failure(`${name} is binary. ${needed}.`)
}

async function* readable(name: string, stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* stream
  } catch (error) {
    throw new Failure(`${name} cannot be read: ${systemReason(error)}`)
  }
}
