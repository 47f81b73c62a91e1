import { MultiBar } from 'cli-progress'
import { complain, presentable } from '../output.ts'
import type { Clock } from './clock.ts'
import type { Pacer } from './pacer.ts'
import type { Tally } from './tally.ts'
import { spanOf } from './time-span.ts'

/** The progress of a batch, as a person sees it. */
export interface Progress {
  /** Tells a sentence; on a terminal above the bar. */
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

/** Shows the progress of a batch: on a terminal as a bar, elsewhere as a line every thirty seconds. */
export function showProgress(options: ProgressOptions): Progress {
  if (options.isQuiet) return { tell: () => undefined, end: () => undefined }
  const state = progressText(options)
  const isTerminal = process.stderr.isTTY && process.env['TERM'] !== 'dumb'
  if (isTerminal) return showBar(state, options)
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

function showBar(state: () => string, { tally, isLengthKnown }: ProgressOptions): Progress {
  const width = 15
  const format = () => {
    const share = isLengthKnown && tally.toSend > 0 ? tally.sent / tally.toSend : 0
    const filled = Math.floor(share * width)
    const bar = '█'.repeat(filled) + '░'.repeat(width - filled)
    return isLengthKnown ? `${bar} ${Math.floor(share * 100)}% | ${state()}` : state()
  }
  // With `linewrap` the bar is cut to the width of the terminal, and what is told above it is not.
  const bars = new MultiBar({ format, linewrap: true, hideCursor: true, gracefulExit: false })
  bars.create(1, 0)
  return {
    tell: (text) => bars.log(`${presentable(text)}\n`),
    end: () => {
      // Only an update writes the lines that were told last; a stop alone would lose them.
      bars.update()
      bars.stop()
    },
  }
}
