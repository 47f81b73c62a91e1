import { styleText } from 'node:util'

let hiddenKey = ''

/** Keeps a key out of everything that is printed or described from now on. */
export function hideKey(key: string): void {
  // A shorter text is no key of Kaleyra's, and may be a part of ordinary words.
  if (key.length >= 8) hiddenKey = key
}

/** The text with `***` in the place of the key. A user can put the key into an address, and a server can repeat it. */
export function withoutKey(text: string): string {
  return hiddenKey === '' ? text : text.replaceAll(hiddenKey, '***')
}

/** Writes data: to standard output. */
export function print(text: string): void {
  process.stdout.write(`${withoutKey(text)}\n`)
}

/** Writes everything that is not data: to standard error. */
export function complain(text: string): void {
  process.stderr.write(`${text}\n`)
}

/** Reads standard input to its end. */
export function readInput(): Promise<string> {
  return process.getBuiltinModule('node:stream/consumers').text(process.stdin)
}

/** Makes a text bold where standard output is a terminal; follows NO_COLOR, FORCE_COLOR and TERM=dumb. */
export function bold(text: string): string {
  return styleText('bold', text)
}

/** Makes a text red where standard error is a terminal. */
export function red(text: string): string {
  return styleText('red', text, { stream: process.stderr })
}
