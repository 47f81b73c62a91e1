import { spawn } from 'node:child_process'
import { join } from 'node:path'

/** Prism's own server over the bundled document, as a person starts it: what the mock is compared with. */
export interface StockPrism extends AsyncDisposable {
  url: string
  /** Process id. */
  pid: number | undefined
  close(): Promise<void>
}

export async function startStockPrism(): Promise<StockPrism> {
  const modules = join(import.meta.dirname, '../node_modules')
  const cli = join(modules, '@stoplight/prism-cli/dist/index.js')
  const document = join(modules, '@kaleyra-reactions/spec/dist/openapi.json')
  const child = spawn(process.execPath, [cli, 'mock', document, '--port', '0'])
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  let output = ''
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (text) => {
      if (output.length > 10_000) return
      output += text
      const [, found] = /listening on (http:\/\/[\d.:]+)/.exec(output) ?? []
      if (found !== undefined) resolve(found)
    })
    child.stderr.resume()
    void ended.then(() => reject(new Error(output)))
  })
  const close = () => {
    child.kill()
    return ended
  }
  return { url, pid: child.pid, close, [Symbol.asyncDispose]: close }
}
