import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContextOptions, type Page, chromium as playwright } from 'playwright-core'
import { unpackBrowser } from './packed-browser.ts'
import { hasTool } from './tools.ts'

export type { Browser } from 'playwright-core'

/**
 * Starts a browser: the one in the packages, or an installed Chrome. Returns `undefined` and prints the reason if none starts;
 * skip the tests that need one.
 */
export async function launchBrowser(): Promise<Browser | undefined> {
  try {
    const executablePath = unpackBrowser()
    const which = executablePath === undefined ? { channel: 'chrome' } : { executablePath }
    // Chromium sometimes leaves temporary files behind, so it gets a folder that is deleted with it.
    const folder = mkdtempSync(join(tmpdir(), 'browser-'))
    const removeFolder = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
    const env = { ...process.env, TMPDIR: folder }
    const launched = playwright.launch({ ...which, env, args: ['--no-sandbox'] })
    launched.catch(removeFolder)
    const browser = await launched
    browser.once('disconnected', removeFolder)
    return browser
  } catch (error) {
    const reason = error instanceof Error ? error.message : error
    hasTool(false, `tests in a browser: none starts here (off Linux x64, install Google Chrome): ${reason}`)
    return undefined
  }
}

/** A page in a browser, and what happened while it was open. */
export interface Visit extends AsyncDisposable {
  page: Page
  /** Requests to other origins. */
  foreignRequests: string[]
  /** Warnings, errors and violations of the content security policy. */
  complaints: string[]
}

/** Opens an address, and waits until the page has settled. */
export async function visit(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
  context.setDefaultTimeout(60_000)
  const page = await context.newPage()
  const foreignRequests: string[] = []
  const complaints: string[] = []
  page.on('request', (request) => {
    const address = request.url().replace(/^blob:/, '')
    if (!/^(data:|null\/)/.test(address) && new URL(address).origin !== new URL(url).origin)
      foreignRequests.push(address)
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (/^(warning|error)$/.test(message.type())) complaints.push(message.text())
  })
  await page.goto(url)
  if (options.javaScriptEnabled !== false) await settled(page)
  return { page, foreignRequests, complaints, [Symbol.asyncDispose]: () => context.close() }
}

/** Waits until the scripts of a page are idle, and one frame has passed without a change. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    let changes = 0
    const observer = new MutationObserver((records) => {
      changes += records.length
    })
    observer.observe(document, { attributes: true, characterData: true, childList: true, subtree: true })
    let before: number
    do {
      before = changes
      await new Promise(requestAnimationFrame)
      await new Promise(requestAnimationFrame)
      await new Promise((resolve) => requestIdleCallback(resolve))
    } while (changes > before)
    observer.disconnect()
  })
}

/**
 * Lists what axe finds by WCAG 2.2 A and AA and its best practices, each with its place. To save most of axe's time, it
 * details only violations and skips frames, which our pages do not have.
 */
export async function accessibilityFindings(page: Page): Promise<string[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice']
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).withTags(tags)
  const { violations } = await axe.setLegacyMode().analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}

/** How many pixels the page is wider than its window. */
export function overflowOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
}
