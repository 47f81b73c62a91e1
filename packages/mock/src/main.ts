#!/usr/bin/env node
import { member } from '@kaleyra-reactions/model/member'
import { isOlderVersion } from '@kaleyra-reactions/model/node-version'
import { Command, InvalidArgumentError } from 'commander'
import manifest from '../package.json' with { type: 'json' }
import { onStop } from './on-stop.ts'
import type { MockOptions } from './options.ts'

const program = new Command('kaleyra-reactions-mock')
  .description("A mock of Kaleyra's Send Reaction Messages. Unofficial: not made or endorsed by Kaleyra.")
  .version(manifest.version)
  .option('--port <number>', 'port to listen on; 0 takes a free one', port, 4010)
  .option('--host <address>', 'address to listen on', '127.0.0.1')
  .option('--document <file>', 'another OpenAPI document')
  .option('--api-keys <key...>', 'accept these keys only')
  .option('--sids <sid...>', 'accept these SIDs only')
  .option('--phone-numbers <number...>', 'accept these business numbers only')
  .option('--callback-url <url>', 'post the callbacks of accepted reactions to this address', address)
  .option(
    '--callback-headers <line...>',
    "headers of the callbacks, such as 'authorization: Bearer token'",
    header,
  )
  .option('--no-cors', 'do not let pages of other origins read the responses')
  .option('--strict', 'end with status 1 where a call was invalid, and let /__mock/verify fail')
  .configureOutput({ writeErr: () => undefined, outputError: () => undefined })
  .exitOverride()
  .action(start)

await program.parseAsync().catch((error: unknown) => {
  if (member(error, 'exitCode') === 0) return
  console.error(member(error, 'message'))
  process.exitCode = 2
})

async function start(options: MockOptions): Promise<void> {
  const { node } = process.versions
  // The check of the package itself comes with this import: Prism is not loaded on a Node that is too old.
  const { startMock } = await import('./index.ts')
  if (isOlderVersion(node, '24.18')) {
    console.error(`Prism asks for Node 24.18 or newer. The mock tries it with ${node}.`)
  }
  const mock = await startMock({ ...options, log: (line) => console.error(line) })
  console.log(`Mock of Kaleyra's Send Reaction Messages is listening on ${mock.url}`)
  const stop = async () => {
    await mock.close()
    const { invalidCalls } = mock
    if (!options.strict || invalidCalls === 0) return
    console.error(
      `Strict: ${invalidCalls} invalid ${invalidCalls === 1 ? 'call' : 'calls'}; see the lines above.`,
    )
    process.exitCode = 1
  }
  onStop(stop)
}

function port(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text)
  throw new InvalidArgumentError('It takes a number from 0 to 65535.')
}

function address(text: string): string {
  if (/^https?:\/\//i.test(text) && URL.canParse(text)) return text
  throw new InvalidArgumentError(
    'It takes an http or https address, such as http://127.0.0.1:8080/callbacks.',
  )
}

function header(text: string, known: Record<string, string> = {}): Record<string, string> {
  const { name, value } = /^(?<name>[\w-]+):\s*(?<value>.+)$/.exec(text)?.groups ?? {}
  if (name !== undefined && value !== undefined) return { ...known, [name]: value }
  throw new InvalidArgumentError('It takes "name: value".')
}
