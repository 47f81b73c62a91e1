import { createClient, type RemovalOptions } from '@kaleyra-reactions/client'
import type { ErrorCase } from '@kaleyra-reactions/model/cases'
import { curlOf } from '@kaleyra-reactions/model/curl'
import { textMember } from '@kaleyra-reactions/model/member'
import { Command, CommanderError, InvalidArgumentError } from 'commander'
import manifest from '../package.json' with { type: 'json' }
import type { BatchFlags } from './batch-command.ts'
import { errorCases, fieldDescription, keyHeader, sample } from './catalogue.ts'
import { describeError } from './describe-error.ts'
import { exitStatuses, Failure } from './errors.ts'
import { casesIn, casesNamed, explainCase, factsOf, summarizeCase } from './explain.ts'
import { addExtraInfo } from './extra-info.ts'
import { useProxy } from './proxy.ts'
import { emojiFrom } from './reaction.ts'
import { preview, send } from './send.ts'
import { addSettings, clientOptions, readSettings } from './settings.ts'
import { complain, print, readInput, red } from './terminal.ts'

interface Flags extends Record<string, unknown> {
  json?: boolean
  dryRun?: boolean
  to: string[]
  messageId: string
}

const [name = ''] = Object.keys(manifest.bin)
const { to, messageId, emoji } = sample
const target = `--to ${to} --message-id ${messageId}`
const [firstCase] = errorCases

/** Runs the program with the arguments of a process, and sets its exit status. */
export async function run(argv: string[]): Promise<void> {
  process.stdout.on('error', (error) => {
    complain(`${red('error:')} standard output cannot be written: ${textMember(error, 'code')}`)
    process.exitCode = exitStatuses.unexpected.status
  })
  process.stderr.on('error', () => undefined)
  try {
    await createProgram().parseAsync(argv)
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return
    const { text, object, exitStatus } = describeError(error)
    process.exitCode = exitStatus
    // Commander has shown the help already, as no command was given.
    if (error instanceof CommanderError && error.code === 'commander.help') return
    complain(argv.includes('--json') ? JSON.stringify(object) : `${red('error:')} ${text}`)
  }
}

function createProgram(): Command {
  const endings = Object.values(exitStatuses).map(
    ({ status, meaning }) => `  ${String(status).padEnd(5)}${meaning}`,
  )
  const program = new Command(name)
    .description(
      'Send WhatsApp emoji reactions through Kaleyra. Unofficial: not made or endorsed by Kaleyra.',
    )
    .version(manifest.version)
    .configureOutput({ outputError: () => undefined })
    .exitOverride()
    .addHelpText('before', examples(`${name} send ${target} ${emoji}`, `${name} explain ${firstCase?.name}`))
    .addHelpText('after', `\nExit status:\n${endings.join('\n')}`)
  for (const add of [addSend, addRemove, addBatch, addExplain, addDoctor]) add(program)
  return program
}

function examples(...lines: string[]): string {
  return `Examples:\n${lines.map((line) => `  ${line}\n`).join('')}`
}

function addSend(program: Command): void {
  const forms = 'As the character, or as U+1F600, \\u{1F600}, \\uD83D\\uDE00.'
  const command = program
    .command('send')
    .description('send a reaction to a received message')
    .argument('<emoji>', `${fieldDescription('Reaction', 'emoji')} ${forms}`)
    .addHelpText(
      'before',
      examples(`${name} send ${target} ${emoji}`, `${name} send ${target} --dry-run 'U+1F600'`),
    )
  const readExtraInfo = addReaction(command)
  command.action((emoji: string, flags: Flags) => react(emojiFrom(emoji), flags, readExtraInfo(flags)))
}

function addRemove(program: Command): void {
  const command = program
    .command('remove')
    .description('take a reaction back, by an empty emoji; Kaleyra does not document this, Meta does')
    .addHelpText('before', examples(`${name} remove ${target}`))
  const readExtraInfo = addReaction(command)
  command.action((flags: Flags) => react(undefined, flags, readExtraInfo(flags)))
}

/** Adds the flags of a reaction; gives what reads its `extra_info` from them. */
function addReaction(command: Command): ReturnType<typeof addExtraInfo> {
  command
    .requiredOption(
      '--to <number>',
      `${fieldDescription('MessagingObject', 'to')} Repeatable.`,
      (number: string, others: string[] = []) => [...others, number],
    )
    .requiredOption('--message-id <id>', fieldDescription('Reaction', 'message_id'))
  command.option('--dry-run', 'print the request as a curl command and send nothing')
  return addExtraInfo(addJson(addSettings(command)))
}

