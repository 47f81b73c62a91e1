import { createClient, type ExtraInfo, keyHeader } from '@kaleyra-reactions/client'
import type { Command } from 'commander'
import { help, sample } from '../document/document.ts'
import { emojiFrom } from '../document/emoji.ts'
import { addExtraInfo } from '../document/extra-info.ts'
import { type Job, preview, send } from '../document/reaction.ts'
import { useProxy } from '../settings/proxy.ts'
import { variableOf } from '../settings/setting-names.ts'
import { addSettings, clientOptions, notSet, readSettings, type SettingFlags } from '../settings/settings.ts'
import { pasteableCurl } from '../terminal/curl.ts'
import { type EndingSignal, endingSignals, exitStatuses, Failure } from '../terminal/errors.ts'
import { jsonOf, plain, print, printAnswer, printObject } from '../terminal/output.ts'
import { addJson, examples, name } from './flags.ts'

interface ReactionFlags extends SettingFlags {
  json?: boolean
  dryRun?: boolean
  to?: string[]
  messageId?: string
}

const { to, messageId, emoji } = sample
const target = `--to ${to} --message-id ${messageId}`

/** A reaction to paste into a shell. */
export const sendExample: string = `${name} send ${target} ${emoji}`

/** Adds `send`. */
export function addSend(program: Command): void {
  const command = program
    .command('send')
    .description('Send a reaction to a received message.')
    .argument('<emoji>', `${help.emoji} For example ${emoji}, 'U+1F600' or '\\u{1F600}'.`)
    .addHelpText('after', examples(sendExample, `${name} send ${target} \\\n'U+1F600' --dry-run`))
  const readExtraInfo = addReaction(command)
  command.action((emoji: string, flags: ReactionFlags) =>
    react(emojiFrom(emoji), flags, readExtraInfo(flags)),
  )
}

/** Adds `remove`. */
export function addRemove(program: Command): void {
  const command = program
    .command('remove')
    .description('Remove a reaction by sending an empty emoji. Meta documents this; Kaleyra does not.')
    .addHelpText('after', examples(`${name} remove ${target}`))
  const readExtraInfo = addReaction(command)
  command.action((flags: ReactionFlags) => react(undefined, flags, readExtraInfo(flags)))
}

/** Adds the flags of a reaction; gives what reads its `extra_info` from them. */
function addReaction(command: Command): ReturnType<typeof addExtraInfo> {
  command
    .option(
      '--to <number>',
      `${help.to} Repeat it for several recipients.`,
      (number: string, others: string[] = []) => [...others, number],
    )
    .option('--message-id <id>', help.messageId)
    .option('--dry-run', 'Print the request as a curl command and send nothing.')
  return addExtraInfo(addJson(addSettings(command)))
}

async function react(
  emoji: string | undefined,
  flags: ReactionFlags,
  extraInfo: ExtraInfo | undefined,
): Promise<void> {
  const { dryRun, json, to, messageId } = flags
  // Commander would ask for these before it names a misspelt one.
  if (to === undefined || messageId === undefined) throw notSet({ to, messageId })
  const settings = await readSettings(flags)
  const job: Job = { to, messageId, emoji, extraInfo }
  if (dryRun) {
    const options = clientOptions({ apiKey: { value: 'key', origin: 'flag' }, ...settings })
    const request = await preview(createClient(options), job)
    const headers = { ...request.headers, [keyHeader]: `$${variableOf('apiKey')}` }
    if (json) printObject({ ...request, headers })
    else print(pasteableCurl(request))
    return
  }
  const options = clientOptions(settings)
  const client = createClient(options)
  await useProxy(options.baseUrl)
  const { reactionId, status, body } = await send(client, job, { signal: signalOfEnd() })
  const id = plain(reactionId)
  const problem = await printAnswer(json ? jsonOf({ reactionId, status, code: body.code }) : id)
  if (problem === undefined) return
  const accepted = `The ${emoji === undefined ? 'removal' : 'reaction'} was accepted with the id ${id}`
  throw new Failure(
    `${accepted}, but the id could not be written to standard output (${problem}). Do not send it again.`,
    'unexpected',
  )
}

/** Aborts when a signal ends the program, with what that means. */
function signalOfEnd(): AbortSignal {
  const interruption = new AbortController()
  const interrupt = (signal: EndingSignal) => {
    const consequence = 'The reaction may have been accepted. Wait for its callback before sending again.'
    const happened = `The program was ${exitStatuses[signal].meaning}.`
    interruption.abort(new Failure(`${happened} ${consequence}`, signal))
  }
  for (const signal of endingSignals) process.once(signal, interrupt)
  return interruption.signal
}
