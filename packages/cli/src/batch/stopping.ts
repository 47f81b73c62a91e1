import { type EndingSignal, exitStatuses, Failure, type FailureEnding } from '../terminal/errors.ts'
import type { Clock } from './clock.ts'

/** Why a batch ended before its last line. */
export interface Stop {
  kind: FailureEnding
  /** What happened, and what to do, in whole sentences. */
  text: string
}

/** How long the requests that are under way may take after a signal, in milliseconds. */
const graceAfterSignal = 10_000

/** Why and when a batch ends before its last line. */
export class Stopping {
  readonly #stopping = new AbortController()
  readonly #aborting = new AbortController()
  readonly #clock: Clock
  #stop: Stop | undefined

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** The first reason to stop; `undefined` where there is none. */
  get stop(): Stop | undefined {
    return this.#stop
  }

  /** Aborts when no further request is to start. */
  get stopping(): AbortSignal {
    return this.#stopping.signal
  }

  /** Aborts when the requests that are under way are given up. */
  get aborting(): AbortSignal {
    return this.#aborting.signal
  }

  /** Starts no further request; those under way are finished. The first reason is kept. */
  because(stop: Stop): void {
    this.#stop ??= stop
    this.#stopping.abort(new Failure(stop.text, stop.kind))
  }

  /**
   * Stops because of a signal: gives up what is under way after ten seconds, and at once where the batch stops already.
   *
   * @returns true where the requests under way are still finished.
   */
  interrupt(signal: EndingSignal): boolean {
    if (this.#stop !== undefined) {
      this.#giveUp(signal)
      return false
    }
    this.because({ kind: signal, text: `The batch was ${exitStatuses[signal].meaning}.` })
    this.#clock.wait(graceAfterSignal, this.aborting).then(() => this.#giveUp(signal))
    return true
  }

  /** The requests that are under way end with what became of them as their error. */
  #giveUp(signal: EndingSignal): void {
    this.#aborting.abort(
      new Failure(
        'No response came before the batch stopped; the reaction may have been accepted. Wait for its callback before sending again.',
        signal,
      ),
    )
  }

  /** Nothing is under way any more: ends the wait for it. */
  end(): void {
    this.#aborting.abort()
  }
}
