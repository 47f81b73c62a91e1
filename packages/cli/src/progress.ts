import { MultiBar, type SingleBar } from 'cli-progress'
import type { Batch } from './batch.ts'
import { complain } from './output.ts'

/** A shown progress. */
export interface Progress {
  /** Writes a line above it. */
  log(text: string): void
  stop(): void
}

/**
 * Shows how far a batch is: a bar on a terminal, now and then a line elsewhere.
 *
 * @param share - how much of the input is done, 0 to 1; `undefined` where its size is unknown
 */
export function showProgress(batch: Batch, share: () => number | undefined): Progress {
  const start = performance.now()
  const read = () => {
    const { lines } = batch.counts
    const rate = Math.round((lines * 1000) / (performance.now() - start))
    return { lines: `${lines} lines`, rate: `${rate}/s`, failures: `${batch.failures} failed` }
  }
  if (process.stderr.isTTY && process.env['TERM'] !== 'dumb' && share() !== undefined)
    return showBar((bar) => bar.update(share() ?? 0, read()))
  const timer = setInterval(() => complain(Object.values(read()).join(', ')), 5000).unref()
  return { log: complain, stop: () => clearInterval(timer) }
}

function showBar(update: (bar: SingleBar) => void): Progress {
  const format = '{bar} {percentage}% | {lines} | {rate} | {failures} | {eta_formatted} left'
  const stream = process.stderr
  const bars = new MultiBar({ format, stream, hideCursor: true, gracefulExit: false, barsize: 24 })
  const bar = bars.create(1, 0)
  bars.on('update-pre', () => update(bar))
  return {
    log: (text) => bars.log(`${text}\n`),
    stop: () => {
      // What was logged last is written by an update, not by the stop.
      bars.update()
      bars.stop()
    },
  }
}
