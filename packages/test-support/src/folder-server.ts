import sirv from 'sirv'
import { startServer, type TestServer } from './servers.ts'

/**
 * Serves a folder, such as a built site, on a free port of this machine.
 *
 * @param headers headers to add to each response.
 */
export function serveFolder(
  folder: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<TestServer> {
  const serve = sirv(folder, {
    setHeaders: (response) => {
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    },
  })
  return startServer((outgoing, _, incoming) => serve(incoming, outgoing))
}
