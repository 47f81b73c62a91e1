import { Command, InvalidArgumentError } from 'commander'
import manifest from '../package.json' with { type: 'json' }
import type { MockOptions } from './options.ts'

/** The command with its flags. */
export function createCommand(start: (options: MockOptions) => Promise<void>): Command {
  return new Command('kaleyra-reactions-mock')
    .description(
      "A mock of Kaleyra's Send Reaction Messages endpoint. Unofficial: not made or endorsed by Kaleyra.",
    )
    .version(manifest.version)
    .option('--port <number>', 'port to listen on; 0 picks a free port', port, 4010)
    .option('--host <address>', 'address to listen on', word, '127.0.0.1')
    .option('--api-keys <key...>', 'accept these keys only', words)
    .option('--sids <sid...>', 'accept these SIDs only', words)
    .option('--phone-numbers <number...>', 'accept these business numbers only', words)
    .option('--callback-url <url>', 'post callbacks for accepted reactions to this address', word)
    .option(
      '--callback-headers <line...>',
      "headers for these callbacks, such as 'authorization: Bearer token'",
      header,
    )
    .option(
      '--strict',
      'make /__mock/verify strict, and exit with status 1 if a strict verification would have failed',
    )
    .option('--allow <warning...>', 'warnings that do not fail a strict verification', words)
    .configureOutput({ writeErr: () => undefined, outputError: () => undefined })
    .exitOverride()
    .action(start)
}

/** Refuses a flag as a value: if a value is missing, the parser takes the next flag for it. */
function word(text: string): string {
  if (text !== '' && !text.startsWith('--')) return text
  throw new InvalidArgumentError('Give a value that is not empty and not a flag.')
}

function words(text: string, known: readonly string[] = []): string[] {
  return [...known, word(text)]
}

function port(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text)
  throw new InvalidArgumentError('Use a number from 0 to 65535.')
}

function header(text: string, known: Record<string, string> = {}): Record<string, string> {
  const { name, value } = /^(?<name>[\w-]+):\s*(?<value>.+)$/.exec(text)?.groups ?? {}
  if (name !== undefined && value !== undefined) return { ...known, [name]: value }
  // Commander's own error shows the value, which may be a credential.
  throw new Error('--callback-headers has an invalid value: use "name: value".')
}
