import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, launchBrowser } from '@kaleyra-reactions/test-support/browser'
import { serveFolder } from '@kaleyra-reactions/test-support/folder-server'
import { afterAll } from 'vitest'

/** Where the built site is. */
export const dist: string = join(import.meta.dirname, '../dist')

/** The text of a file of the site. */
export function read(file: string): string {
  return readFileSync(join(dist, file), 'utf8')
}

/** Every file of a folder by its path in it. */
export function filesIn(folder: string = dist): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()
}

/** The pages that are ours from the first to the last byte. */
export const ownPages: string[] = filesIn().filter(
  (file) => file.endsWith('.html') && !file.startsWith('reference/'),
)

/** The served site, and a browser to read it with; both end after the tests of the file. */
export interface ServedSite {
  /** `undefined` where no browser starts. */
  browser: Browser | undefined
  /** The address of the site, with a slash at its end. */
  url: string
}

/** Starts a browser, and serves the site. With a policy each response carries it. */
export async function openSite(policy?: string): Promise<ServedSite> {
  const browser = await launchBrowser()
  const site = await serveFolder(dist, policy === undefined ? {} : { 'content-security-policy': policy })
  afterAll(async () => {
    await browser?.close()
    await site[Symbol.asyncDispose]()
  })
  return { browser, url: `${site.url}/` }
}
