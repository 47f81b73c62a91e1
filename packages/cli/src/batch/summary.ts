import { type Ending, exitStatuses } from '../errors.ts'
import { complain, print, printObject } from '../output.ts'
import type { Problem } from './census.ts'
import type { Stop } from './stopping.ts'
import type { Counts } from './tally.ts'

/** How a batch ended. */
export interface Summary {
  counts: Counts
  /** The requests that this run has made. */
  requests: number
  /** The responses of which the results hold nothing, as they could not be written. Their lines count as unknown. */
  unwrittenResponses: number
  stop: Stop | undefined
  problems: ProblemList
  /** The results file. */
  results: string
  /** The lines came from no file, so that those behind the stop were not read. */
  isStream: boolean
}

/** The lines that cannot be sent. So many are kept, however many there are. */
const problemsKept = 1000

/** Keeps the first of the lines that cannot be sent. */
export class ProblemList {
  readonly kept: Problem[] = []
  #count = 0

  add(problem: Problem): void {
    this.#count += 1
    if (this.kept.length < problemsKept) this.kept.push(problem)
  }

  /** The problems as `--json` prints them, in the order of their lines. */
  get members(): { problems: Problem[]; problemsLeftOut?: number } {
    const problems = this.kept.toSorted((left, right) => left.line - right.line)
    const leftOut = this.#count - problems.length
    return leftOut === 0 ? { problems } : { problems, problemsLeftOut: leftOut }
  }
}

/** How the program ends after a batch. */
function endingOf({ counts, stop }: Summary): Ending {
  if (stop !== undefined) return stop.kind
  return counts.unknown + counts.failed + counts.invalid === 0 ? 'done' : 'partly'
}

/** Prints how many lines came to which end, and tells of those that need someone's attention. */
export function tellSummary(summary: Summary, isJson: boolean): void {
  const { counts, stop, problems, results, requests } = summary
  if (isJson) printObject({ ...counts, requests, stopped: stop, results, ...problems.members })
  else print(countsText(counts))
  if (stop !== undefined) complain(`Stopped: ${stop.text}`)
  for (const sentence of adviceOn(summary)) complain(sentence)
  process.exitCode = exitStatuses[endingOf(summary)].status
}

/** A number with its noun: `1 line`, `2 lines`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

function countsText(counts: Counts): string {
  const { lines, accepted, unknown, failed, invalid, duplicates, unsent } = counts
  const parts = [
    `${accepted} accepted`,
    `${unknown} unknown`,
    `${failed} failed`,
    `${invalid} invalid`,
    counted(duplicates, 'duplicate'),
    `${unsent} not sent`,
  ]
  return `${counted(lines, 'line')}: ${parts.join(', ')}`
}

function adviceOn({ counts, requests, unwrittenResponses, stop, isStream }: Summary): string[] {
  const { lines, unknown, failed, invalid, duplicates, unsent } = counts
  const advice: string[] = []
  if (lines === 0 && stop === undefined)
    advice.push('The input holds no lines, so there was nothing to send.')
  if (requests === 0 && unsent + failed + invalid + unknown > 0) advice.push('This run has sent nothing.')
  if (duplicates > 0)
    advice.push('A duplicate is the same reaction as in an earlier line; it is not sent again.')
  if (unwrittenResponses > 0)
    advice.push(
      `Responses that could not be written to the results: ${unwrittenResponses}. Their lines count as unknown, here and in the next run.`,
    )
  if (unknown > 0)
    advice.push(
      'An unknown line may have been accepted: look for its callback. --resend-unknown sends unknown lines again.',
    )
  const isCutShort = isStream && stop !== undefined
  if (isCutShort) advice.push('Lines that were not read before the stop are not counted.')
  const canGoOn = stop?.kind !== 'usage' && stop?.kind !== 'unexpected'
  if (canGoOn && (isCutShort || unsent + failed > 0))
    advice.push('Run the same command again to send what failed or was not sent; nothing is lost.')
  return advice
}
