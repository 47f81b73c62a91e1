#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { startMock } from './server.ts'

try {
  const { values } = parseArgs({ options: { port: { type: 'string' }, host: { type: 'string' } } })
  const port = Number(values.port ?? '4010')
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error('--port takes a number from 0 to 65535')
  const mock = await startMock({ port, host: values.host })
  console.log(`Mock of Kaleyra's Send Reaction Messages is listening on ${mock.url}`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => mock.close())
} catch (error) {
  const isBusy = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
  const message = error instanceof Error ? error.message : String(error)
  console.error(
    isBusy ? 'The port is in use: choose another with --port, or --port 0 for a free one.' : message,
  )
  process.exitCode = 2
}
