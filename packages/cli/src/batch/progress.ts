import { clearLine, cursorTo } from 'node:readline'
import { complain } from '../output.ts'
import type { Clock } from './clock.ts'
import type { Pacer } from './pacer.ts'
import type { Tally } from './tally.ts'
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
  /** Tells of pauses; absent where nothing is sent. */
  pacer?: Pick<Pacer, 'pausedUntil'>
  /** Aborts when no further line is to be sent; absent where nothing is. */
  stopping?: AbortSignal
  /** The input is read to its end before anything is sent: so its length is known. */
  isLengthKnown: boolean
  isQuiet: boolean
  clock: Clock
}

/** Off a terminal a line tells of the progress once in so many milliseconds. */
const lineInterval = 30_000

/** Shows the progress of a batch: on a terminal as a line that is rewritten, elsewhere as a line every thirty seconds. */
export function showProgress(options: ProgressOptions): Progress {
  if (options.isQuiet) return { tell: () => undefined, end: () => undefined }
  const state = progressText(options)
  const isTerminal = process.stderr.isTTY && process.env['TERM'] !== 'dumb'
  if (isTerminal) return showLine(state)
  const timer = setInterval(() => complain(state()), lineInterval).unref()
  return { tell: complain, end: () => clearInterval(timer) }
}

/** Says how far a batch is, each time that it is called; what matters most comes first, as a terminal can be narrow. */
export function progressText({
  tally,
  pacer,
  stopping,
  isLengthKnown,
  clock,
}: ProgressOptions): () => string {
  const beginning = clock.now()
  return () => {
    const { sent, toSend, counts } = tally
    const pausedUntil = pacer?.pausedUntil
    if (sent === 0 && pausedUntil === undefined) return `${counts.lines} lines read`
    const rate = sent / Math.max(1, clock.now() - beginning)
    const parts = [isLengthKnown ? `${sent} of ${toSend} lines` : `${sent} lines`]
    if (stopping?.aborted) parts.push('finishing what is under way')
    else if (pausedUntil !== undefined) parts.push(`pausing for ${spanOf(pausedUntil - clock.now())}`)
    else if (isLengthKnown) parts.push(`${spanOf((toSend - sent) / rate)} left`)
    parts.push(`${(rate * 1000).toFixed(1)}/s`)
    for (const state of ['failed', 'unknown', 'invalid'] as const)
      if (counts[state] > 0) parts.push(`${counts[state]} ${state}`)
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
