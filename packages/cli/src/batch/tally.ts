import type { State } from './ledger.ts'

/** How many lines came to which end, in this run or in an earlier one. Each line is counted once. */
export interface Counts {
  /** All lines that were read. */
  lines: number
  accepted: number
  /** It may have been accepted. */
  unknown: number
  /** It was sent in this run, and certainly not accepted. */
  failed: number
  /** The line is wrong, and was not sent. */
  invalid: number
  /** The same reaction stands in an earlier line; it was not sent again. */
  duplicates: number
  /** It was not sent in this run, which stopped before. */
  unsent: number
}

/** Counts the lines of a batch. */
export class Tally {
  #requests = 0
  #lines = 0
  #invalid = 0
  #duplicates = 0
  #settled = { accepted: 0, unknown: 0 }
  #finished = { accepted: 0, unknown: 0, failed: 0 }

  /** Counts a request. */
  request(): void {
    this.#requests += 1
  }

  /** How many requests this run has made. */
  get requests(): number {
    return this.#requests
  }

  /** Counts a line that is read for the first time. */
  read(): void {
    this.#lines += 1
  }

  invalid(): void {
    this.#invalid += 1
  }

  duplicate(): void {
    this.#duplicates += 1
  }

  /** Counts a line that need not be sent, as an earlier run did. */
  settled(state: 'accepted' | 'unknown'): void {
    this.#settled[state] += 1
  }

  /** Counts a line that this run has sent. */
  finished(state: State): void {
    this.#finished[state] += 1
  }

  /**
   * Counts a line as unknown, since the results hold no more of it.
   *
   * @param counted - as what it was counted; `undefined` where it was not sent.
   */
  becomesUnknown(counted: State | undefined): void {
    if (counted !== undefined) this.#finished[counted] -= 1
    this.#finished.unknown += 1
  }

  /** How many lines this run has sent. */
  get sent(): number {
    const { accepted, unknown, failed } = this.#finished
    return accepted + unknown + failed
  }

  /** How many lines this run was to send, as far as they have been read. */
  get toSend(): number {
    const { accepted, unknown } = this.#settled
    return Math.max(this.sent, this.#lines - this.#invalid - this.#duplicates - accepted - unknown)
  }

  get counts(): Counts {
    const { accepted, unknown, failed } = this.#finished
    const parts = {
      accepted: accepted + this.#settled.accepted,
      unknown: unknown + this.#settled.unknown,
      failed,
      invalid: this.#invalid,
      duplicates: this.#duplicates,
      unsent: this.toSend - this.sent,
    }
    // Lines can be added to a file while it is sent.
    const ended = Object.values(parts).reduce((sum, part) => sum + part, 0)
    return { lines: Math.max(this.#lines, ended), ...parts }
  }
}
