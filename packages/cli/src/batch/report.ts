import { type Ending, exitStatuses } from '../terminal/errors.ts'
import { complain, counted, print, printObject } from '../terminal/output.ts'
import type { Plan } from './plan.ts'
import type { Problem } from './reaction-line.ts'
import type { Tally } from './send.ts'
import type { Stop } from './stopping.ts'

/** How a batch ended. */
export interface Run {
  plan: Plan
  tally: Tally
  /** Why it ended before its last line; `undefined` where it did not. */
  stop: Stop | undefined
  /** The results file. */
  results: string
}

/** How many lines came to which end, in this run or in an earlier one. Each line is counted once. */
export interface Summary {
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
  /** This run stopped before it. */
  unsent: number
}

/** Counts the lines by what became of them. */
export function summaryOf({ plan, tally }: Pick<Run, 'plan' | 'tally'>): Summary {
  const { lines, problems, duplicates, settled, requests } = plan
  return {
    lines,
    accepted: settled.accepted + tally.accepted,
    unknown: settled.unknown + tally.unknown,
    failed: tally.failed,
    invalid: problems.length,
    duplicates,
    unsent: requests.length - tally.accepted - tally.unknown - tally.failed,
  }
}

/** How the program ends after a batch: it is done where every line is accepted. */
export function endingOf(run: Run): Ending {
  if (run.stop !== undefined) return run.stop.kind
  const { unknown, failed, invalid, unsent } = summaryOf(run)
  return unknown + failed + invalid + unsent === 0 ? 'done' : 'partly'
}

/** Prints how many lines came to which end, and tells of those that need someone's attention. */
export function tellRun(run: Run, isJson: boolean): void {
  const { plan, tally, stop, results } = run
  const summary = summaryOf(run)
  const { requests } = tally
  if (isJson) printObject({ ...summary, requests, stopped: stop, results, problems: plan.problems })
  else print(textOf(summary))
  if (stop !== undefined) complain(`Stopped: ${stop.text}`)
  for (const sentence of adviceOn(run, summary)) complain(sentence)
  process.exitCode = exitStatuses[endingOf(run)].status
}

function textOf({ lines, accepted, unknown, failed, invalid, duplicates, unsent }: Summary): string {
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

function adviceOn({ tally, stop, results }: Run, { lines, unknown, failed, unsent }: Summary): string[] {
  const advice: string[] = []
  if (lines === 0) advice.push('The input has no lines.')
  if (unsent + failed + unknown > 0 && tally.requests === 0) advice.push('This run sent nothing.')
  if (unknown > 0)
    advice.push(
      'Unknown lines may have been accepted: look for their callbacks. To send them again anyway, add --resend-unknown.',
    )
  if (unsent + failed > 0 && stop?.kind !== 'unexpected')
    advice.push(
      `Run the same command again to send the lines that failed or were not sent. ${results} has the details.`,
    )
  return advice
}

/** Prints what a plan holds. */
export function tellCheck({ lines, requests, problems, duplicates }: Plan, isJson: boolean): void {
  const [good, invalid] = [requests.length, problems.length]
  if (isJson) printObject({ lines, good, invalid, duplicates, problems })
  else {
    for (const text of problemTexts(problems)) complain(text)
    print(`${counted(lines, 'line')}: ${good} good, ${invalid} invalid, ${counted(duplicates, 'duplicate')}`)
    print('Nothing was sent.')
  }
  process.exitCode = exitStatuses[invalid === 0 ? 'done' : 'usage'].status
}

/** So many problems are told one by one. */
const problemsTold = 20

/** The lines that cannot be sent, as they are told. */
export function problemTexts(problems: readonly Problem[]): string[] {
  const told = problems.slice(0, problemsTold).map(({ line, reason }) => `line ${line}: ${reason}`)
  const rest = problems.length - told.length
  return rest === 0
    ? told
    : [...told, `${counted(rest, 'more line')} cannot be sent. To list all, use --dry-run --json.`]
}
