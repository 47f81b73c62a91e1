import type { Command } from 'commander'
import { tellCheck } from '../batch/check.ts'
import { realClock } from '../batch/clock.ts'
import { readLines } from '../batch/lines.ts'
import { defaultRate } from '../batch/pacer.ts'
import { planBatch } from '../batch/plan.ts'
import { readReactions } from '../batch/reaction-line.ts'
import { problemTexts, type Run, tellRun } from '../batch/report.ts'
import { type BatchOptions, runBatch } from '../batch/run.ts'
import { Stopping } from '../batch/stopping.ts'
import { sample } from '../document/document.ts'
import { useProxy } from '../settings/proxy.ts'
import { addSettings, clientOptions, readSettings, type SettingFlags } from '../settings/settings.ts'
import { type EndingSignal, endingSignals, Failure } from '../terminal/errors.ts'
import { complain } from '../terminal/output.ts'
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
    .option('--dry-run', 'Check every line, and send nothing. It does not look at results.')
    .option('--rate <n>', 'Requests a second.', numberFrom(0.001, 10_000), defaultRate)
    .option('--concurrency <n>', 'Requests under way at a time.', wholeNumberFrom(1, 64), 8)
    .option(
      '--results <file>',
      'What became of each line; the next run reads it. Default: <file>.results.ndjson.',
    )
    .option('--resend-unknown', 'Also send what may have been accepted: it can arrive twice.')
    .option('--quiet', 'Show neither progress nor lines that failed.')
    .addHelpText('after', examples(`${batch} --dry-run`, `${batch} --results results.ndjson`))
  addJson(addSettings(command)).action(runBatchCommand)
}

/** Runs `batch`: checks the lines of a file or of standard input and, without `--dry-run`, sends them. */
async function runBatchCommand(path: string, flags: BatchFlags): Promise<void> {
  const { dryRun, rate, concurrency, resendUnknown, quiet: isQuiet, json = false } = flags
  if (dryRun) {
    const reading = readReactions(await readLines(path))
    tellCheck(planBatch(reading, { stateOf: () => undefined }), json)
    return
  }
  if (path === '-' && flags.apiKeyStdin)
    throw new Failure('Standard input cannot hold both the key and the lines; give a file.')
  const results = flags.results || (hasPlace(path) ? `${path}.results.ndjson` : undefined)
  if (results === undefined)
    throw new Failure('--results <file> is needed where the lines come from no file of their own.')
  const reading = readReactions(await readLines(path))
  if (reading.requests.length === 0 && reading.problems.length > 0) {
    for (const text of problemTexts(reading.problems)) complain(text)
    throw new Failure(`No line of ${path} can be sent. A line is a JSON object with to, messageId and emoji.`)
  }
  const settings = clientOptions(await readSettings(flags))
  await useProxy(settings.baseUrl)
  const options = { reading, settings, results, rate, concurrency, resendUnknown, isQuiet, clock: realClock }
  tellRun(await runUntilSignal(options), json)
}

/** Tells whether a results file can stand beside an input: standard input and the output of a program have no place. */
function hasPlace(path: string): boolean {
  return path !== '-' && !/^\/(dev|proc)\//.test(path)
}

/** Runs a batch. A signal stops it, and a second one gives up what is under way. */
async function runUntilSignal(options: Omit<BatchOptions, 'stopping'>): Promise<Run> {
  const stopping = new Stopping(options.clock)
  const interrupt = (signal: EndingSignal) => {
    if (stopping.interrupt(signal))
      complain('Finishing what is under way, for ten seconds at most; Ctrl-C again gives it up at once.')
  }
  for (const signal of endingSignals) process.on(signal, interrupt)
  try {
    return await runBatch({ ...options, stopping })
  } finally {
    for (const signal of endingSignals) process.off(signal, interrupt)
  }
}
