import { hash } from 'node:crypto'
import type { Job } from '../reaction.ts'

/** The first 64 bits of a SHA-256. Among 1,000,000 texts two have the same with a chance of 1 in 37 million. */
export interface Digest {
  high: number
  low: number
}

/** What a line is, whatever its number and its spelling. */
export interface Identity {
  /** The sender, the recipient and the message. */
  message: Digest
  /** The same and the emoji; for a removal the empty text. */
  reaction: Digest
}

/** The sender of a batch, and the address that it is sent to. */
export interface Target {
  baseUrl: string
  sid: string
  phoneNumber: string
}

/** Gives the identity of each reaction to a target. Its recipient, message id and emoji have been checked. */
export function identifierFor({ baseUrl, sid, phoneNumber }: Target): (job: Job) => Identity {
  const address = URL.canParse(baseUrl) ? new URL(baseUrl).href.replace(/\/$/, '') : baseUrl
  const target = [address, sid, digitsOf(phoneNumber)]
  return ({ to, messageId, emoji = '' }) => {
    const message = [...target, digitsOf(String(to)), messageId]
    // An emoji is the same with and without the mark that asks for its colourful form: https://unicode.org/reports/tr51/#def_fully_qualified_emoji
    const reaction = [...message, emoji.replaceAll('\uFE0F', '')]
    return { message: digestOf(message.join('\n')), reaction: digestOf(reaction.join('\n')) }
  }
}

/** The digest of a text. */
export function digestOf(text: string): Digest {
  const bytes = hash('sha256', text, 'buffer')
  return { high: bytes.readUInt32BE(0), low: bytes.readUInt32BE(4) }
}

/** A digest in 16 hexadecimal digits. */
export function digestText({ high, low }: Digest): string {
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0')
}

/** The digest in a text of 16 hexadecimal digits; `undefined` where the text is something else. */
export function digestFrom(text: unknown): Digest | undefined {
  if (typeof text !== 'string' || !/^[0-9a-f]{16}$/.test(text)) return undefined
  return { high: Number.parseInt(text.slice(0, 8), 16), low: Number.parseInt(text.slice(8), 16) }
}

function digitsOf(number: string): string {
  return number.replaceAll(/\D/g, '')
}
