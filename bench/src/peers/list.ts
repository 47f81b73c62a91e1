/** What is measured side by side, the floor first. */
export interface Peer {
  name: string
  /** File beside this one. */
  file: string
  /** What a program imports of it. */
  imports: string[]
  /** It gives up a call after a time, and can repeat one. */
  hasTimeoutAndRetries: boolean
  /** Where its bundle runs. */
  platform: 'neutral' | 'node'
}

export const peers: readonly Peer[] = [
  peer('bare fetch', 'bare-fetch', []),
  {
    ...peer('@kaleyra-reactions/client', 'client', ['../../packages/client/dist/index.mjs']),
    hasTimeoutAndRetries: true,
  },
  peer('openapi-generator', 'openapi-generator', ['../generated/index.mjs']),
  peer('openapi-fetch', 'openapi-fetch', ['openapi-fetch']),
  peer('whatsapp-api-js', 'whatsapp-api-js', ['whatsapp-api-js', 'whatsapp-api-js/messages']),
  {
    ...peer('@great-detail/whatsapp', 'great-detail', ['@great-detail/whatsapp']),
    hasTimeoutAndRetries: true,
  },
  { ...peer('@kapso/whatsapp-cloud-api', 'kapso', ['@kapso/whatsapp-cloud-api']), platform: 'node' },
  { ...peer('@vonage/messages', 'vonage', ['@vonage/auth', '@vonage/messages']), platform: 'node' },
]

/** Ours with one signal for all calls; for the heap. */
export const withSignal: Peer = peer('@kaleyra-reactions/client', 'client-with-signal', [])

function peer(name: string, file: string, imports: string[]): Peer {
  return { name, file, imports, hasTimeoutAndRetries: false, platform: 'neutral' }
}
