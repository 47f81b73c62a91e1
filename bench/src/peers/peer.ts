/** One call: sends the sample reaction and gives what the peer makes of the answer. */
export type Call = (signal?: AbortSignal) => Promise<unknown>

/** A way of sending a WhatsApp reaction, as each file of this folder exports it. */
export interface Peer {
  /** Where the smallest program of this peer can be bundled for. */
  platform: 'browser' | 'node'
  /** Whether the peer itself ends a slow call and repeats a failed one, by default. */
  hasTimeoutAndRetries: boolean
  /** Whether its address can be set; else calls to the loopback server are led there by a wrapper around `fetch`. */
  takesBaseUrl: boolean
  /** The smallest program that builds the client and sends one reaction. It is weighed, and its imports are timed. */
  program: string
  /** Builds the client once, with the peer's defaults. It finds `globalThis.fetch` already replaced. */
  connect(baseUrl: string): Call | Promise<Call>
}

/** Every peer, the base line first, ours second; the names are those of the files. */
export const peerNames = [
  'fetch',
  'ours',
  'openapi-generator',
  'openapi-fetch',
  'whatsapp-api-js',
  'great-detail',
  'vonage',
  'kapso',
] as const

/** Name of a peer. */
export type PeerName = (typeof peerNames)[number]

/** Loads one peer and with it only its own packages. */
export async function loadPeer(name: string): Promise<Peer> {
  const { peer } = await import(`./${name}.ts`)
  return peer
}
