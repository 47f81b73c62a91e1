import { statSync } from 'node:fs'
import { createClient } from '@kaleyra-reactions/client'
import { Batch, type Sender } from './batch.ts'
import { type Ending, exitStatuses, Failure } from './errors.ts'
import { linesOf } from './lines.ts'
import { showProgress } from './progress.ts'
import { useProxy } from './proxy.ts'
import { type LineState, Results } from './results.ts'
import { clientOptions, readSettings } from './settings.ts'
import { complain, print } from './terminal.ts'

const { open } = process.getBuiltinModule('node:fs/promises')

/** The flags of `batch`. */
export interface BatchFlags extends Record<string, unknown> {
  check?: boolean
  concurrency: number
  rate?: number
  results?: string
  resendUnknown?: boolean
  resendRefused?: boolean
  json?: boolean
  apiKeyStdin?: boolean
}

/** Runs `batch`: reads a file or standard input, sends or checks its lines, and tells what became of them. */
export async function runBatch(file: string, flags: BatchFlags): Promise<void> {
  const { check, concurrency, rate = Number.POSITIVE_INFINITY } = flags
  const isPiped = file === '-'
  const path = flags.results || (isPiped || check ? undefined : `${file}.results.ndjson`)
  if (isPiped && flags.apiKeyStdin)
    throw new Failure('standard input cannot hold both the key and the lines; give a file')
  if (path === undefined && !check)
    throw new Failure('--results <file> is needed where the lines come from standard input')
  const size = isPiped ? 0 : sizeOf(file)
  let bytesRead = 0
  const count = (bytes: number) => {
    bytesRead += bytes
  }
  const chunks = isPiped ? process.stdin : chunksOf(file, count)
  if (isPiped && process.stdin.isTTY) complain('Reading lines from the terminal; Ctrl-D ends them.')
  const sender = check || path === undefined ? undefined : await senderFrom(flags, path)
  const resend: LineState[] = ['unsent', 'invalid']
  if (flags.resendUnknown) resend.push('unknown', 'sending')
  if (flags.resendRefused) resend.push('refused')
  let isInterrupted = false
  const aborting = new AbortController()
  const log = (text: string) => progress.log(text)
  const batch = new Batch({ sender, concurrency, rate, resend, aborting: aborting.signal, log })
  const progress = showProgress(batch, () => (size > 0 ? bytesRead / size : undefined))
  process.on('SIGINT', interrupt)
  // Without this the program would wait for lines that may never come.
  if (isPiped) batch.stopSignal.addEventListener('abort', () => process.stdin.destroy())
  try {
    await batch.run(linesOf(isPiped ? 'standard input' : file, chunks))
  } finally {
    process.off('SIGINT', interrupt)
    progress.stop()
    await sender?.results.close()
  }
  process.exitCode = exitStatuses[isInterrupted ? 'interrupted' : endingOfBatch(batch, flags)].status
  printTotals(batch, flags, sender && path)

  function interrupt(): void {
    if (batch.stopped !== undefined) {
      aborting.abort()
      return
    }
    isInterrupted = true
    progress.log('Finishing what is under way; Ctrl-C again gives it up.')
    batch.stop('interrupted')
  }
}

/** Size of a file in bytes. */
function sizeOf(file: string): number {
  const stats = statSync(file, { throwIfNoEntry: false })
  if (stats === undefined) throw new Failure(`${file} cannot be read: there is no such file`)
  if (stats.isDirectory()) throw new Failure(`${file} is a directory; give a file of lines`)
  return stats.size
}

/** The content of a file. Every chunk is in the same buffer, as a stream would make a new one for each. */
async function* chunksOf(file: string, count: (bytes: number) => void): AsyncGenerator<Buffer> {
  await using handle = await open(file)
  const buffer = Buffer.alloc(65_536)
  for (;;) {
    const { bytesRead } = await handle.read(buffer)
    if (bytesRead === 0) return
    count(bytesRead)
    yield buffer.subarray(0, bytesRead)
  }
}

async function senderFrom(flags: BatchFlags, path: string): Promise<Sender> {
  const options = clientOptions(await readSettings(flags))
  const { baseUrl, sid, phoneNumber } = options
  await useProxy()
  const target = [baseUrl, sid, phoneNumber.replaceAll(/\D/g, '')].join(' ')
  return { client: createClient(options), results: await Results.open(path, target) }
}

function endingOfBatch({ failures, stopped }: Batch, { check }: BatchFlags): Ending {
  if (failures === 0 && stopped === undefined) return 'done'
  return check ? 'usage' : 'partly'
}

/** Prints how many lines came to which end, and complains of those that need someone's attention. */
function printTotals(batch: Batch, { check, json }: BatchFlags, results: string | undefined): void {
  const { counts, unknown, stopped } = batch
  const { lines, accepted, refused, unsent, invalid } = counts
  const text = check
    ? `${lines} lines: ${lines - invalid} good, ${invalid} invalid`
    : `${lines} lines: ${accepted} accepted, ${refused} refused, ${invalid} invalid, ${unsent} not sent, ${unknown.length} unknown`
  print(json ? JSON.stringify({ ...counts, unknown, stopped, results }) : text)
  if (stopped !== undefined)
    complain(`Stopped: ${stopped}${check ? '' : '\nThe same command goes on from here.'}`)
  if (unknown.length === 0) return
  const shown = unknown.slice(0, 20).join(', ') + (unknown.length > 20 ? ', …' : '')
  complain(
    `Unknown whether accepted: line ${shown}. Look for their callbacks; --resend-unknown sends them again.`,
  )
}
