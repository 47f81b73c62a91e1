import { errorCasesOf } from '@kaleyra-reactions/model/cases'
import { member } from '@kaleyra-reactions/model/member'
import { accessibilityFindings, launchBrowser, settled, visit } from '@kaleyra-reactions/test-support/browser'
import { statements } from '@kaleyra-reactions/test-support/kaleyra-page'
import { Marked } from 'marked'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { routeOf } from '../src/error-pages.ts'
import { serveSite } from '../src/server.ts'
import { callbacks, calls, document } from '../src/site-document.ts'
import { dist } from './site.ts'

const browser = await launchBrowser()
const site = await serveSite(dist)
afterAll(async () => {
  await browser?.close()
  await site[Symbol.asyncDispose]()
})

const errors = errorCasesOf(document)
const tall = { viewport: { width: 1280, height: 12_000 } }

describe.skipIf(!browser)('in the reference', () => {
  test("every statement of Kaleyra's page can be found, with our readings and the sources", async () => {
    if (!browser) return
    await using seen = await visit(browser, `${site.url}/`, tall)
    let text = await textOf(seen.page)
    for (const operation of [...calls, ...callbacks]) {
      const statuses = calls.includes(operation) ? Object.keys(operation.responses) : ['2XX']
      for (const status of statuses) {
        const route = routeOf(operation)
        await seen.page.goto(`${site.url}/#/${route}#${route}/response&c=${status}/body`)
        // The title of the whole site holds the name of the operation, too.
        await seen.page
          .getByRole('heading', { name: operation.summary ?? '' })
          .last()
          .waitFor()
        await settled(seen.page)
        text += await everythingOn(seen.page)
      }
    }
    const missing = statements.filter(({ at }) => !wordsAt(at).every((words) => text.includes(bare(words))))
    expect(missing.map(({ row, at }) => `${row} (${at})`)).toEqual([])
  })

  test('a link leads to the page of each error', async () => {
    if (!browser) return
    await using seen = await visit(browser, `${site.url}/`)
    for (const { name } of errors)
      await seen.page.locator(`main a[href="errors/${name}/index.html"]`).first().waitFor()
    const [first] = errors
    await seen.page.locator(`main a[href="errors/${first?.name}/index.html"]`).first().click()
    await seen.page.getByRole('heading', { level: 1, name: first?.name ?? '' }).waitFor()
    expect(seen.complaints).toEqual([])
  })

  test.each(['light', 'dark'] as const)(
    'every code sample can be chosen, and read in %s',
    async (colorScheme) => {
      if (!browser) return
      for (const operation of calls) {
        await using seen = await visit(browser, `${site.url}/#/${routeOf(operation)}`, { colorScheme })
        const samples = operation['x-codeSamples'] ?? []
        const chosen = new RegExp(`^(${samples.map(({ label }) => label).join('|')})$`)
        for (const { label, source } of samples) {
          await seen.page.getByRole('button', { name: chosen }).click()
          await seen.page.getByRole('menuitem', { name: label, exact: true }).click()
          const [line = ''] = source.split('\n')
          await seen.page.locator('pre', { hasText: line }).first().waitFor()
          expect(await accessibilityFindings(seen.page)).toEqual([])
        }
      }
    },
  )

  test('the policy lets no other script run and no data leave', async () => {
    if (!browser) return
    await using seen = await visit(browser, `${site.url}/`)
    const outcome = await seen.page.evaluate(async () => {
      const script = globalThis.document.createElement('script')
      script.textContent = 'globalThis.document.title = "injected"'
      globalThis.document.head.append(script)
      const left = await fetch('errors.json').then(
        () => true,
        () => false,
      )
      return { title: globalThis.document.title, left }
    })
    expect(outcome).toEqual({ title: document.info.title, left: false })
  })
})

describe.skipIf(!browser)('the page of an error', async () => {
  // One page for all of them: a browser reads the script of the reference faster the second time.
  const seen = browser && (await visit(browser, `${site.url}/errors/index.html`))

  test.each(errors)(
    'has a link that leads to the place of $name, with its example chosen',
    async ({ name, meaning, operationId }) => {
      if (!seen) return
      await seen.page.goto(`${site.url}/errors/${name}/index.html`)
      await seen.page.getByRole('link', { name: 'see the reference' }).click()
      const operation = [...calls, ...callbacks].find((other) => other.operationId === operationId)
      await seen.page.getByRole('heading', { name: operation?.summary ?? '' }).waitFor()
      // Redoc shows what is known of the chosen example, and of no other.
      await seen.page.getByText(meaning).filter({ visible: true }).first().waitFor()
      expect(seen.complaints.splice(0)).toEqual([])
    },
  )
})

/** The text of a page with each of its examples, and what is said of the key. */
async function everythingOn(page: Page): Promise<string> {
  const key = page.getByText('View security details')
  if ((await key.count()) > 0) await key.first().click()
  let text = await textOf(page)
  await page.keyboard.press('Escape')
  const options = page.getByRole('menuitem').filter({ visible: true })
  const pickers = page.locator('button[aria-label^="Example"]').filter({ visible: true })
  // By their elements, because a choice changes the label that finds them.
  for (const picker of await pickers.elementHandles()) {
    await picker.click()
    const labels = await options.allTextContents()
    for (const [index, label] of labels.entries()) {
      if (index > 0) await picker.click()
      await options.nth(index).click()
      await expect.poll(() => picker.getAttribute('aria-label')).toBe(`Example: ${label}`)
      await expect.poll(() => options.count()).toBe(0)
      text += await textOf(page)
    }
  }
  return text
}

/** The text of a page as bare words. */
async function textOf(page: Page): Promise<string> {
  return bare((await page.locator('body').allInnerTexts()).join())
}

/** The text of a value of the document as Redoc shows it: rendered, by blocks, or the leaves of an object. */
function wordsAt(pointer: string): string[] {
  const keys = pointer.split('/').slice(1)
  const value = keys.reduce<unknown>(
    (found, key) => member(found, key.replaceAll('~1', '/').replaceAll('~0', '~')),
    document,
  )
  return leavesOf(value).flatMap((leaf) => {
    const blocks = new Marked().parse(leaf, { async: false }).split(/<\/(?:p|li|h2|pre)>/)
    return blocks.map((block) => block.replaceAll(/<[^>]*>/g, ''))
  })
}

function leavesOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [String(value)]
  return Object.entries(value).flatMap(([key, member]) => (key.startsWith('x-') ? [] : leavesOf(member)))
}

/** Letters and digits alone: line breaks, quotes and entities differ with the place. */
function bare(text: string): string {
  return text.replaceAll(/&(#?\w+);/g, '').replaceAll(/[^\p{L}\p{N}]/gu, '')
}
