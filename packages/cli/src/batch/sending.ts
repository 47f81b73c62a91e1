import { createClient } from '@kaleyra-reactions/client'
import { describeError } from '../describe-error.ts'
import type { CompleteOptions } from '../settings.ts'
import { runBatch } from './batch.ts'
import { Census } from './census.ts'
import type { Clock } from './clock.ts'
import { identifierFor } from './digest.ts'
import type { Input } from './input.ts'
import { Inspection } from './inspection.ts'
import { Ledger, type State } from './ledger.ts'
import { Pacer } from './pacer.ts'
import { type Progress, showProgress } from './progress.ts'
import { type Outcome, Sender } from './sender.ts'
import { Stopping } from './stopping.ts'
import { ProblemList, type Summary } from './summary.ts'
import { Tally } from './tally.ts'
import { spanOf } from './time-span.ts'

/** What is to be sent, and how. */
export interface SendingOptions {
  input: Input
  /** The sender, and the address. */
  target: CompleteOptions
  /** The results file. */
  results: string
  /** Requests in a second. */
  rate: number
  /** Requests under way at a time. */
  concurrency: number
  /** Also sends what may have been accepted. */
  resendUnknown?: boolean | undefined
  isQuiet?: boolean | undefined
  clock: Clock
}

/** A batch that is made, and not yet run. */
export interface Sending {
  stopping: Stopping
  /** Tells a person something. */
  tell: Progress['tell']
  /** Sends every line, or those before the batch stops. */
  run(): Promise<Summary>
}

/**
 * Makes a batch that sends the lines of an input.
 *
 * @throws {Failure} when the results file cannot be used; nothing is sent.
 */
export async function prepareSending(options: SendingOptions): Promise<Sending> {
  const { input, target, results, rate, concurrency, clock, isQuiet = false } = options
  const client = createClient(target)
  const identify = await identifierFor(target)
  // What is loaded is loaded before: once the file is there, a signal finds its handlers a moment later.
  const ledger = await Ledger.open(results)
  const tally = new Tally()
  const problems = new ProblemList()
  const stopping = new Stopping(clock)
  const pacer = new Pacer({ rate, clock, stopping: stopping.stopping })
  const progress = showProgress({
    tally,
    pacer,
    stopping: stopping.stopping,
    isLengthKnown: input.isFile,
    isQuiet,
    clock,
  })
  const inspection = new Inspection({
    name: input.name,
    identify,
    isSettled: ({ reaction }) => isSettled(ledger.stateOf(reaction), options),
  })
  const census = new Census({
    inspection,
    tally,
    settledStateOf: ({ identity }) =>
      ledger.stateOf(identity.reaction) === 'accepted' ? 'accepted' : 'unknown',
    onProblem: (problem) => {
      problems.add(problem)
      progress.tell(`line ${problem.line}: ${problem.reason}`)
    },
    isSentAlong: !input.isFile,
  })
  const sender = new Sender({
    client,
    ledger,
    pacer,
    clock,
    stopping: stopping.stopping,
    aborting: stopping.aborting,
    onRequest: () => tally.request(),
    onOutcome: (line, state, reason) => {
      tally.finished(state)
      if (reason !== undefined) progress.tell(`line ${line}: ${reason}`)
    },
    onPause: (milliseconds, reason) => progress.tell(`Pausing for ${spanOf(milliseconds)}: ${reason}`),
    onStop: (stop) => stopping.because(stop),
  })
  return {
    stopping,
    tell: progress.tell,
    async run() {
      await runBatch({ input, inspection, census, ledger, sender, stopping, concurrency })
      stopping.end()
      await close(ledger, stopping)
      const unwritten = unwrittenOutcomes(sender, ledger)
      for (const { line, outcome } of unwritten) {
        tally.becomesUnknown(outcome?.state)
        if (outcome !== undefined) progress.tell(`line ${line}: ${unwrittenText(outcome)}`)
      }
      progress.end()
      const { counts, requests } = tally
      const unwrittenResponses = unwritten.filter(({ outcome }) => outcome !== undefined).length
      const { stop } = stopping
      return { counts, requests, unwrittenResponses, stop, problems, results, isStream: !input.isFile }
    },
  }
}

function isSettled(state: State | undefined, { resendUnknown }: SendingOptions): boolean {
  return state === 'accepted' || (state === 'unknown' && !resendUnknown)
}

/** A line of which the results hold less than this run knows. */
interface UnwrittenOutcome {
  line: number
  /** What became of it; `undefined` where it was not sent. */
  outcome: Outcome | undefined
}

/** The lines that the next run finds under way, although this run knows what became of them. */
function unwrittenOutcomes(sender: Sender, ledger: Ledger): UnwrittenOutcome[] {
  return [...sender.unsafe].flatMap(([{ line, identity }, outcome]) => {
    const isLess = ledger.stateOf(identity.reaction) === 'unknown' && outcome?.state !== 'unknown'
    return isLess ? [{ line, outcome }] : []
  })
}

function unwrittenText({ state, kaleyraId }: Outcome): string {
  const known = kaleyraId === undefined ? `It is ${state}` : `It is ${state}, with the id ${kaleyraId}`
  return `${known}, and this could not be written to the results.`
}

/** Closes the results. What goes wrong then outweighs why the batch stopped: it decides whether a next run is safe. */
async function close(ledger: Ledger, stopping: Stopping): Promise<void> {
  try {
    await ledger.close()
  } catch (error) {
    const { message, ending } = describeError(error)
    stopping.replace({ kind: ending, text: message })
  }
}
