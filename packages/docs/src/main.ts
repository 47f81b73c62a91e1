// Serves the built site: on the port of `--port`, or on 8080, or on another port where 8080 is taken. With `--live` the
// open pages load themselves again on each message of the parent process.
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { serveLiveSite } from './live-site.ts'
import { type SiteServer, serveSite } from './server.ts'

const dist = join(import.meta.dirname, '../dist')

try {
  const { port, isLive } = readFlags()
  const site = await serve(port, isLive ? serveLive : (wanted) => serveSite(dist, wanted))
  console.log(`The docs are served on ${site.url}`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
}

/** @throws when a port that was asked for is taken. */
async function serve(
  port: number | undefined,
  start: (port: number) => Promise<SiteServer>,
): Promise<SiteServer> {
  const wanted = port ?? 8080
  try {
    return await start(wanted)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error
    const taken = `Port ${wanted} of 127.0.0.1 is in use by another program.`
    if (port !== undefined) throw new Error(`${taken} Choose another with --port, or 0 for a free one.`)
    console.error(taken)
    return start(0)
  }
}

async function serveLive(port: number): Promise<SiteServer> {
  const site = await serveLiveSite(dist, port)
  process.on('message', () => site.reload())
  return site
}

function readFlags(): { port: number | undefined; isLive: boolean } {
  const options = { port: { type: 'string' }, live: { type: 'boolean', default: false } } as const
  const { port, live: isLive } = parseArgs({ options }).values
  if (port === undefined) return { port, isLive }
  if (/^\d{1,5}$/.test(port) && Number(port) <= 65_535) return { port: Number(port), isLive }
  throw new Error(`--port takes a number from 0 to 65535, not ${port}.`)
}
