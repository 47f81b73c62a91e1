import { Writable } from 'node:stream'
import { Failure } from '../terminal/errors.ts'
import { complain, readInput } from '../terminal/output.ts'

/**
 * Reads the key from standard input; on a terminal asks for it, and does not show what is typed.
 *
 * @throws {Failure} when nothing was given.
 */
export async function readKey(): Promise<string> {
  const key = (process.stdin.isTTY ? await askForKey() : await readInput()).trim()
  if (key === '')
    throw new Failure('--api-key-stdin found no key: standard input is empty. Pipe the key into it.')
  return key
}

async function askForKey(): Promise<string> {
  const { createInterface } = await import('node:readline/promises')
  const hidden = new Writable({ write: (_chunk, _encoding, done) => done() })
  const terminal = createInterface({ input: process.stdin, output: hidden, terminal: true })
  const leaving = new AbortController()
  terminal.once('SIGINT', () => leaving.abort())
  terminal.once('close', () => leaving.abort())
  process.stderr.write('API key (hidden): ')
  try {
    return await terminal.question('', { signal: leaving.signal })
  } catch (error) {
    if (leaving.signal.aborted) throw new Failure('Interrupted; nothing was sent.', 'SIGINT')
    throw error
  } finally {
    terminal.close()
    complain('')
  }
}
