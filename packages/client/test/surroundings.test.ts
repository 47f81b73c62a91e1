import { expect, test, vi } from 'vitest'
import { type AccountOptions, type Client, createClient } from '../src/index.ts'
import { accepted, reaction, settings } from './sending.ts'

const chrome = 'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 Chrome/153.0.0.0 Safari/537.36'
const agent = expect.stringMatching(/^@kaleyra-reactions\/client\/\d/)

/** A place where the client may start, as its global objects show it. */
interface Surroundings {
  userAgent: string | undefined
  /** Node has a process, also where a test tool plays the browser; so has a page whose bundler brings one. */
  process?: object
  options?: Partial<AccountOptions>
}

/** Makes a client there. */
function createClientIn({ userAgent, process, options }: Surroundings): Client {
  vi.stubGlobal('navigator', userAgent === undefined ? undefined : { userAgent })
  vi.stubGlobal('process', process)
  try {
    return createClient({ ...settings, baseUrl: 'https://localhost', ...options })
  } finally {
    vi.unstubAllGlobals()
  }
}

test.each<[string, Surroundings]>([
  ['a page or a service worker', { userAgent: chrome }],
  ['a page whose bundler brings a process', { userAgent: chrome, process: { env: {} } }],
])('%s that visitors load is refused', (_, surroundings) => {
  expect(() => createClientIn(surroundings)).toThrow(/^dangerouslyAllowBrowser must be true/)
})

test.each<[string, Surroundings, object | undefined]>([
  [
    'a page that allows it, which may name no agent',
    { userAgent: chrome, options: { dangerouslyAllowBrowser: true } },
    undefined,
  ],
  [
    'a page with a fetch of its own',
    { userAgent: chrome, options: { fetch: async () => new Response() } },
    undefined,
  ],
  ['Electron', { userAgent: `${chrome} Electron/40.0.0` }, agent],
  ['jsdom', { userAgent: 'Mozilla/5.0 (linux) AppleWebKit/537.36 jsdom/27.0.0', process }, agent],
  ['happy-dom', { userAgent: 'Mozilla/5.0 (X11) AppleWebKit/537.36 HappyDOM/20.0.0', process }, agent],
  ['a Worker', { userAgent: 'Cloudflare-Workers' }, agent],
  ['a runtime without a navigator', { userAgent: undefined }, agent],
])('%s is let through', async (_, surroundings, named) => {
  const { headers } = await createClientIn(surroundings).previewReaction(reaction)
  expect(headers['user-agent']).toEqual(named)
})

test('a fetch that is installed later is used', async () => {
  const later = globalThis.fetch
  const client = createClient({ ...settings, baseUrl: 'https://localhost' })
  try {
    globalThis.fetch = async () => new Response(accepted, { status: 202 })
    await expect(client.sendReaction(reaction)).resolves.toMatchObject({ reactionId: 'A1' })
  } finally {
    globalThis.fetch = later
  }
})
