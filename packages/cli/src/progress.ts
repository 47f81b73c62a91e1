import { MultiBar } from 'cli-progress'
import { complain } from './output.ts'

/** What the progress shows; read again and again while it is shown. */
export interface Gauge {
  lines: number
  failures: number
  /** Share of the input that is done, 0 to 1; `undefined` where its size is unknown. */
  share: number | undefined
}

/** A shown progress. */
export interface Progress {
  /** Writes a line above it. */
  log(text: string): void
  stop(): void
}

/** Shows how far a batch is: a bar on a terminal, now and then a line elsewhere. */
export function showProgress(read: () => Gauge): Progress {
  const start = performance.now()
  const gauge = () => {
    const { lines, failures, share } = read()
    return { lines, failures, share, rate: Math.round((lines * 1000) / (performance.now() - start)) }
  }
  if (process.stderr.isTTY && process.env['TERM'] !== 'dumb' && read().share !== undefined)
    return showBar(gauge)
  const timer = setInterval(() => {
    const { lines, rate, failures } = gauge()
    complain(`${lines} lines, ${rate}/s, ${failures} failed`)
  }, 5000).unref()
  return { log: complain, stop: () => clearInterval(timer) }
}

function showBar(gauge: () => Gauge & { rate: number }): Progress {
  const format = '{bar} {percentage}% | {lines} lines | {rate}/s | {failures} failed | {eta_formatted} left'
  const stream = process.stderr
  const bars = new MultiBar({ format, stream, hideCursor: true, gracefulExit: false, barsize: 24 })
  const bar = bars.create(1, 0, gauge())
  bars.on('update-pre', () => {
    const { share = 0, ...shown } = gauge()
    bar.update(share, shown)
  })
  return {
    log: (text) => bars.log(`${text}\n`),
    stop: () => {
      // What was logged last is written by an update, not by the stop.
      bars.update()
      bars.stop()
    },
  }
}
