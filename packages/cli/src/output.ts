import { styleText } from 'node:util'

let secret = ''

/** Keeps a key out of everything that is shown from now on. */
export function hide(key: string): void {
  // A shorter one is no key of the vendor, and part of ordinary words.
  if (key.length >= 8) secret = key
}

/** A text that may hold the key by mistake, or because a server repeats it, without it. */
export function withoutKey(text: string): string {
  return secret === '' ? text : text.replaceAll(secret, '***')
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

/** Bold where standard output shows it; NO_COLOR, FORCE_COLOR and TERM=dumb are honoured. */
export function bold(text: string): string {
  return styleText('bold', text)
}

/** Red where standard error shows it. */
export function red(text: string): string {
  return styleText('red', text, { stream: process.stderr })
}
