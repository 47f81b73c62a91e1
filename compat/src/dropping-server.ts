import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'

/** A server that accepts the first request of each connection, reads the second, and drops the connection. */
export interface DroppingServer extends AsyncDisposable {
  url: string
}

/**
 * Starts the server. `GET /received` gives the references of the requests that arrived since it was last asked, with
 * blanks between; it is always responded to.
 */
export async function startDroppingServer(): Promise<DroppingServer> {
  const received: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    let text = ''
    let requests = 0
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined)
    socket.setEncoding('utf8').on('data', (chunk) => {
      text += chunk
      for (let request = takeRequest(); request !== undefined; request = takeRequest()) respond(request)
    })

    /** The first whole request of what arrived; it is taken away. */
    function takeRequest(): string | undefined {
      const head = text.indexOf('\r\n\r\n')
      if (head < 0) return undefined
      const length = Number(/^content-length: (\d+)/im.exec(text.slice(0, head))?.[1] ?? 0)
      // Every body here is shorter in characters than in bytes by the emoji alone.
      const end =
        head +
        4 +
        Buffer.from(text.slice(head + 4))
          .subarray(0, length)
          .toString().length
      if (Buffer.byteLength(text.slice(head + 4)) < length) return undefined
      const request = text.slice(0, end)
      text = text.slice(end)
      return request
    }

    function respond(request: string): void {
      if (request.startsWith('GET ')) {
        write('200 OK', received.splice(0).join(' '))
        return
      }
      received.push(/"ref":"(\w+)"/.exec(request)?.[1] ?? 'none')
      requests += 1
      if (requests > 1) socket.destroy()
      else write('202 Accepted', '{"data":{"message_id":"A1"}}')
    }

    function write(status: string, body: string): void {
      socket.write(`HTTP/1.1 ${status}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('The server listens on no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    async [Symbol.asyncDispose]() {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}
