import { Command, InvalidArgumentError } from 'commander'
import manifest from '../package.json' with { type: 'json' }
import type { WarningName } from './contract/warnings.ts'
import type { MockOptions } from './options.ts'
import { isWarningName } from './suite/read-expectation.ts'

/** The command with its flags. */
export function createCommand(start: (options: MockOptions) => Promise<void>): Command {
  return new Command('kaleyra-reactions-mock')
    .description("A mock of Kaleyra's Send Reaction Messages. Unofficial: not made or endorsed by Kaleyra.")
    .version(manifest.version)
    .option('--port <number>', 'port to listen on; 0 takes a free one', port, 4010)
    .option('--host <address>', 'address to listen on', word, '127.0.0.1')
    .option('--document <file>', 'another bundle that spec built', word)
    .option('--api-keys <key...>', 'accept these keys only', words)
    .option('--sids <sid...>', 'accept these SIDs only', words)
    .option('--phone-numbers <number...>', 'accept these business numbers only', words)
    .option('--callback-url <url>', 'post the callbacks of accepted reactions to this address', address)
    .option(
      '--callback-headers <line...>',
      "headers of the callbacks, such as 'authorization: Bearer token'",
      header,
    )
    .option('--no-cors', 'do not let pages of other origins read the responses')
    .option('--strict', 'be strict in /__mock/verify, and end with status 1 after what that would not pass')
    .option('--allow <warning...>', 'warnings that strict lets pass', warningNames)
    .configureOutput({ writeErr: () => undefined, outputError: () => undefined })
    .exitOverride()
    .action(start)
}

/** A text that is no flag: where a value is missing, the next flag would be taken for it. */
function word(text: string): string {
  if (text !== '' && !text.startsWith('--')) return text
  throw new InvalidArgumentError('It takes a value, which is not empty and no flag.')
}

function words(text: string, known: readonly string[] = []): string[] {
  return [...known, word(text)]
}

function warningNames(text: string, known: readonly WarningName[] = []): WarningName[] {
  if (isWarningName(text)) return [...known, text]
  throw new InvalidArgumentError('It takes names of warnings, which the README lists.')
}

function port(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text)
  throw new InvalidArgumentError('It takes a number from 0 to 65535.')
}

function address(text: string): string {
  if (/^https?:\/\//i.test(text) && URL.canParse(text)) return text
  throw hiddenValueError(
    '--callback-url <url>',
    'It takes an http or https address, such as http://127.0.0.1:8080/callbacks.',
  )
}

function header(text: string, known: Record<string, string> = {}): Record<string, string> {
  const { name, value } = /^(?<name>[\w-]+):\s*(?<value>.+)$/.exec(text)?.groups ?? {}
  if (name !== undefined && value !== undefined) return { ...known, [name]: value }
  throw hiddenValueError('--callback-headers <line...>', 'It takes "name: value".')
}

/** The refusal of a value that can hold a credential: commander's own error shows the value. */
function hiddenValueError(flag: string, remedy: string): Error {
  return new Error(`error: option '${flag}' has a value that is invalid. ${remedy}`)
}
