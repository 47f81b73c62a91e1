#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { startMock } from './server.ts'

const options = {
  port: { type: 'string', value: '<number>', help: 'port to listen on; 0 takes a free one (default 4010)' },
  host: { type: 'string', value: '<address>', help: 'address to listen on (default 127.0.0.1)' },
  document: { type: 'string', value: '<file>', help: 'another OpenAPI document' },
  'api-key': {
    type: 'string',
    multiple: true,
    value: '<key>',
    help: 'accept this key only; may be repeated',
  },
  sid: { type: 'string', multiple: true, value: '<sid>', help: 'accept this SID only; may be repeated' },
  'phone-number': {
    type: 'string',
    multiple: true,
    value: '<number>',
    help: 'accept this business number only; may be repeated',
  },
  'callback-url': {
    type: 'string',
    value: '<url>',
    help: 'post the outcome of each accepted reaction there',
  },
  'callback-header': {
    type: 'string',
    multiple: true,
    value: '<line>',
    help: "header of the callbacks, such as 'authorization: Bearer token'; may be repeated",
  },
  help: { type: 'boolean', value: '', help: 'show this' },
} as const

const oldest = [22, 0]
const wanted = [24, 18]

try {
  if (isOlder(oldest))
    throw new Error(`Node ${oldest[0]} or newer is needed; this is ${process.versions.node}.`)
  const { values } = parseArgs({ options })
  if (values.help) printHelp()
  else await start(values)
} catch (error) {
  const { code, message } = Object(error)
  const isBusy = code === 'EADDRINUSE'
  console.error(
    isBusy ? 'The port is in use: choose another with --port, or --port 0 for a free one.' : message,
  )
  process.exitCode = 2
}

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values']

async function start({ port = '4010', host, document, sid: sids, ...values }: Values): Promise<void> {
  const callbackUrl = values['callback-url']
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new Error('--port takes a number from 0 to 65535.')
  if (callbackUrl !== undefined && !URL.canParse(callbackUrl))
    throw new Error('--callback-url takes an address, such as http://127.0.0.1:8080/callbacks.')
  if (isOlder(wanted))
    console.error(`Prism asks for Node ${wanted.join('.')} or newer; trying with ${process.versions.node}.`)
  const mock = await startMock({
    port: Number(port),
    host,
    document,
    sids,
    apiKeys: values['api-key'],
    phoneNumbers: values['phone-number'],
    callbackUrl,
    callbackHeaders: headersOf(values['callback-header']),
    log: (line) => console.error(line),
  })
  console.log(`Mock of Kaleyra's Send Reaction Messages is listening on ${mock.url}`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => mock.close())
}

function headersOf(lines: string[] = []): Record<string, string> {
  return Object.fromEntries(
    lines.map((line) => {
      const [, name, value] = /^([\w-]+):\s*(.+)$/.exec(line) ?? []
      if (name === undefined || value === undefined) throw new Error('--callback-header takes "name: value".')
      return [name, value]
    }),
  )
}

function printHelp(): void {
  const lines = Object.entries(options).map(
    ([name, { value, help }]) => `  ${`--${name} ${value}`.padEnd(26)}${help}`,
  )
  console.log(`Usage: kaleyra-reactions-mock [options]\n\n${lines.join('\n')}`)
  console.log("\nA mock of Kaleyra's Send Reaction Messages. Unofficial: not made or endorsed by Kaleyra.")
}

function isOlder([major = 0, minor = 0]: readonly number[]): boolean {
  const [here = 0, hereMinor = 0] = process.versions.node.split('.').map(Number)
  return here < major || (here === major && hereMinor < minor)
}
