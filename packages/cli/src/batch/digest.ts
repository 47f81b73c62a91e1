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
export async function identifierFor({ baseUrl, sid, phoneNumber }: Target): Promise<(job: Job) => Identity> {
  // Loaded only when it is needed: it takes some milliseconds.
  const { hash } = await import('node:crypto')
  const sha256 = (text: string) => hash('sha256', text, 'buffer')
  const address = URL.canParse(baseUrl) ? new URL(baseUrl).href.replace(/\/$/, '') : baseUrl
  const target = [address, sid, digitsOf(phoneNumber)].join('\n')
  const emojiDigests = new Map<string, Digest>()
  return ({ to, messageId, emoji = '' }) => {
    const bytes = sha256([target, digitsOf(String(to)), messageId].join('\n'))
    const emojiDigest = emojiDigests.get(emoji) ?? digestIn(sha256(withoutVariationSelectors(emoji)), 0)
    emojiDigests.set(emoji, emojiDigest)
    return { message: digestIn(bytes, 0), reaction: combined(digestIn(bytes, 8), emojiDigest) }
  }
}

/** An emoji is the same with and without the mark that asks for its colourful form: https://unicode.org/reports/tr51/#def_fully_qualified_emoji */
function withoutVariationSelectors(emoji: string): string {
  return emoji.replaceAll('\uFE0F', '')
}

/** One hash a line is enough: both parts are evenly spread, and so is their sum. */
function combined(left: Digest, right: Digest): Digest {
  return { high: (left.high ^ right.high) >>> 0, low: (left.low ^ right.low) >>> 0 }
}

function digestIn(bytes: Buffer, offset: number): Digest {
  return { high: bytes.readUInt32BE(offset), low: bytes.readUInt32BE(offset + 4) }
}

/** A phone number as a digest. Its last digits are spread, as numbers of one range differ in few bits. */
export function numberDigest(number: string): Digest {
  const value = Number(digitsOf(number))
  const goldenRatio = 0x9e3779b1
  return { high: Math.floor(value / 2 ** 32), low: Math.imul((value % 2 ** 32) | 0, goldenRatio) >>> 0 }
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
