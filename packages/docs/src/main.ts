// Serves the built site: on the port of `--port`, or on 8080, or on another port where 8080 is taken.
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type SiteServer, serveSite } from './server.ts'

const dist = join(import.meta.dirname, '../dist')

try {
  const site = await serve(readPort())
  console.log(`The docs are served on ${site.url}`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
}

/** @throws when a port that was asked for is taken. */
async function serve(port: number | undefined): Promise<SiteServer> {
  const wanted = port ?? 8080
  try {
    return await serveSite(dist, wanted)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error
    const taken = `Port ${wanted} of 127.0.0.1 is in use by another program.`
    if (port !== undefined) throw new Error(`${taken} Choose another with --port, or 0 for a free one.`)
    console.error(taken)
    return serveSite(dist)
  }
}

function readPort(): number | undefined {
  const { port } = parseArgs({ options: { port: { type: 'string' } } }).values
  if (port === undefined) return undefined
  if (/^\d{1,5}$/.test(port) && Number(port) <= 65_535) return Number(port)
  throw new Error(`--port takes a number from 0 to 65535, not ${port}.`)
}
