import { visit } from '@kaleyra-reactions/test-support/browser'
import { test } from 'vitest'
import { openSite } from './built-site.ts'
const { browser, url } = await openSite()
test('shots', async () => {
  if (!browser) return
  for (const scheme of ['dark', 'light'] as const)
    for (const [name, path] of [['front', ''], ['reference', 'reference/index.html'], ['error', 'errors/E110/index.html']] as const) {
      await using seen = await visit(browser, url + path, { colorScheme: scheme, viewport: { width: 1280, height: 900 } })
      await seen.page.waitForTimeout(1000)
      await seen.page.screenshot({ path: `/tmp/trees/sd-${name}-${scheme}.png` })
      console.log(name, scheme, await seen.page.locator('html').getAttribute('class'), seen.complaints)
      if (name === 'reference') {
        const b = seen.page.locator('button[aria-label*="heme" i], button[title*="mode" i], [data-component-name*="ColorMode"]').first()
        console.log(await b.count())
        if (await b.count()) { await b.click(); await seen.page.waitForTimeout(500); await seen.page.screenshot({ path: `/tmp/trees/sd-${name}-${scheme}-switched.png` }); console.log(await seen.page.locator('html').getAttribute('class')) }
      }
    }
}, 120000)
