import { describeError } from '../describe-error.ts'
import type { Census } from './census.ts'
import type { Input } from './input.ts'
import type { Inspection, Request } from './inspection.ts'
import type { Ledger } from './ledger.ts'
import type { Line } from './lines.ts'
import type { Sender } from './sender.ts'
import type { Stopping } from './stopping.ts'

/** What a batch is made of. */
export interface BatchParts {
  input: Input
  inspection: Inspection
  census: Census
  ledger: Ledger
  sender: Sender
  stopping: Stopping
  /** How many lines may be under way at a time. */
  concurrency: number
}

/**
 * Sends the lines of an input. A file is read once before anything is sent: to count its lines, and to find those that
 * cannot be sent. Lines that failed in an earlier run come last, so that they cannot keep the others from being sent.
 */
export async function runBatch(parts: BatchParts): Promise<void> {
  const { input, stopping } = parts
  stopping.stopping.addEventListener('abort', () => input.leave())
  try {
    await (input.isFile ? sendFile(parts) : sendStream(parts))
  } catch (error) {
    const { message, ending } = describeError(error)
    stopping.because({ kind: ending, text: message })
  }
}

async function sendFile(parts: BatchParts): Promise<void> {
  const { inspection, census, ledger, stopping } = parts
  let hasNew = false
  let hasFailedEarlier = false
  await forEachLine({ ...parts, concurrency: 1 }, async (line) => {
    const examined = census.take(line)
    if (examined.kind !== 'reaction') return
    if (ledger.failedEarlier(examined.request.identity.reaction)) hasFailedEarlier = true
    else hasNew = true
  })
  const { likelyFormat } = inspection
  if (likelyFormat !== undefined) stopping.because({ kind: 'usage', text: `${likelyFormat}.` })
  if (hasNew) await sendAgain(parts, ({ identity }) => !ledger.failedEarlier(identity.reaction))
  if (hasFailedEarlier) await sendAgain(parts, ({ identity }) => ledger.failedEarlier(identity.reaction))
}

/** Reads a file once more, and sends the reactions that are wanted. */
async function sendAgain(parts: BatchParts, isWanted: (request: Request) => boolean): Promise<void> {
  const { inspection, sender } = parts
  inspection.beginAgain()
  await forEachLine(parts, async (line) => {
    const examined = inspection.examine(line)
    if (examined.kind === 'reaction' && isWanted(examined.request)) await sender.send(examined.request)
  })
}

async function sendStream(parts: BatchParts): Promise<void> {
  const { census, sender } = parts
  await forEachLine(parts, async (line) => {
    const examined = census.take(line)
    if (examined.kind === 'reaction') await sender.send(examined.request)
  })
}

/** Takes every line, some of them at a time, until the last one or until the batch stops. */
async function forEachLine(
  { input, stopping, concurrency }: BatchParts,
  take: (line: Line) => Promise<void>,
): Promise<void> {
  if (stopping.stop !== undefined) return
  const lines = input.lines()
  const work = async () => {
    try {
      for await (const line of lines) {
        await take(line)
        // All workers share the generator. Leaving this loop closes it, so they get no further line either.
        if (stopping.stop !== undefined) return
      }
    } catch (error) {
      // A stop closes the input, and reading it then fails as well: that says nothing new.
      const { message, ending } = describeError(error)
      stopping.because({ kind: ending, text: message })
    }
  }
  await Promise.all(Array.from({ length: concurrency }, work))
}
