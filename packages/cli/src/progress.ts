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
  const rate = (lines: number) => Math.round((lines * 1000) / (performance.now() - start))
  if (process.stderr.isTTY && process.env['TERM'] !== 'dumb' && read().share !== undefined)
    return showBar(read, rate)
  const timer = setInterval(() => {
    const { lines, failures } = read()
    complain(`${lines} lines, ${rate(lines)}/s, ${failures} failed`)
  }, 5000).unref()
  return { log: complain, stop: () => clearInterval(timer) }
}

function showBar(read: () => Gauge, rate: (lines: number) => number): Progress {
  const format = '{bar} {percentage}% | {lines} lines | {rate}/s | {failures} failed | {eta_formatted} left'
  const bars = new MultiBar({
    format,
    stream: process.stderr,
    hideCursor: true,
    gracefulExit: false,
    barsize: 24,
  })
  const { lines, failures } = read()
  const bar = bars.create(1, 0, { lines, failures, rate: 0 })
  const update = () => {
    const { share = 0, ...gauge } = read()
    bar.update(share, { ...gauge, rate: rate(gauge.lines) })
  }
  const timer = setInterval(update, 100).unref()
  return {
    log: (text) => bars.log(`${text}\n`),
    stop: () => {
      clearInterval(timer)
      update()
      bars.stop()
    },
  }
}
