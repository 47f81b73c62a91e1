import { Command, CommanderError } from 'commander'
import manifest from '../package.json' with { type: 'json' }
import { examples, name } from './commands/flags.ts'
import { flagOf, settingNames, variableOf } from './settings/setting-names.ts'
import { exitStatuses } from './terminal/errors.ts'
import { complainInJson, complainOfError, writeData } from './terminal/output.ts'
import { keepSecret } from './terminal/secrets.ts'

/** Runs the program with the arguments of a process, and sets its exit status. */
export async function run(argv: string[]): Promise<void> {
  keepSecret(process.env[variableOf('apiKey')] ?? '')
  // What writes data tells where that fails.
  process.stdout.on('error', () => undefined)
  process.stderr.on('error', () => undefined)
  try {
    const program = await createProgram(argv[2])
    await program.parseAsync(argv)
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return
    await tellError(error, argv.includes('--json'))
  }
}

async function tellError(error: unknown, isJson: boolean): Promise<void> {
  const { describeError } = await import('./terminal/describe-error.ts')
  const { text, object, ending } = describeError(error)
  process.exitCode = exitStatuses[ending].status
  // Commander has shown the help already, as no command was given.
  if (error instanceof CommanderError && error.code === 'commander.help') return
  if (isJson) complainInJson(object)
  else complainOfError(text)
}

/** Adds a command to the program. What it needs is loaded with it: that takes longer than Node's own start. */
type AddCommand = (program: Command) => void

const commands: Record<string, () => Promise<AddCommand>> = {
  send: async () => (await import('./commands/send.ts')).addSend,
  remove: async () => (await import('./commands/send.ts')).addRemove,
  batch: async () => (await import('./commands/batch.ts')).addBatch,
  explain: async () => (await import('./commands/explain.ts')).addExplain,
  doctor: async () => (await import('./commands/doctor.ts')).addDoctor,
}

/** Makes the program with the command that its first argument names; with all of them where that names none. */
export async function createProgram(argument: string | undefined): Promise<Command> {
  const program = new Command(name)
    .description(
      'Send WhatsApp emoji reactions through Kaleyra. Unofficial: not made or endorsed by Kaleyra.',
    )
    .version(manifest.version)
    .configureOutput({ outputError: () => undefined, writeOut: writeData })
    .exitOverride()
  if (argument === '--version' || argument === '-V') return program
  const load = Object.hasOwn(commands, argument ?? '') ? commands[argument ?? ''] : undefined
  if (load === undefined) await completeProgram(program)
  else (await load())(program)
  return program
}

/** Adds every command, and what the help of the program shows. */
async function completeProgram(program: Command): Promise<void> {
  for (const load of Object.values(commands)) (await load())(program)
  const { sendExample } = await import('./commands/send.ts')
  const { explainExample } = await import('./commands/explain.ts')
  const variables = settingNames.map((setting) => {
    const flag = setting === 'apiKey' ? '--api-key-stdin' : flagOf(setting)
    return `  ${variableOf(setting).padEnd(22)}${flag}`
  })
  const endings = Object.values(exitStatuses).map(
    ({ status, meaning }) => `  ${String(status).padEnd(5)}${meaning}`,
  )
  program
    .addHelpText('after', examples(sendExample, explainExample))
    .addHelpText(
      'after',
      `\nEnvironment variables, and the flags that override them:\n${variables.join('\n')}`,
    )
    .addHelpText('after', `\nExit status:\n${endings.join('\n')}`)
}
