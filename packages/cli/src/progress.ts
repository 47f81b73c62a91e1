import { MultiBar, type SingleBar } from 'cli-progress'
import type { Batch } from './batch.ts'
import { complain } from './terminal.ts'

/** The progress of a batch, as a person sees it. */
export interface Progress {
  /** Writes a line above the bar. */
  log(text: string): void
  stop(): void
}

/**
 * Shows the progress of a batch: as a bar on a terminal, elsewhere as a line every five seconds.
 *
 * @param share - gives how much of the input was read, from 0 to 1; `undefined` where its size is unknown.
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
      // Only an update writes the lines that were logged last; a stop alone would lose them.
      bars.update()
      bars.stop()
    },
  }
}
