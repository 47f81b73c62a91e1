import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { accessibilityFindings, overflowOf, settled, visit } from '@kaleyra-reactions/test-support/browser'
import { describe, expect, test } from 'vitest'
import { sending } from '../src/site.ts'
import { dist, openSite, ownPages } from './built-site.ts'

const { browser, url } = await openSite("default-src 'self'")
const { url: lenientUrl } = await openSite()
const oneOfEachKind = ownPages.filter(
  (page) => !page.startsWith('errors/') || /E110|131009|WA-401\/|errors\/index/.test(page),
)
const views = [
  { width: 1280, scheme: 'light' },
  { width: 390, scheme: 'dark' },
] as const

describe.skipIf(!browser)('a page of ours', () => {
  describe.each(views)('at $width, $scheme', ({ width, scheme }) => {
    test.each(oneOfEachKind)(
      '%s can be read by everybody, fits, and needs nothing but its own files',
      async (page) => {
        if (!browser) return
        const options = { viewport: { width, height: 900 }, colorScheme: scheme }
        await using seen = await visit(browser, url + page, options)
        expect(await accessibilityFindings(seen.page)).toEqual([])
        expect(await overflowOf(seen.page)).toBeLessThanOrEqual(0)
        expect([seen.complaints, seen.foreignRequests]).toEqual([[], []])
      },
    )
  })

  test('keeps the chosen language on the next page', async () => {
    if (!browser) return
    await using seen = await visit(browser, url)
    const { page } = seen
    await page.getByText('Python', { exact: true }).click()
    await page.goto(`${url}request/index.html`)
    expect(await page.getByRole('radio', { name: 'Python' }).isChecked()).toBe(true)
  })

  test('copies the code of a block', async () => {
    if (!browser) return
    const permissions = ['clipboard-read', 'clipboard-write']
    await using seen = await visit(browser, url, { permissions })
    const block = seen.page.locator('.code', { hasText: 'createClient' }).first()
    await block.getByRole('button', { name: 'Copy' }).click()
    await block.getByRole('button', { name: 'Copied' }).waitFor()
    const [sample] = sending.samples
    expect(await seen.page.evaluate(() => navigator.clipboard.readText())).toBe(sample?.source.trimEnd())
  })

  test('without scripts shows every sample at a click, and says how to find an error', async () => {
    if (!browser) return
    await using seen = await visit(browser, url, { javaScriptEnabled: false })
    await seen.page.getByText('Go', { exact: true }).click()
    await seen.page.getByText('package main').waitFor()
    expect(await seen.page.locator('main noscript p').isVisible()).toBe(true)
  })

  test('opens from the disk', async () => {
    if (!browser) return
    const file = pathToFileURL(join(dist, 'index.html')).href
    await using seen = await visit(browser, file)
    await seen.page.getByLabel('Look up an error').fill('E110')
    await seen.page.keyboard.press('Enter')
    await seen.page.getByRole('heading', { level: 1, name: 'E110' }).waitFor()
  })
})

describe.skipIf(!browser)('the reference', () => {
  const path = `reference/index.html#/${sending.tag}/${sending.operationId}`.toLowerCase()
  test.each([
    ['from a host', lenientUrl + path],
    ['from the disk', pathToFileURL(join(dist, 'reference/index.html')).href + path.slice(path.indexOf('#'))],
  ])('opens %s, shows the operation with its samples, and asks nobody else', async (_, address) => {
    if (!browser) return
    const context = await browser.newContext()
    const page = await context.newPage()
    const elsewhere: string[] = []
    // The policy of the page stops a request before it leaves.
    await context.route(/^https:/, (route) => {
      elsewhere.push(route.request().url())
      return route.abort()
    })
    await page.goto(address)
    await page.getByRole('heading', { name: sending.title }).last().waitFor()
    await page.getByText('createClient').first().waitFor()
    await settled(page)
    expect(elsewhere).toEqual([])
    await context.close()
  })

  test('without scripts leads to the pages that need none', async () => {
    if (!browser) return
    await using seen = await visit(browser, `${lenientUrl}reference/index.html`, { javaScriptEnabled: false })
    await seen.page.getByRole('link', { name: 'the callbacks' }).click()
    await seen.page.getByRole('heading', { level: 1, name: 'Callbacks' }).waitFor()
  })
})
