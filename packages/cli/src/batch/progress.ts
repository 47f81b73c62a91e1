import { clearLine, cursorTo } from 'node:readline'
import { complain } from '../terminal/output.ts'
import type { Clock } from './clock.ts'
import type { Tally } from './send.ts'
import { spanOf } from './time-span.ts'

/** The progress of a batch, as a person sees it. */
export interface Progress {
  /** Tells a sentence; on a terminal above the line of the progress. */
  tell(text: string): void
  end(): void
}

/** What is shown. */
export interface ProgressOptions {
  tally: Tally
  /** How many lines are to be sent. */
  toSend: number
  clock: Clock
}

/** Off a terminal a line tells of the progress once in so many milliseconds. */
const lineInterval = 30_000

/** Shows the progress of a batch: on a terminal as a line that is rewritten, elsewhere as a line every thirty seconds. */
export function showProgress(options: ProgressOptions): Progress {
  const state = progressText(options)
  const isTerminal = process.stderr.isTTY && process.env['TERM'] !== 'dumb'
  if (isTerminal) return showLine(state)
  const timer = setInterval(() => complain(state()), lineInterval).unref()
  return { tell: complain, end: () => clearInterval(timer) }
}

/** Says how far a batch is, each time that it is called. */
export function progressText({ tally, toSend, clock }: ProgressOptions): () => string {
  const beginning = clock.now()
  return () => {
    const sent = tally.accepted + tally.unknown + tally.failed
    const rate = sent / Math.max(1, clock.now() - beginning)
    const parts = [`${sent} of ${toSend} lines`, `${(rate * 1000).toFixed(1)}/s`]
    if (sent > 0) parts.push(`${spanOf((toSend - sent) / rate)} left`)
    for (const state of ['failed', 'unknown'] as const)
      if (tally[state] > 0) parts.push(`${tally[state]} ${state}`)
    return parts.join(' | ')
  }
}

/** Keeps one line at the bottom of the terminal, cut to its width. */
function showLine(state: () => string): Progress {
  const { stderr } = process
  const clear = () => {
    cursorTo(stderr, 0)
    clearLine(stderr, 0)
  }
  const draw = () => {
    clear()
    stderr.write(state().slice(0, (stderr.columns || 80) - 1))
  }
  const timer = setInterval(draw, 100).unref()
  return {
    tell: (text) => {
      clear()
      complain(text)
      draw()
    },
    end: () => {
      clearInterval(timer)
      draw()
      stderr.write('\n')
    },
  }
}
