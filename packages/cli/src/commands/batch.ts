import { existsSync, lstatSync, realpathSync } from 'node:fs'
import type { Command } from 'commander'
import { Census } from '../batch/census.ts'
import { type CheckOptions, checkBatch, tellCheck } from '../batch/check.ts'
import { realClock } from '../batch/clock.ts'
import { identifierFor } from '../batch/digest.ts'
import { type Input, inputFrom } from '../batch/input.ts'
import { Inspection } from '../batch/inspection.ts'
import { defaultRate } from '../batch/pacer.ts'
import { showProgress } from '../batch/progress.ts'
import { refuseRenamedInput, resultsEnding } from '../batch/renamed-input.ts'
import { prepareSending, type Sending } from '../batch/sending.ts'
import { ProblemList, type Summary, tellSummary } from '../batch/summary.ts'
import { Tally } from '../batch/tally.ts'
import { sample } from '../catalogue.ts'
import { type EndingSignal, endingSignals, exitStatuses, Failure } from '../errors.ts'
import { useProxy } from '../proxy.ts'
import { addSettings, clientOptions, placeholders, readSettings, type SettingFlags } from '../settings.ts'
import { addJson, examples, name, numberFrom, wholeNumberFrom } from './flags.ts'

/** The flags of `batch`. */
interface BatchFlags extends SettingFlags {
  dryRun?: boolean
  concurrency: number
  rate: number
  results?: string
  resendUnknown?: boolean
  quiet?: boolean
  json?: boolean
}

/** Adds `batch`. */
export function addBatch(program: Command): void {
  const { to, messageId, emoji } = sample
  const batch = `echo '${JSON.stringify({ to, messageId, emoji })}' |\n${name} batch -`
  const command = program
    .command('batch')
    .description('Send many reactions, one JSON object a line. The README has recipes.')
    .argument(
      '<file>',
      'Lines of {"to", "messageId", "emoji" or "remove": true, "extraInfo"}; - for standard input.',
    )
    .option('--dry-run', 'Check every line, and send nothing.')
    .option('--rate <n>', 'Requests a second.', numberFrom(0.001, 10_000), defaultRate)
    .option('--concurrency <n>', 'Requests under way at a time.', wholeNumberFrom(1, 64), 8)
    .option(
      '--results <file>',
      'What became of each line; the next run reads it. Default: <file>.results.ndjson.',
    )
    .option('--resend-unknown', 'Also send what may have been accepted.')
    .option('--quiet', 'Show neither progress nor lines that failed.')
    .addHelpText('before', examples(`${batch} --dry-run`, `${batch} --results results.ndjson`))
  addJson(addSettings(command)).action(runBatchCommand)
}

/** Runs `batch`: checks the lines of a file or of standard input and, without `--dry-run`, sends them. */
async function runBatchCommand(path: string, flags: BatchFlags): Promise<void> {
  if (flags.dryRun) {
    await check(await inputFrom(path), flags)
    return
  }
  if (path === '-' && flags.apiKeyStdin)
    throw new Failure('Standard input cannot hold both the key and the lines; give a file.')
  const results = flags.results || (hasPlace(path) ? `${realNameOf(path)}${resultsEnding}` : undefined)
  if (results === undefined)
    throw new Failure('--results <file> is needed where the lines come from no file of their own.')
  const input = await inputFrom(path)
  const target = clientOptions(await readSettings(flags))
  if (!flags.results) await refuseRenamedInput(input, results, target)
  await useProxy(target.baseUrl)
  const { rate, concurrency, resendUnknown, quiet: isQuiet, json = false } = flags
  const batch = { input, target, results, rate, concurrency, resendUnknown, isQuiet, clock: realClock }
  tellSummary(await runUntilSignal(() => prepareSending(batch)), json)
}

/** Tells whether a results file can stand beside an input: standard input and the output of a program have no place. */
function hasPlace(path: string): boolean {
  return path !== '-' && !/^\/(dev\/(stdin|fd\/)|proc\/)/.test(path)
}

/** The file that a link names, so that all names of an input have the same results. */
function realNameOf(path: string): string {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() && existsSync(path)
    ? realpathSync(path)
    : path
}

async function check(input: Input, { json = false, quiet = false }: BatchFlags): Promise<void> {
  const tally = new Tally()
  const problems = new ProblemList()
  const progress = showProgress({ tally, isLengthKnown: false, isQuiet: quiet, clock: realClock })
  const inspection = new Inspection({
    name: input.name,
    identify: await identifierFor({ ...placeholders, baseUrl: String(placeholders.baseUrl) }),
    isSettled: () => false,
  })
  const census = new Census({
    inspection,
    tally,
    settledStateOf: () => 'accepted',
    onProblem: (problem) => {
      problems.add(problem)
      if (!json) progress.tell(`line ${problem.line}: ${problem.reason}`)
    },
  })
  const options: CheckOptions = { input, inspection, census, tally, problems }
  const remarks = await checkBatch(options).finally(() => progress.end())
  tellCheck(options, remarks, json)
  process.exitCode = exitStatuses[tally.counts.invalid === 0 ? 'done' : 'usage'].status
}

/**
 * Prepares and runs a batch. A signal stops it, and a second one gives up what is under way. One that comes while it is
 * prepared stops it before its first request.
 */
async function runUntilSignal(prepare: () => Promise<Sending>): Promise<Summary> {
  let sending: Sending | undefined
  let earlySignal: EndingSignal | undefined
  const interrupt = (signal: EndingSignal) => {
    if (sending === undefined) earlySignal = signal
    else if (sending.stopping.interrupt(signal))
      sending.tell('Finishing what is under way, for ten seconds at most; Ctrl-C again gives it up at once.')
  }
  for (const signal of endingSignals) process.on(signal, interrupt)
  try {
    sending = await prepare()
    if (earlySignal !== undefined) interrupt(earlySignal)
    return await sending.run()
  } finally {
    for (const signal of endingSignals) process.off(signal, interrupt)
  }
}