function addJson(command: Command): Command {
  return command.option('--json', 'print one object, errors included')
}

async function react(
  emoji: string | undefined,
  flags: Flags,
  extraInfo: RemovalOptions['extraInfo'],
): Promise<void> {
  const { dryRun, json, to, messageId } = flags
  const settings = await readSettings(flags)
  const job = { to, messageId, emoji, extraInfo }
  if (dryRun) {
    const options = clientOptions({ apiKey: { value: 'key', origin: 'flag' }, ...settings })
    const request = await preview(options, job)
    print(json ? JSON.stringify(request) : curlOf(request, [keyHeader]))
    return
  }
  const interruption = new AbortController()
  process.once('SIGINT', () => {
    const consequence = 'the reaction may have been accepted: wait for its callback'
    interruption.abort(new Failure(`interrupted; ${consequence}`, 'interrupted'))
  })
  await useProxy()
  const sent = await send(createClient(clientOptions(settings)), job, interruption.signal)
  const { status, body } = sent
  print(json ? JSON.stringify({ messageId: sent.messageId, status, code: body.code }) : sent.messageId)
}

function addBatch(program: Command): void {
  const batch = `echo '${JSON.stringify({ to, messageId, emoji })}' | ${name} batch -`
  const command = program
    .command('batch')
    .description(
      'send many reactions, one JSON object a line: to, messageId, emoji (or "remove": true), extraInfo',
    )
    .argument('<file>', 'NDJSON file, - for standard input')
    .option('--check', 'check every line and send nothing')
    .option('--concurrency <n>', 'lines under way at a time, 1 to 64', wholeNumberFrom(1, 64), 8)
    .option('--rate <n>', 'lines a second at most', numberFrom(0.001, 10_000))
    .option(
      '--results <file>',
      'outcomes, and where to go on after an interruption (default: <file>.results.ndjson)',
    )
    .option('--resend-unknown', 'also send what may or may not have been accepted')
    .option('--resend-refused', 'also send what the API refused')
    .addHelpText('before', examples(`${batch} --check`, `${batch} --results results.ndjson`))
  addJson(addSettings(command)).action(async (file: string, flags: BatchFlags) => {
    const { runBatch } = await import('./batch-command.ts')
    await runBatch(file, flags)
  })
}

function wholeNumberFrom(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = boundedNumber(text, least, most)
    if (value !== undefined && Number.isInteger(value)) return value
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`)
  }
}

function numberFrom(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = boundedNumber(text, least, most)
    if (value !== undefined) return value
    throw new InvalidArgumentError(`It must be a number from ${least} to ${most}.`)
  }
}

function boundedNumber(text: string, least: number, most: number): number | undefined {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  return value >= least && value <= most ? value : undefined
}

function addExplain(program: Command): void {
  const body = `echo '${JSON.stringify(firstCase?.body)}' | ${name}`
  const command = program
    .command('explain')
    .description('say what an error means, who acts and what to do; offline')
    .argument(
      '[case]',
      'a case or a code, such as E110; - reads the raw body of a response; none for the list',
    )
    .addHelpText(
      'before',
      examples(`${name} explain`, `${name} explain ${firstCase?.code}`, `${body} explain -`),
    )
  addJson(command).action(async (word: string | undefined, { json }: Flags) => {
    if (word === '-' && process.stdin.isTTY) complain('Paste the body, then press Ctrl-D.')
    const found = await casesFor(word)
    const text =
      word === undefined ? found.map(summarizeCase).join('\n') : found.map(explainCase).join('\n\n')
    print(json ? JSON.stringify({ cases: found.map(factsOf) }) : text)
  })
}

/** The cases that the argument of `explain` asks for; all of them where there is none. */
async function casesFor(word: string | undefined): Promise<readonly ErrorCase[]> {
  if (word === undefined) return errorCases
  return word === '-' ? casesIn(await readInput()) : casesNamed(word)
}

function addDoctor(program: Command): void {
  const command = program
    .command('doctor')
    .description('check settings, DNS and TLS; sends no message')
    .addHelpText('before', examples(`${name} doctor`))
  addJson(addSettings(command)).action(async (flags: Flags) => {
    const { runDoctor } = await import('./doctor.ts')
    await runDoctor(flags)
  })
}
