import type { Contradiction, Examined, Inspection, Request } from './inspection.ts'
import type { Line } from './lines.ts'
import type { Tally } from './tally.ts'

/** A line that cannot be sent, and why. */
export interface Problem {
  line: number
  reason: string
}

/** What a {@link Census} needs. */
export interface CensusOptions {
  inspection: Inspection
  tally: Tally
  /** What is known of a reaction that need not be sent. */
  settledStateOf(request: Request): 'accepted' | 'unknown'
  onProblem(problem: Problem): void
  /** Each good line is sent before the next one is read: a later line cannot spoil it any more. */
  isSentAlong?: boolean
}

/** Counts what the lines of an input are, when it is read for the first time. */
export class Census {
  readonly #options: CensusOptions

  constructor(options: CensusOptions) {
    this.#options = options
  }

  /**
   * Counts a line.
   *
   * @throws {Failure} where the input has another format.
   */
  take(line: Line): Examined {
    const { inspection, tally, settledStateOf, onProblem } = this.#options
    tally.read()
    const examined = inspection.examine(line)
    if (examined.kind === 'settled') tally.settled(settledStateOf(examined.request))
    if (examined.kind === 'duplicate') tally.duplicate()
    if (examined.kind === 'contradiction') this.#contradict(examined)
    if (examined.kind === 'invalid') {
      tally.invalid()
      onProblem({ line: line.number, reason: examined.reason })
    }
    if (inspection.otherFormat !== undefined) throw inspection.otherFormat
    return examined
  }

  #contradict({ request, earlierLine, spoilsEarlierLine }: Contradiction): void {
    const { tally, onProblem, isSentAlong } = this.#options
    const reason = (other: number | undefined) =>
      `line ${other} holds another reaction to the same message, and which one would come last is chance: keep one of them`
    tally.invalid()
    onProblem({ line: request.line, reason: reason(earlierLine) })
    if (!spoilsEarlierLine || earlierLine === undefined || isSentAlong) return
    tally.invalid()
    onProblem({ line: earlierLine, reason: reason(request.line) })
  }
}
