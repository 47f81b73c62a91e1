import { regions } from '@kaleyra-reactions/client'
import { member, textMember } from '@kaleyra-reactions/model/member'
import type { CompleteOptions } from '../settings/settings.ts'

/** Who sends, and where to. A results file is of one of them, and its first line says which. */
export interface Sender {
  sid: string
  /** Digits only. */
  phoneNumber: string
  /** The name of a region, or another address. */
  address: string
}

/** The sender that settings make. */
export function senderOf({ sid, phoneNumber, baseUrl }: Omit<CompleteOptions, 'apiKey'>): Sender {
  return { sid, phoneNumber: phoneNumber.replaceAll(/\D/g, ''), address: nameOf(baseUrl) }
}

/** The first line of the results of a sender. */
export function headerOf(sender: Sender): string {
  return JSON.stringify({ resultsOf: sender })
}

/** The sender that a line of a results file names; `undefined` where it is another line. */
export function senderIn(line: unknown): Sender | undefined {
  const found = member(line, 'resultsOf')
  const [sid, phoneNumber, address] = ['sid', 'phoneNumber', 'address'].map((name) => textMember(found, name))
  if (sid === undefined || phoneNumber === undefined || address === undefined) return undefined
  return { sid, phoneNumber, address }
}

/** Tells whether a text is the beginning of a first line, as a crash can leave it. */
export function beginsHeader(text: string): boolean {
  const beginning = '{"resultsOf":{"'
  return text.startsWith(beginning) || beginning.startsWith(text)
}

/** What a person calls a sender. */
export function describeSender({ sid, phoneNumber, address }: Sender): string {
  return `SID ${sid}, number ${phoneNumber}, address ${address}`
}

/** The name of the region with this address; for another one the address, with one name for this machine. */
function nameOf(baseUrl: string): string {
  const url = URL.parse(baseUrl)
  if (url === null) return baseUrl
  if (/^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname)) url.hostname = 'localhost'
  const region = Object.entries(regions).find(([, address]) => new URL(address).href === url.href)
  return region?.[0] ?? url.href.replace(/\/$/, '')
}
