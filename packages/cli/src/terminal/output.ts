import { styleText } from 'node:util'
import { textMember } from '@kaleyra-reactions/model/member'
import { exitStatuses, systemReason } from './errors.ts'
import { withoutSecrets } from './secrets.ts'

/** Writes a text as data: to standard output. */
export function print(data: string): void {
  writeData(`${presentable(data)}\n`)
}

/** Writes an object as data: one line of JSON on standard output. */
export function printObject(object: object): void {
  writeData(`${jsonOf(object)}\n`)
}

/** Writes data that is ready. Where that fails, this is told when the program ends. */
export function writeData(text: string): void {
  process.stdout.write(text, (error) => {
    // The reader has seen enough, as `head` does.
    if (!error || textMember(error, 'code') === 'EPIPE') return
    // The help is written in several parts, and each of them fails.
    const isTold = process.exitCode === exitStatuses.unexpected.status
    if (isTold) return
    complainOfError(`Cannot write to standard output: ${systemReason(error)}.`)
    process.exitCode = exitStatuses.unexpected.status
  })
}

/**
 * Writes a line of data that stands nowhere else.
 *
 * @returns why standard output did not take it; `undefined` where it did.
 */
export function printAnswer(line: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    process.stdout.write(`${line}\n`, (error) => resolve(error ? systemReason(error) : undefined))
  })
}

/** Writes everything that is not data: to standard error. */
export function complain(message: string): void {
  process.stderr.write(`${presentable(message)}\n`)
}

/** Writes the error that ends the program to standard error. */
export function complainOfError(message: string): void {
  complain(`${styleText('red', 'error:', { stream: process.stderr })} ${message}`)
}

/** Writes the error that ends the program as one line of JSON to standard error. */
export function complainInJson(error: object): void {
  process.stderr.write(`${jsonOf(error)}\n`)
}

/** Makes a text bold where its stream is a terminal; follows NO_COLOR, FORCE_COLOR and TERM=dumb. */
export function bold(words: string, stream: NodeJS.WriteStream): string {
  return styleText('bold', words, { stream })
}

/**
 * A text of the server, of a file or of an argument, without what would steer a terminal: control characters and marks
 * that change the direction of writing. Line breaks and tabs become blanks.
 */
export function plain(foreign: string): string {
  return foreign.replaceAll(/[\r\n\t]+/g, ' ').replaceAll(steering, '\uFFFD')
}

/** A text that this program makes of others': plain, and without secrets. */
export function readable(text: string): string {
  return withoutSecrets(plain(text))
}

/** A text as a sentence, which another one can follow. */
export function asSentence(words: string): string {
  return /[.!?]$/.test(words) ? words : `${words}.`
}

/** A number with its noun: `1 line`, `2 lines`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** Reads standard input to its end. */
export async function readInput(): Promise<string> {
  const { text } = await import('node:stream/consumers')
  return text(process.stdin)
}

/** Control characters, ends of lines, and marks that change the direction of writing. */
const steering = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu

/** A text as it may reach the terminal: without secrets, and with no control characters but line breaks and styles. */
export function presentable(message: string): string {
  const kept = /^(\p{Cc}\[\d+m|\n)/u
  return withoutSecrets(
    message.replaceAll(steering, (mark, at: number) => (kept.test(message.slice(at)) ? mark : '\uFFFD')),
  )
}

/** An object as one line of JSON, in which nothing steers a terminal. */
export function jsonOf(object: object): string {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  return JSON.stringify(object).replaceAll(steering, escaped)
}
