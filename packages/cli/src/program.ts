import { textMember } from '@kaleyra-reactions/model/member'
import { Command, CommanderError } from 'commander'
import manifest from '../package.json' with { type: 'json' }
import { refuseKeyArgument } from './api-key.ts'
import { defaultRate } from './batch/pacer.ts'
import { sample } from './catalogue.ts'
import type { BatchFlags } from './commands/batch.ts'
import type { DoctorFlags } from './commands/doctor.ts'
import { addExplain, explainExample } from './commands/explain.ts'
import { addJson, examples, name, numberFrom, wholeNumberFrom } from './commands/flags.ts'
import { addRemove, addSend, sendExample } from './commands/send.ts'

import { describeError } from './describe-error.ts'
import { exitStatuses } from './errors.ts'
import { complainInJson, complainOfError } from './output.ts'
import { keepSecret } from './secrets.ts'
import { flagOf, settingNames, variableOf } from './setting-names.ts'
import { addSettings } from './settings.ts'

/** Runs the program with the arguments of a process, and sets its exit status. */
export async function run(argv: string[]): Promise<void> {
  keepSecret(process.env[variableOf('apiKey')] ?? '')
  process.stdout.on('error', (error) => {
    // The reader has seen enough, as `head` does.
    if (textMember(error, 'code') === 'EPIPE') return
    complainOfError(`Standard output cannot be written: ${textMember(error, 'code')}`)
    process.exitCode = exitStatuses.unexpected.status
  })
  process.stderr.on('error', () => undefined)
  try {
    refuseKeyArgument(argv)
    await createProgram().parseAsync(argv)
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return
    tellError(error, argv.includes('--json'))
  }
}

function tellError(error: unknown, isJson: boolean): void {
  const { text, object, ending } = describeError(error)
  process.exitCode = exitStatuses[ending].status
  // Commander has shown the help already, as no command was given.
  if (error instanceof CommanderError && error.code === 'commander.help') return
  if (isJson) complainInJson(object)
  else complainOfError(text)
}

function createProgram(): Command {
  const endings = Object.values(exitStatuses).map(
    ({ status, meaning }) => `  ${String(status).padEnd(5)}${meaning}`,
  )
  const variables = settingNames.map((setting) => {
    const flag = setting === 'apiKey' ? '--api-key-stdin' : flagOf(setting)
    return `  ${variableOf(setting).padEnd(22)}or ${flag}`
  })
  const program = new Command(name)
    .description(
      'Send WhatsApp emoji reactions through Kaleyra. Unofficial: not made or endorsed by Kaleyra.',
    )
    .version(manifest.version)
    .configureOutput({ outputError: () => undefined })
    .exitOverride()
    .addHelpText('before', examples(sendExample, explainExample))
    .addHelpText('after', `\nVariables:\n${variables.join('\n')}`)
    .addHelpText('after', `\nExit status:\n${endings.join('\n')}`)
  for (const add of [addSend, addRemove, addBatch, addExplain, addDoctor]) add(program)
  return program
}

function addBatch(program: Command): void {
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
  addJson(addSettings(command)).action(async (file: string, flags: BatchFlags) => {
    const { runBatchCommand } = await import('./commands/batch.ts')
    await runBatchCommand(file, flags)
  })
}

function addDoctor(program: Command): void {
  const command = program
    .command('doctor')
    .description('Check settings, proxy, DNS and TLS; sends no message.')
    .option('--probe', 'Also make one call that is addressed to nobody, to test key, SID and number.')
    .addHelpText('before', examples(`${name} doctor`))
  addJson(addSettings(command)).action(async (flags: DoctorFlags) => {
    const { runDoctor } = await import('./commands/doctor.ts')
    await runDoctor(flags)
  })
}
