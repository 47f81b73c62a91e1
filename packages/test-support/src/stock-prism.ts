import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'

/** Prism's own server for a document, to compare the mock with. */
export interface StockPrism {
  url: string
  /** Process id. */
  pid: number | undefined
  close(): Promise<void>
}

/**
 * Starts Prism's own server on a free port.
 *
 * @param document path of the OpenAPI document.
 * @throws with its output if it ends before it listens.
 */
export async function startStockPrism(document: string): Promise<StockPrism> {
  const cli = createRequire(import.meta.url).resolve('@stoplight/prism-cli')
  const child = spawn(process.execPath, [cli, 'mock', document, '--port', '0'])
  const ended = once(child, 'exit')
  let output = ''
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (text) => {
      if (output.length > 10_000) return
      output += text
      const found = /listening on (?<url>http:\/\/[\d.:]+)/.exec(output)?.groups?.['url']
      if (found !== undefined) resolve(found)
    })
    child.stderr.resume()
    ended.then(() => reject(new Error(output)), reject)
  })
  const close = async () => {
    child.kill()
    await ended
  }
  return { url, pid: child.pid, close }
}
