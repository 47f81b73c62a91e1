// A server of its own process: `node server.ts` prints its address.
import { createServer } from 'node:http'
import { responseBody } from './response.ts'

const server = createServer(async (incoming, outgoing) => {
  let body = ''
  for await (const chunk of incoming) body += chunk
  JSON.parse(body)
  outgoing.writeHead(202, { 'content-type': 'application/json' }).end(responseBody)
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (typeof address === 'object') console.log(`http://127.0.0.1:${address?.port}`)
})
