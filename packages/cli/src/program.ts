import { createClient, isApiError, KaleyraError, regions } from '@kaleyra-reactions/client'
import { Command, Option } from 'commander'
import { casesNamed, descriptionOf, errorCases, explain, extraInfoFields, summarize } from './catalogue.ts'

/** Where the program reads its settings and writes its results. */
export interface Surroundings {
  environment: Record<string, string | undefined>
  print(text: string): void
  complain(text: string): void
}

interface SendOptions extends Record<string, string | undefined> {
  to: string
  messageId: string
  region?: string
  baseUrl?: string
  sid?: string
  phoneNumber?: string
}

/** The program; `parseAsync` runs it and throws what goes wrong. */
export function createProgram(surroundings: Surroundings): Command {
  const program = new Command('kaleyra-reactions')
    .description(
      'Send WhatsApp emoji reactions through Kaleyra. Unofficial: not made or endorsed by Kaleyra.',
    )
    .configureOutput({ writeOut: surroundings.print, writeErr: surroundings.complain })
    .exitOverride()

  const send = program
    .command('send')
    .description('send a reaction to a received message')
    .argument('<emoji>', descriptionOf('Reaction', 'emoji'))
    .requiredOption('--to <number>', descriptionOf('MessagingObject', 'to'))
    .requiredOption('--message-id <id>', descriptionOf('Reaction', 'message_id'))
    .addOption(
      new Option('--region <region>', 'the pod of the account')
        .choices(Object.keys(regions))
        .env('KALEYRA_REGION'),
    )
    .addOption(new Option('--base-url <url>', 'another address: the mock, a proxy').env('KALEYRA_BASE_URL'))
    .addOption(new Option('--sid <sid>', 'SID of the account').env('KALEYRA_SID'))
    .addOption(
      new Option('--phone-number <number>', 'your WhatsApp business number').env('KALEYRA_PHONE_NUMBER'),
    )
    .addHelpText('after', '\nThe API key is read from the environment variable KALEYRA_API_KEY.\n')
  for (const [name, { description = '', 'x-known-values': known }] of extraInfoFields) {
    send.option(
      `--${name.replaceAll('_', '-')} <value>`,
      description.trim() + (known ? ` Known: ${known.join(', ')}.` : ''),
    )
  }
  send.action(async (emoji: string) => {
    const { messageId } = await react(emoji, send, surroundings.environment)
    surroundings.print(`${messageId}\n`)
  })

  program
    .command('explain')
    .description('say what an error means, who acts and what to do; offline')
    .argument('[case]', 'a case or a code, such as E110; none for the list')
    .action((word?: string) => {
      const found = word === undefined ? [] : casesNamed(word)
      if (word !== undefined && found.length === 0) {
        const known = errorCases.map(({ name }) => name).join(', ')
        program.error(`error: ${word} is not a documented case; known: ${known}`, { exitCode: 2 })
      }
      surroundings.print(
        word === undefined
          ? `${errorCases.map(summarize).join('\n')}\n`
          : `${found.map(explain).join('\n\n')}\n`,
      )
    })
  return program
}

async function react(
  emoji: string,
  command: Command,
  environment: Surroundings['environment'],
): Promise<{ messageId: string }> {
  const options = command.opts<SendOptions>()
  const region = (Object.keys(regions) as (keyof typeof regions)[]).find((name) => name === options.region)
  const client = createClient({
    region,
    baseUrl: options.baseUrl,
    sid: required(options.sid, '--sid or KALEYRA_SID'),
    phoneNumber: required(options.phoneNumber, '--phone-number or KALEYRA_PHONE_NUMBER'),
    apiKey: required(environment['KALEYRA_API_KEY'], 'KALEYRA_API_KEY'),
  })
  const extraInfo: Record<string, string> = {}
  for (const option of command.options) {
    const field = option.long?.slice(2).replaceAll('-', '_') ?? ''
    const value = options[option.attributeName()]
    if (value !== undefined && extraInfoFields.some(([name]) => name === field)) extraInfo[field] = value
  }
  const hasExtraInfo = Object.keys(extraInfo).length > 0
  return client.sendReaction({
    to: options.to,
    messageId: options.messageId,
    emoji,
    ...(hasExtraInfo ? { extraInfo } : {}),
  })
}

function required(value: string | undefined, setting: string): string {
  if (value) return value
  throw new MissingSettingError(`${setting} is not set`)
}

class MissingSettingError extends Error {}

/** What a thrown thing means to a person, and the exit status it calls for. */
export function report(error: unknown): { message: string; exitCode: number } {
  if (isApiError(error)) {
    const known = errorCases.find(({ name }) => name === error.reason)
    const message = known ? `${error.message}\n\n${explain(known)}` : error.message
    return { message, exitCode: error.status < 500 ? 3 : 4 }
  }
  if (error instanceof MissingSettingError) return { message: error.message, exitCode: 2 }
  if (error instanceof KaleyraError)
    return { message: error.message, exitCode: error.name === 'InvalidInputError' ? 2 : 4 }
  return { message: error instanceof Error ? error.message : String(error), exitCode: 1 }
}
