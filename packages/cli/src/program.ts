import { createClient, type RemovalOptions } from '@kaleyra-reactions/client'
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import manifest from '../package.json' with { type: 'json' }
import type { BatchFlags } from './batch-command.ts'
import { descriptionOf, errorCases, extraInfoFields, sample } from './catalogue.ts'
import { casesIn, casesNamed, describe, explain, summarize } from './explain.ts'
import { exitCodes, Failure, reportOf } from './failure.ts'
import { flagOf } from './names.ts'
import { complain, print, readInput, red } from './output.ts'
import { useProxy } from './proxy.ts'
import { emojiFrom } from './reaction.ts'
import { curlOf, preview, send } from './send.ts'
import { addSettings, clientOptions, readSettings } from './settings.ts'

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
  process.stdout.on('error', ({ code }) => {
    complain(`${red('error:')} standard output cannot be written: ${code}`)
    process.exitCode = 1
  })
  process.stderr.on('error', () => undefined)
  try {
    await createProgram().parseAsync(argv)
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return
    const { text, object, exitCode } = reportOf(error)
    if (Object(error).code !== 'commander.help')
      complain(argv.includes('--json') ? JSON.stringify(object) : `${red('error:')} ${text}`)
    process.exitCode = exitCode
  }
}

function createProgram(): Command {
  const codes = Object.values(exitCodes).map(([code, meaning]) => `  ${String(code).padEnd(5)}${meaning}`)
  const program = new Command(name)
    .description(
      'Send WhatsApp emoji reactions through Kaleyra. Unofficial: not made or endorsed by Kaleyra.',
    )
    .version(manifest.version)
    .configureOutput({ outputError: () => undefined })
    .exitOverride()
    .addHelpText('before', examples(`${name} send ${target} ${emoji}`, `${name} explain ${firstCase?.name}`))
    .addHelpText('after', `\nExit status:\n${codes.join('\n')}`)
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
    .argument('<emoji>', `${descriptionOf('Reaction', 'emoji')} ${forms}`)
    .addHelpText(
      'before',
      examples(`${name} send ${target} ${emoji}`, `${name} send ${target} --dry-run 'U+1F600'`),
    )
  addReaction(command).action((emoji: string, flags: Flags) => react(emojiFrom(emoji), flags))
}

function addRemove(program: Command): void {
  const command = program
    .command('remove')
    .description('take a reaction back, by an empty emoji; the vendor does not document this, Meta does')
    .addHelpText('before', examples(`${name} remove ${target}`))
  addReaction(command).action((flags: Flags) => react(undefined, flags))
}

function addReaction(command: Command): Command {
  command
    .requiredOption(
      '--to <number>',
      `${descriptionOf('MessagingObject', 'to')} Repeatable.`,
      (number: string, others: string[] = []) => [...others, number],
    )
    .requiredOption('--message-id <id>', descriptionOf('Reaction', 'message_id'))
  for (const [field, help] of extraInfoFields) command.option(`${flagOf(field)} <value>`, help)
  command.option('--dry-run', 'print the request as a curl command and send nothing')
  return addJson(addSettings(command))
}

function addJson(command: Command): Command {
  return command.option('--json', 'print one object, errors included')
}

async function react(emoji: string | undefined, flags: Flags): Promise<void> {
  const { dryRun, json, to, messageId } = flags
  const settings = await readSettings(flags)
  const job = { to, messageId, emoji, extraInfo: extraInfoFrom(flags) }
  if (dryRun) {
    const options = clientOptions({ apiKey: { value: 'key', origin: 'flag' }, ...settings })
    const request = await preview(options, job)
    return print(json ? JSON.stringify(request) : curlOf(request))
  }
  const interruption = new AbortController()
  process.once('SIGINT', () => {
    const consequence = 'the reaction may have been accepted: wait for its callback'
    interruption.abort(new Failure(`interrupted; ${consequence}`, 'interrupted'))
  })
  await useProxy()
  const answer = await send(createClient(clientOptions(settings)), job, interruption.signal)
  const { status, messageId: id, body } = answer
  print(json ? JSON.stringify({ messageId: id, status, code: body.code }) : id)
}

/** The optional flags as `extra_info`; without any of them, nothing. */
function extraInfoFrom(flags: Flags): RemovalOptions['extraInfo'] {
  const given = extraInfoFields
    .map(([field]) => [field, flags[new Option(flagOf(field)).attributeName()]])
    .filter(([, value]) => value !== undefined)
  return given.length > 0 ? Object.fromEntries(given) : undefined
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
    .option('--concurrency <n>', 'lines under way at a time, 1 to 64', numberFrom(1, 64, true), 8)
    .option('--rate <n>', 'lines a second at most', numberFrom(0.001, 10_000, false))
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

function numberFrom(least: number, most: number, isWhole: boolean): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (text.trim() !== '' && value >= least && value <= most && (!isWhole || Number.isInteger(value)))
      return value
    throw new InvalidArgumentError(`It must be a ${isWhole ? 'whole ' : ''}number from ${least} to ${most}.`)
  }
}

function addExplain(program: Command): void {
  const body = `echo '${JSON.stringify(firstCase?.body)}' | ${name}`
  const command = program
    .command('explain')
    .description('say what an error means, who acts and what to do; offline')
    .argument(
      '[case]',
      'a case or a code, such as E110; - reads the raw body of an answer; none for the list',
    )
    .addHelpText(
      'before',
      examples(`${name} explain`, `${name} explain ${firstCase?.code}`, `${body} explain -`),
    )
  addJson(command).action(async (word: string | undefined, { json }: Flags) => {
    if (word === '-' && process.stdin.isTTY) complain('Paste the body, then press Ctrl-D.')
    const found =
      word === undefined ? errorCases : word === '-' ? casesIn(await readInput()) : casesNamed(word)
    const text = word === undefined ? found.map(summarize).join('\n') : found.map(explain).join('\n\n')
    print(json ? JSON.stringify({ cases: found.map(describe) }) : text)
  })
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
