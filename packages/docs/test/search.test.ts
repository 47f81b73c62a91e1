import { errorCasesOf } from '@kaleyra-reactions/model/cases'
import { visit } from '@kaleyra-reactions/test-support/browser'
import { expect, test } from 'vitest'
import { referencePage } from '../src/reference-links.ts'
import { document } from '../src/site-document.ts'
import { openSite } from './site.ts'

const { browser, url } = await openSite()
const errors = errorCasesOf(document)

test.skipIf(!browser)(
  'the search of the reference is reached by Tab, and finds every error code',
  async () => {
    if (!browser) return
    await using seen = await visit(browser, url + referencePage)
    const { page } = seen
    const dialog = page.getByTestId('search-dialog')
    const results = dialog.locator('[data-component-name="Search/SearchItem"]')
    const patience = { timeout: 60_000, interval: 500 }
    const search = page.getByRole('button', { name: 'Search Ctrl+K' }).first()
    await search.waitFor()
    const isReached = async () => {
      await page.keyboard.press('Tab')
      return search.evaluate((element) => element === globalThis.document.activeElement)
    }
    await expect.poll(isReached, patience).toBe(true)
    // The page searches once its index is loaded.
    const open = async () => {
      if (!(await dialog.isVisible())) await page.keyboard.press('Enter')
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
  },
)
