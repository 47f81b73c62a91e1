import { operationsOf } from '@kaleyra-reactions/spec/cases'
import { afterAll, describe, expect, test } from 'vitest'
import { document } from '../src/document.ts'
import { routeOf } from '../src/errors.ts'
import { serveSite } from '../src/server.ts'
import { accessibilityFindings, launchBrowser, overflowOf, visit } from './browser.ts'
import { dist } from './site.ts'

const browser = await launchBrowser()
const site = await serveSite(dist)
afterAll(async () => {
  await browser?.close()
  await site[Symbol.asyncDispose]()
})

const callbacks = operationsOf({ ...document, paths: document.webhooks ?? {} })
const answers = operationsOf(document).flatMap((operation) =>
  Object.keys(operation.responses).map((status) => {
    const route = routeOf(operation)
    return `index.html#/${route}#${route}/response&c=${status}/body`
  }),
)
const views = [
  'index.html',
  ...[...operationsOf(document), ...callbacks].map((operation) => `index.html#/${routeOf(operation)}`),
  ...answers,
  'errors/index.html',
  'errors/E110/index.html',
  'errors/131009/index.html',
  'not/there',
]
const looks = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [320, 375, 1280].map((width) => ({ colorScheme, width })),
)

describe.skipIf(!browser).each(looks)('in $colorScheme at $width px', ({ colorScheme, width }) => {
  test.each(views)('%s asks nobody else, complains of nothing, is accessible and fits', async (view) => {
    if (!browser) return
    const options = { colorScheme, viewport: { width, height: 900 } }
    await using seen = await visit(browser, `${site.url}/${view}`, options)
    const missing = view === 'not/there' ? [expect.stringContaining('404')] : []
    expect(seen.foreignRequests).toEqual([])
    expect(seen.complaints).toEqual(missing)
    expect(await accessibilityFindings(seen.page)).toEqual([])
    expect(await overflowOf(seen.page)).toBeLessThanOrEqual(0)
    const dark = await seen.page.evaluate(() => getComputedStyle(globalThis.document.body).backgroundColor)
    expect(dark).toBe(colorScheme === 'dark' ? 'rgb(34, 36, 43)' : 'rgb(255, 255, 255)')
  })
})
