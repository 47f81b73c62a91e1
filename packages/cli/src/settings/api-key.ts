import { Writable } from 'node:stream'
import { Failure } from '../terminal/errors.ts'
import { complain, readInput } from '../terminal/output.ts'
import { keepSecret } from '../terminal/secrets.ts'
import { variableOf } from './setting-names.ts'

/**
 * Refuses a key among the arguments of the program, where every user of the machine can read it. The key is not repeated.
 *
 * @throws {Failure} saying where a key belongs.
 */
export function refuseKeyArgument(words: readonly string[]): void {
  const isKeyFlag = /^--?api[-_]?key(=|$)|^--api-key-stdin=/i
  const assignment = `${variableOf('apiKey')}=`
  const index = words.findIndex((word) => isKeyFlag.test(word) || word.startsWith(assignment))
  if (index === -1) return
  const key = words[index]?.split('=', 2)[1] ?? words[index + 1] ?? ''
  keepSecret(key)
  throw new Failure(keyArgumentMessage)
}

/** What to say of a key among the arguments. */
export const keyArgumentMessage: string = `Do not pass the key as an argument: every user of this machine can read it. Set ${variableOf('apiKey')}, or pipe the key into --api-key-stdin.`

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
