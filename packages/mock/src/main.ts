#!/usr/bin/env node
import { member } from '@kaleyra-reactions/model/member'
import { isOlderVersion } from '@kaleyra-reactions/model/node-version'
import { Command, InvalidArgumentError } from 'commander'
import type { MockOptions } from './options.ts'
import { startMock } from './server.ts'

const busy = 'The port is in use: choose another with --port, or --port 0 for a free one.'
const program = new Command('kaleyra-reactions-mock')
  .description("A mock of Kaleyra's Send Reaction Messages. Unofficial: not made or endorsed by Kaleyra.")
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
  .configureOutput({ writeErr: () => undefined, outputError: () => undefined })
  .exitOverride()
  .action(start)

await program.parseAsync().catch((error: unknown) => {
  if (member(error, 'exitCode') === 0) return
  console.error(member(error, 'code') === 'EADDRINUSE' ? busy : member(error, 'message'))
  process.exitCode = 2
})

async function start(options: MockOptions): Promise<void> {
  const { node } = process.versions
  if (isOlderVersion(node, '22')) throw new Error(`Node 22 or newer is needed; this is ${node}.`)
  if (isOlderVersion(node, '24.18')) {
    console.error(`Prism asks for Node 24.18 or newer. The mock tries it with ${node}.`)
  }
  const mock = await startMock({ ...options, log: (line) => console.error(line) })
  console.log(`Mock of Kaleyra's Send Reaction Messages is listening on ${mock.url}`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => mock.close())
}

function port(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text)
  throw new InvalidArgumentError('It takes a number from 0 to 65535.')
}

function address(text: string): string {
  if (URL.canParse(text)) return text
  throw new InvalidArgumentError('It takes an address, such as http://127.0.0.1:8080/callbacks.')
}

function header(text: string, known: Record<string, string> = {}): Record<string, string> {
  const { name, value } = /^(?<name>[\w-]+):\s*(?<value>.+)$/.exec(text)?.groups ?? {}
  if (name !== undefined && value !== undefined) return { ...known, [name]: value }
  throw new InvalidArgumentError('It takes "name: value".')
}
