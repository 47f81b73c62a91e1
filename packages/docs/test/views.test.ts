import {
  accessibilityFindings,
  launchBrowser,
  overflowOf,
  settled,
  visit,
} from '@kaleyra-reactions/test-support/browser'
import { afterAll, test } from 'vitest'
import { routeOf } from '../src/error-pages.ts'
import { serveSite } from '../src/server.ts'
import { callbacks, calls } from '../src/site-document.ts'
import { dist } from './site.ts'

const browser = await launchBrowser()
const site = await serveSite(dist)
afterAll(async () => {
  await browser?.close()
  await site[Symbol.asyncDispose]()
})

const [call] = calls.map(routeOf)
const [callback] = callbacks.map(routeOf)
const views = ['', `#/${call}`, `#/${callback}`, 'errors/index.html', 'errors/E110/index.html']
const schemaViews = [`#/${call}#${call}/response&c=401/body`, 'errors/failed-131009/index.html', 'not/there']
const headings = { light: 'rgb(26, 28, 33)', dark: 'rgb(251, 251, 252)' }

test.concurrent.for([
  { colorScheme: 'light', width: 1280, shown: [...views, ...schemaViews] },
  { colorScheme: 'light', width: 375, shown: views },
  { colorScheme: 'dark', width: 1280, shown: views },
  { colorScheme: 'dark', width: 375, shown: [...views, ...schemaViews] },
  { colorScheme: 'dark', width: 320, shown: ['errors/index.html', 'errors/WA-401-version/index.html'] },
] as const)(
  'in $colorScheme at $width px each page is accessible, fits, asks nobody else and complains of nothing',
  async ({ colorScheme, width, shown }, { expect, skip }) => {
    if (!browser) return skip()
    const options = { colorScheme, viewport: { width, height: 900 } }
    await using seen = await visit(browser, `${site.url}/${shown[0]}`, options)
    for (const view of shown) {
      // The first view is open. The reference stays loaded from one of its views to the next.
      if (view !== shown[0]) await seen.page.goto(`${site.url}/${view}`)
      await settled(seen.page)
      const heading = seen.page.locator('main :is(h1, h2)').filter({ visible: true }).first()
      const color = await heading.evaluate((element) => getComputedStyle(element).color)
      expect.soft(color, `colour of the heading of /${view}`).toBe(headings[colorScheme])
      expect.soft(await accessibilityFindings(seen.page), `findings on /${view}`).toEqual([])
      expect.soft(await overflowOf(seen.page), `overflow of /${view}`).toBeLessThanOrEqual(0)
    }
    await seen.page.waitForLoadState('networkidle')
    expect(seen.foreignRequests).toEqual([])
    const missing = shown.filter((view) => view === 'not/there')
    expect(seen.complaints).toEqual(missing.map(() => expect.stringContaining('404')))
  },
)
