import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server that sends every request on to another one. */
export interface RedirectingServer extends AsyncDisposable {
  url: string
  /** The requests that followed. */
  followed(): number
}

/** Starts both servers. The status is 307, at which a client that follows repeats the method, the headers and the body. */
export async function startRedirectingServer(): Promise<RedirectingServer> {
  let followed = 0
  const other = createServer((_, response) => {
    followed += 1
    response.writeHead(202, { 'content-type': 'application/json' }).end('{}')
  })
  const otherUrl = await listen(other)
  const server = createServer(({ url }, response) => {
    response.writeHead(307, { location: `${otherUrl}${url}` }).end()
  })
  return {
    url: await listen(server),
    followed: () => followed,
    async [Symbol.asyncDispose]() {
      for (const each of [server, other]) {
        each.close()
        each.closeAllConnections()
      }
    },
  }
}

async function listen(server: Server): Promise<string> {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address: AddressInfo | string | null = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port')
  return `http://127.0.0.1:${address.port}`
}
