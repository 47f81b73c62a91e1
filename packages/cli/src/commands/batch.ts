import type { Command } from 'commander'
import { realClock } from '../batch/clock.ts'
import { readLines } from '../batch/lines.ts'
import { defaultRate } from '../batch/pacer.ts'
import { planBatch } from '../batch/plan.ts'
import { showProgress } from '../batch/progress.ts'
import { readReactions } from '../batch/reaction-line.ts'
import { type Run, tellCheck, tellRun } from '../batch/report.ts'
import { type BatchOptions, runBatch } from '../batch/run.ts'
import { Stopping } from '../batch/stopping.ts'
import { sample } from '../document/document.ts'
import { useProxy } from '../settings/proxy.ts'
import { addSettings, clientOptions, readSettings, type SettingFlags } from '../settings/settings.ts'
import { type EndingSignal, endingSignals, Failure } from '../terminal/errors.ts'
import { complain } from '../terminal/output.ts'
import { addJson, examples, name, numberFrom } from './flags.ts'

/** The flags of `batch`. */
interface BatchFlags extends SettingFlags {
  dryRun?: boolean
  concurrency: number
  rate: number
  results?: string
  resendUnknown?: boolean
  json?: boolean
}

/** Adds `batch`. */
export function addBatch(program: Command): void {
  const { to, messageId, emoji } = sample
  const batch = `echo '${JSON.stringify({ to, messageId, emoji })}' |\n${name} batch -`
  const command = program
    .command('batch')
    .description('Send the reactions of a file with one JSON object per line.')
    .argument(
      '<file>',
      'Lines with "to", "messageId", "emoji" (or "remove": true) and, optionally, "extraInfo". Use - for standard input.',
    )
    .option('--dry-run', 'Check every line, but send nothing and ignore earlier results.')
    .option('--rate <n>', 'Maximum requests per second.', numberFrom(0.001, 10_000), defaultRate)
    .option('--concurrency <n>', 'Maximum requests at the same time.', numberFrom(1, 64), 8)
    .option(
      '--results <file>',
      'File for the state of each line. The next run reads it. Default: <file>.results.ndjson.',
    )
    .option('--resend-unknown', 'Also send reactions whose state is unknown. They may arrive twice.')
    .addHelpText('after', examples(`${batch} --dry-run`, `${batch} --results results.ndjson`))
  addJson(addSettings(command)).action(runBatchCommand)
}

/** Runs `batch`: checks the lines of a file or of standard input and, without `--dry-run`, sends them. */
async function runBatchCommand(path: string, flags: BatchFlags): Promise<void> {
  const { dryRun, rate, concurrency, resendUnknown, json = false } = flags
  if (dryRun) {
    const reading = readReactions(await readLines(path))
    tellCheck(planBatch(reading, { stateOf: () => undefined }), json)
    return
  }
  if (path === '-' && flags.apiKeyStdin)
    throw new Failure('Standard input cannot supply both the key and the lines. Put the lines into a file.')
  const results = flags.results || (hasPlace(path) ? `${path}.results.ndjson` : undefined)
  if (results === undefined)
    throw new Failure('--results <file> is required if the lines do not come from a regular file.')
  const reading = readReactions(await readLines(path))
  const settings = clientOptions(await readSettings(flags))
  await useProxy(settings.baseUrl)
  const options = {
    reading,
    settings,
    results,
    rate,
    concurrency,
    resendUnknown,
    showProgress,
    clock: realClock,
  }
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
      complain('Waiting up to ten seconds for open requests. Press Ctrl-C again to stop at once.')
  }
  for (const signal of endingSignals) process.on(signal, interrupt)
  try {
    return await runBatch({ ...options, stopping })
  } finally {
    for (const signal of endingSignals) process.off(signal, interrupt)
  }
}
