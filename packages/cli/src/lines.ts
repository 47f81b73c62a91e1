import { isUtf8 } from 'node:buffer'
import { Failure } from './failure.ts'

/** A line of a file, blank ones left out. */
export interface Line {
  /** Counted from 1, blank ones included. */
  number: number
  bytes: Buffer
  /** Why it cannot be read, where it cannot. */
  problem: string | undefined
}

const longest = 1_000_000
const newline = 10

/**
 * Splits a stream into lines without holding more than one of them, however long the stream is.
 *
 * @throws {Failure} when the stream cannot be read, or holds no text.
 */
export async function* linesOf(name: string, stream: AsyncIterable<Buffer>): AsyncGenerator<Line> {
  let number = 0
  let parts: Buffer[] = []
  let size = 0
  for await (const chunk of readable(name, stream)) {
    if (number === 0 && size === 0 && chunk.includes(0))
      throw new Failure(`${name} is binary or UTF-16; a text in UTF-8 with one JSON object a line is needed`)
    let start = 0
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      number += 1
      const line = lineOf(number, [...parts, chunk.subarray(start, end)])
      parts = []
      size = 0
      start = end + 1
      if (line) yield line
    }
    const rest = chunk.subarray(start)
    size += rest.length
    // What is beyond the limit is not kept: one byte too many tells enough.
    parts = size > longest ? [Buffer.alloc(longest + 1)] : [...parts, rest]
  }
  const last = lineOf(number + 1, parts)
  if (last) yield last
}

function lineOf(number: number, parts: Buffer[]): Line | undefined {
  const [first = Buffer.alloc(0)] = parts
  const bytes = parts.length > 1 ? Buffer.concat(parts) : first
  if (bytes.length > longest) return { number, bytes, problem: `is longer than ${longest} bytes` }
  if (!isUtf8(bytes)) return { number, bytes, problem: 'is not valid UTF-8' }
  return bytes.toString('latin1').trim() === '' ? undefined : { number, bytes, problem: undefined }
}

async function* readable(name: string, stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* stream
  } catch (error) {
    throw new Failure(`${name} cannot be read: ${Object(error).code ?? error}`)
  }
}
