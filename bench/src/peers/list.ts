/** What is measured side by side, the floor first. */
export interface Peer {
  name: string
  /** File beside this one. */
  file: string
  /** What a program imports of it. */
  imports: string[]
}

export const peers: readonly Peer[] = [
  { name: 'bare fetch', file: 'bare-fetch', imports: [] },
  {
    name: '@kaleyra-reactions/client',
    file: 'client',
    imports: ['../../packages/client/dist/index.mjs'],
  },
  {
    name: 'whatsapp-api-js',
    file: 'whatsapp-api-js',
    imports: ['whatsapp-api-js', 'whatsapp-api-js/messages'],
  },
  { name: '@great-detail/whatsapp', file: 'great-detail', imports: ['@great-detail/whatsapp'] },
]

/** Ours with one signal for all calls; for the heap. */
export const withSignal: Peer = {
  name: '@kaleyra-reactions/client',
  file: 'client-with-signal',
  imports: [],
}
