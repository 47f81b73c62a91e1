import type { Clock } from './clock.ts'

/**
 * The requests per second where `--rate` is not given. It is the only figure that Kaleyra publishes ("maximum tested"), on an
 * old page: https://developers.kaleyra.io/docs/capacity-and-messaging-limits. Above Meta's own limit reactions fail by
 * callback, after they have been accepted.
 */
export const defaultRate = 20

/** The longest pause in milliseconds. After a longer one a person would no longer wait, and the batch stops. */
export const longestPause = 60_000

/** How fast requests may start. */
export interface PacerOptions {
  /** Requests in a second. */
  rate: number
  clock: Clock
  /** Ends every wait at once. */
  stopping: AbortSignal
}

/** Lets requests start one after the other, and holds all of them back while the server asks for a pause. */
export class Pacer {
  readonly #options: PacerOptions
  #nextStart = 0
  #pauseBegin = Number.NEGATIVE_INFINITY
  #pauseEnd = Number.NEGATIVE_INFINITY
  #pausesInRow = 0

  constructor(options: PacerOptions) {
    this.#options = options
  }

  /** When the pause ends, in milliseconds of the clock; `undefined` where there is none. */
  get pausedUntil(): number | undefined {
    return this.#pauseEnd > this.#options.clock.now() ? this.#pauseEnd : undefined
  }

  /**
   * Waits until the next request may start, or until the batch stops.
   *
   * @returns the time, in milliseconds of the clock.
   */
  async waitForTurn(): Promise<number> {
    const { rate, clock, stopping } = this.#options
    do {
      const now = clock.now()
      const start = Math.max(now, this.#nextStart, this.#pauseEnd)
      this.#nextStart = start + 1000 / rate
      // A shorter wait would take a whole millisecond, and so be too long.
      if (start - now >= 1) await clock.wait(start - now, stopping)
      // A pause may have begun meanwhile.
    } while (this.pausedUntil !== undefined && !stopping.aborted)
    return clock.now()
  }

  /**
   * Holds every request back, since the server refused one for now. Each further pause is at least twice as long, from one
   * second on. A request that had started before the last pause began says nothing new, and makes it no longer.
   *
   * @param asked - the milliseconds that the server asked for.
   * @param startedAt - when the refused request started, as {@link waitForTurn} told.
   * @returns the milliseconds from now. Where they are more than {@link longestPause}, no pause begins.
   */
  pause(asked: number | undefined, startedAt: number): number {
    const now = this.#options.clock.now()
    const isKnown = startedAt <= this.#pauseBegin
    const usual = isKnown ? Math.max(0, this.#pauseEnd - now) : 1000 * 2 ** this.#pausesInRow
    const milliseconds = Math.max(asked ?? 0, usual)
    if (milliseconds > longestPause) return milliseconds
    if (!isKnown) {
      this.#pausesInRow += 1
      this.#pauseBegin = now
    }
    this.#pauseEnd = Math.max(this.#pauseEnd, now + milliseconds)
    this.#nextStart = Math.max(this.#nextStart, this.#pauseEnd)
    return milliseconds
  }

  /** Notes that the server took a request again: the next pause is a short one. */
  resetPauses(): void {
    this.#pausesInRow = 0
  }
}
