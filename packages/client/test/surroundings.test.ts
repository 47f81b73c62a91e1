import { runProgram } from '@kaleyra-reactions/test-support/programs'
import { expect, test } from 'vitest'
import { regions } from '../src/generated/cases.ts'
import { settings } from './sending.ts'

const [region] = Object.keys(regions)
const chrome = 'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 Chrome/153.0.0.0 Safari/537.36'

/** A place where the client may start, as its global objects show it. */
interface Surroundings {
  userAgent: string | undefined
  /** Test tools that play a browser run in Node. */
  isNode?: boolean
  options?: string
}

/** Starts a client there, in a process of its own; gives `started` and the agent it names, or the message of the error. */
async function startIn({ userAgent, isNode = false, options = '' }: Surroundings): Promise<string> {
  const program = `
    import { createClient } from ${JSON.stringify(new URL('../dist/index.mjs', import.meta.url).href)}
    const { log } = console
    const navigator = ${JSON.stringify(userAgent === undefined ? null : { userAgent })} ?? undefined
    Object.defineProperty(globalThis, 'navigator', { value: navigator })
    Object.defineProperty(globalThis, 'document', { value: {} })
    ${isNode ? '' : 'globalThis.process = undefined'}
    try {
      const client = createClient({ ...${JSON.stringify({ ...settings, region })}, ${options} })
      const { headers } = await client.previewReaction({ to: '919000000002', messageId: 'wamid.1', emoji: '👍' })
      log('started', headers['user-agent'])
    } catch (error) {
      log(error.message)
    }`
  const { stdout, stderr } = await runProgram(process.execPath, ['--input-type=module', '--eval', program])
  return stdout + stderr
}

test.each<[string, Surroundings]>([
  ['a page or a service worker', { userAgent: chrome }],
  [
    'a page whose bundler brings a process',
    { userAgent: chrome, options: `...(globalThis.process = { env: {} }, {})` },
  ],
])('%s that visitors load is refused', async (_, surroundings) => {
  expect(await startIn(surroundings)).toMatch(/^dangerouslyAllowBrowser must be true/)
})

test.each<[string, Surroundings, RegExp]>([
  [
    'a page that allows it, which may name no agent',
    { userAgent: chrome, options: 'dangerouslyAllowBrowser: true' },
    /^started undefined/,
  ],
  [
    'a page with a fetch of its own',
    { userAgent: chrome, options: 'fetch: async () => new Response()' },
    /^started/,
  ],
  ['Electron', { userAgent: `${chrome} Electron/40.0.0` }, /^started/],
  ['jsdom', { userAgent: 'Mozilla/5.0 (linux) AppleWebKit/537.36 jsdom/27.0.0', isNode: true }, /^started/],
  [
    'happy-dom',
    { userAgent: 'Mozilla/5.0 (X11) AppleWebKit/537.36 HappyDOM/20.0.0', isNode: true },
    /^started/,
  ],
  ['a Worker', { userAgent: 'Cloudflare-Workers' }, /^started @kaleyra-reactions\/client\/\d/],
  ['a runtime without a navigator', { userAgent: undefined }, /^started @kaleyra-reactions\/client\/\d/],
])('%s is let through', async (_, surroundings, printed) => {
  expect(await startIn(surroundings)).toMatch(printed)
})
