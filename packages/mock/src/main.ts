#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { startMock } from './server.ts'

const help = `Usage: kaleyra-reactions-mock [options]

  --port <number>          port to listen on; 0 takes a free one (default 4010)
  --host <address>         address to listen on (default 127.0.0.1)
  --document <file>        another OpenAPI document
  --api-key <key>          accept this key only; may be repeated, like the next two
  --sid <sid>              accept this SID only
  --phone-number <number>  accept this business number only
  --callback-url <url>     post the outcome of each accepted reaction there
  --callback-header <line> header of the callbacks, such as 'authorization: Bearer token'; may be repeated
  --help                   show this

Unofficial: not made or endorsed by Kaleyra.
`
const oldest = [22, 0]
const wanted = [24, 18]

try {
  if (isOlder(oldest))
    throw new Error(`Node ${oldest[0]} or newer is needed; this is ${process.versions.node}.`)
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4010' },
      host: { type: 'string' },
      document: { type: 'string' },
      'api-key': { type: 'string', multiple: true },
      sid: { type: 'string', multiple: true },
      'phone-number': { type: 'string', multiple: true },
      'callback-url': { type: 'string' },
      'callback-header': { type: 'string', multiple: true },
      help: { type: 'boolean' },
    },
  })
  if (values.help) process.stdout.write(help)
  else await start(values)
} catch (error) {
  const { code, message } = Object(error)
  const isBusy = code === 'EADDRINUSE'
  console.error(
    isBusy ? 'The port is in use: choose another with --port, or --port 0 for a free one.' : message,
  )
  process.exitCode = 2
}

interface Values {
  port: string
  host?: string
  document?: string
  'api-key'?: string[]
  sid?: string[]
  'phone-number'?: string[]
  'callback-url'?: string
  'callback-header'?: string[]
}

async function start(values: Values): Promise<void> {
  if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65_535)
    throw new Error('--port takes a number from 0 to 65535.')
  if (values['callback-url'] !== undefined && !URL.canParse(values['callback-url']))
    throw new Error('--callback-url takes an address, such as http://127.0.0.1:8080/callbacks.')
  if (isOlder(wanted))
    console.error(`Prism asks for Node ${wanted.join('.')} or newer; trying with ${process.versions.node}.`)
  const mock = await startMock({
    port: Number(values.port),
    host: values.host,
    document: values.document,
    apiKeys: values['api-key'],
    sids: values.sid,
    phoneNumbers: values['phone-number'],
    callbackUrl: values['callback-url'],
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

function isOlder([major = 0, minor = 0]: readonly number[]): boolean {
  const [here = 0, hereMinor = 0] = process.versions.node.split('.').map(Number)
  return here < major || (here === major && hereMinor < minor)
}
