import { errorCasesOf } from '@kaleyra-reactions/model/cases'
import { launchBrowser, visit } from '@kaleyra-reactions/test-support/browser'
import { afterAll, expect, test } from 'vitest'
import { serveSite } from '../src/server.ts'
import { document } from '../src/site-document.ts'
import { dist } from './site.ts'

const browser = await launchBrowser()
const site = await serveSite(dist)
afterAll(async () => {
  await browser?.close()
  await site[Symbol.asyncDispose]()
})

const errors = errorCasesOf(document)

test.skipIf(!browser)('the search of the reference finds every error code', async () => {
  if (!browser) return
  await using seen = await visit(browser, `${site.url}/`)
  const dialog = seen.page.getByTestId('search-dialog')
  const results = dialog.locator('[data-component-name="Search/SearchItem"]')
  const patience = { timeout: 60_000, interval: 500 }
  // As its field says. The page listens once it is rendered, and searches once its index is loaded.
  const open = async () => {
    if (!(await dialog.isVisible())) await seen.page.keyboard.press('Control+k')
    return dialog.isVisible()
  }
  await expect.poll(open, patience).toBe(true)
  for (const word of new Set(errors.flatMap(({ name, code = name }) => [name, code]))) {
    const find = async () => {
      await dialog.locator('input').fill('')
      await dialog.locator('input').fill(word)
      const found = results.filter({ hasText: word }).first().waitFor({ timeout: 5000 })
      return found.then(
        () => true,
        () => false,
      )
    }
    await expect.poll(find, patience).toBe(true)
  }
  expect(seen.complaints).toEqual([])
})
