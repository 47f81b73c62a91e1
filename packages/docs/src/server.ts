import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import sirv from 'sirv'

/** A served site. */
export interface SiteServer extends AsyncDisposable {
  /** Its address, without a slash at the end. */
  url: string
}

/** The types of texts beside HTML. Without the charset a browser shows an emoji in them as several letters. */
const textTypes: Readonly<Record<string, string>> = {
  '.json': 'application/json',
  '.md': 'text/markdown',
  '.txt': 'text/plain',
  '.xml': 'application/xml',
  '.yaml': 'application/yaml',
}

/**
 * Serves a built site on 127.0.0.1. For a path that does not exist it sends status 404 and the site's `404.html`.
 *
 * @param port 0, the default, takes a free one.
 * @throws the system's error when the port cannot be taken.
 */
export async function serveSite(folder: string, port = 0): Promise<SiteServer> {
  const serve = sirv(folder, {
    setHeaders: (response, path) => {
      const type = textTypes[extname(path)]
      if (type !== undefined) response.setHeader('content-type', `${type}; charset=utf-8`)
    },
    onNoMatch: (_, response) =>
      response
        .writeHead(404, { 'content-type': 'text/html; charset=utf-8' })
        .end(readFileSync(join(folder, '404.html'))),
  })
  const server = createServer((request, response) => serve(request, response))
  await once(server.listen(port, '127.0.0.1'), 'listening')
  const address = server.address()
  const taken = typeof address === 'object' && address !== null ? address.port : port
  return { url: `http://127.0.0.1:${taken}`, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() }
}
