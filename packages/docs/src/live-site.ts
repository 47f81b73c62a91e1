import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import sirv from 'sirv'
import type { SiteServer } from './server.ts'

/** A site whose pages follow each build. */
export interface LiveSite extends SiteServer {
  /** Has every open page load itself again. */
  reload(): void
}

const eventsPath = '/__reload'
const script = `<script>new EventSource('${eventsPath}').onmessage = () => location.reload()</script>`
/** The policy of the published pages allows no such script. */
const policy = /<meta http-equiv="content-security-policy"[^>]*>/i

/**
 * Serves a site that is built again and again on 127.0.0.1, for those who write the document.
 *
 * @param port 0 takes a free one.
 * @throws the system's error when the port cannot be taken.
 */
export async function serveLiveSite(folder: string, port: number): Promise<LiveSite> {
  const pages = new Set<ServerResponse>()
  const serveFile = sirv(folder, { dev: true })
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    if (pathname === eventsPath) {
      pages.add(response.writeHead(200, { 'content-type': 'text/event-stream' }))
      response.write(': open\n\n')
      response.once('close', () => pages.delete(response))
      return
    }
    const file = join(folder, pathname.endsWith('/') ? `${pathname}index.html` : pathname)
    if (!file.endsWith('.html') || !existsSync(file)) {
      serveFile(request, response)
      return
    }
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
    response.end(readFileSync(file, 'utf8').replace(policy, '') + script)
  })
  await once(server.listen(port, '127.0.0.1'), 'listening')
  const address = server.address()
  const taken = typeof address === 'object' && address !== null ? address.port : port
  return {
    url: `http://127.0.0.1:${taken}`,
    reload() {
      for (const page of pages) page.write('data: reload\n\n')
    },
    async [Symbol.asyncDispose]() {
      for (const page of pages) page.end()
      await server[Symbol.asyncDispose]()
    },
  }
}
