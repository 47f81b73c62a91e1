import { styleText } from 'node:util'

/** Writes data: to standard output. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`)
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
