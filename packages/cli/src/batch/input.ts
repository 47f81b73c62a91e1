import { closeSync, constants, createReadStream, openSync, readSync, statSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { Failure, systemReason } from '../errors.ts'
import { complain } from '../output.ts'
import { type Line, linesOf } from './lines.ts'

/** Where the lines of a batch come from. */
export interface Input {
  /** As the messages call it. */
  name: string
  /** A file can be read several times; standard input and a FIFO only once. */
  isFile: boolean
  lines(): AsyncGenerator<Line>
  /** Waits for no further line. */
  leave(): void
}

/**
 * The input that a path names; `-` is standard input.
 *
 * @throws {Failure} when there is no such file, or when it is a folder.
 */
export async function inputFrom(path: string): Promise<Input> {
  if (path === '-') {
    if (process.stdin.isTTY) complain('Reading lines from the terminal; Ctrl-D ends them.')
    return streamInput('standard input', process.stdin)
  }
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined) throw new Failure(`${path} cannot be read: there is no such file.`)
  if (stats.isDirectory()) throw new Failure(`${path} is a directory; give a file of lines.`)
  if (stats.isFIFO() || stats.isSocket()) return streamInput(path, await socketOf(path))
  if (!stats.isFile()) return streamInput(path, createReadStream(path))
  return { name: path, isFile: true, lines: () => linesOf(path, chunksOf(path)), leave: () => undefined }
}

function streamInput(name: string, stream: Readable): Input {
  return { name, isFile: false, lines: () => linesOf(name, stream), leave: () => stream.destroy() }
}

/** A FIFO as a stream that can be left at any time: a thread that opens or reads it could not be. */
async function socketOf(path: string): Promise<Readable> {
  const { Socket } = await import('node:net')
  return new Socket({ fd: openFile(path, constants.O_RDONLY | constants.O_NONBLOCK), readable: true })
}

function openFile(path: string, flags: number): number {
  try {
    return openSync(path, flags)
  } catch (error) {
    throw new Failure(`${path} cannot be read: ${systemReason(error)}`)
  }
}

/** The content of a file. Every chunk is in the same buffer, as a stream would make a new one for each. */
async function* chunksOf(path: string): AsyncGenerator<Buffer> {
  const file = openFile(path, constants.O_RDONLY)
  try {
    const buffer = Buffer.alloc(65_536)
    for (;;) {
      const length = readSync(file, buffer)
      if (length === 0) return
      yield buffer.subarray(0, length)
    }
  } finally {
    closeSync(file)
  }
}
