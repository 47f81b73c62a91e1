import {
  accessibilityFindings,
  launchBrowser,
  overflowOf,
  visit,
} from '@kaleyra-reactions/test-support/browser'
import { afterAll, describe, expect, test } from 'vitest'
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

describe.skipIf(!browser).each([
  { colorScheme: 'light', width: 1280, shown: [...views, ...schemaViews] },
  { colorScheme: 'light', width: 375, shown: views },
  { colorScheme: 'dark', width: 1280, shown: views },
  { colorScheme: 'dark', width: 375, shown: [...views, ...schemaViews] },
  { colorScheme: 'dark', width: 320, shown: ['errors/index.html', 'errors/WA-401-version/index.html'] },
] as const)('in $colorScheme at $width px', ({ colorScheme, width, shown }) => {
  test.concurrent.each(shown)(
    '/%s asks nobody else, complains of nothing, is accessible and fits',
    async (view) => {
      if (!browser) return
      const options = { colorScheme, viewport: { width, height: 900 } }
      await using seen = await visit(browser, `${site.url}/${view}`, options)
      const heading = seen.page.locator('main :is(h1, h2)').first()
      expect(seen.foreignRequests).toEqual([])
      expect(seen.complaints).toEqual(view === 'not/there' ? [expect.stringContaining('404')] : [])
      expect(await accessibilityFindings(seen.page)).toEqual([])
      expect(await overflowOf(seen.page)).toBeLessThanOrEqual(0)
      expect(await heading.evaluate((element) => getComputedStyle(element).color)).toBe(headings[colorScheme])
    },
  )
})
