import { member } from '@kaleyra-reactions/model/member'
import { accessibilityFindings, settled, visit } from '@kaleyra-reactions/test-support/browser'
import { statements } from '@kaleyra-reactions/test-support/kaleyra-page'
import { Marked } from 'marked'
import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { operationLink, referencePage, routeOf } from '../src/reference-links.ts'
import { callbacks, calls, document, model, sending } from '../src/site-document.ts'
import { requestExamples } from '../src/start-page.ts'
import { openSite } from './site.ts'

const { browser, url } = await openSite()
const errors = model.errorCases
const tall = { viewport: { width: 1280, height: 12_000 } }

describe.skipIf(!browser)('in the reference', () => {
  test("every statement of Kaleyra's page can be found, with our readings and the sources", async () => {
    if (!browser) return
    await using seen = await visit(browser, url + referencePage, tall)
    let text = await textOf(seen.page)
    await seen.page.goto(url)
    text += await textOf(seen.page)
    for (const operation of [...calls, ...callbacks]) {
      const statuses = calls.includes(operation)
        ? operation.responses.map(({ status }) => status)
        : operation.answers.slice(0, 1).map(({ status }) => status)
      for (const status of statuses) {
        const place = `${routeOf(operation)}/responses&c=${status}`
        await seen.page.goto(`${url}${operationLink(operation)}#${place}`)
        // The title of the whole site holds the name of the operation, too.
        await seen.page.getByRole('heading', { name: operation.title }).last().waitFor()
        await settled(seen.page)
        text += await everythingOn(seen.page)
      }
    }
    const missing = statements.filter(({ at }) => !wordsAt(at).every((words) => text.includes(bare(words))))
    expect(missing.map(({ row, at }) => `${row} (${at})`)).toEqual([])
  })

  test('a link leads to the page of each error', async () => {
    if (!browser) return
    await using seen = await visit(browser, url + referencePage)
    for (const { name } of errors)
      await seen.page.locator(`main a[href="../errors/${name}/index.html"]`).first().waitFor()
    const [first] = errors
    await seen.page.locator(`main a[href="../errors/${first?.name}/index.html"]`).first().click()
    await seen.page.getByRole('heading', { level: 1, name: first?.name ?? '' }).waitFor()
    expect(seen.complaints).toEqual([])
  })

  test.each(['light', 'dark'] as const)(
    'every code sample can be chosen, and read in %s',
    async (colorScheme) => {
      if (!browser) return
      for (const operation of calls) {
        await using seen = await visit(browser, url + operationLink(operation), { colorScheme })
        const samples = operation.samples
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
    await using seen = await visit(browser, url + referencePage)
    const outcome = await seen.page.evaluate(async () => {
      const script = globalThis.document.createElement('script')
      script.textContent = 'globalThis.document.title = "injected"'
      globalThis.document.head.append(script)
      const left = await fetch('../errors.json').then(
        () => true,
        () => false,
      )
      return { title: globalThis.document.title, left }
    })
    expect(outcome).toEqual({ title: 'Reference · Kaleyra Reactions', left: false })
  })
})

test.skipIf(!browser)('before Redoc has loaded, the page of the reference shows the request', async () => {
  if (!browser) return
  await using seen = await visit(browser, url)
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await seen.page.route('**/redoc.js', async (route) => {
    await held
    await route.continue()
  })
  const { page } = seen
  await page.goto(url + operationLink(sending), { waitUntil: 'commit' })
  await page.getByRole('row', { name: 'extra_info.ref string' }).waitFor()
  expect(await page.getByRole('tab').count()).toBe(0)
  release()
  await page.getByRole('tab').first().waitFor()
  expect(await page.getByRole('main').count()).toBe(1)
  expect(await page.locator('#before').count()).toBe(0)
})

describe.skipIf(!browser)('a link from a page of ours', async () => {
  // One page for all of them: a browser reads the script of the reference faster the second time.
  const seen = browser && (await visit(browser, url))

  test.each(errors)('selects the case in the reference: $name', async ({ name, title, status, code }) => {
    if (!seen) return
    await seen.page.goto(`${url}errors/${name}/index.html`)
    await seen.page.getByRole('link', { name: 'See the reference' }).click()
    await seen.page.getByRole('tab').first().waitFor()
    const isOnlyOne = errors.filter((each) => each.status === status).length === 1
    const shown = isOnlyOne
      ? seen.page.locator('#rendered pre', { hasText: code ?? '' }).last()
      : seen.page.getByRole('button', { name: `Example: ${title}`, exact: true })
    await shown.waitFor()
    if (!isOnlyOne) expect(await pickersOf(seen.page)).toContain(title)
    if (status !== undefined) {
      const tabs = seen.page.getByRole('tab', { selected: true })
      expect(await tabs.allTextContents()).toEqual([String(status)])
    }
    await expect.poll(() => topOf(shown)).toBeLessThan(700)
    await expect.poll(() => seen.page.title()).toMatch(/^.+ · Reference · Kaleyra Reactions$/)
    expect(seen.complaints.splice(0)).toEqual([])
  })

  test('shows the very field', async () => {
    if (!seen) return
    await seen.page.goto(url)
    await seen.page.getByRole('link', { name: 'extra_info.ref', exact: true }).click()
    const field = seen.page.locator('[id$="t=request&path=extra_info/ref"]')
    await field.waitFor()
    await expect.poll(() => topOf(field)).toBeLessThan(700)
  })
})

test.skipIf(!browser)(
  'in the reference nothing offers an example of the request beside code that sends another',
  async () => {
    if (!browser) return
    for (const operation of calls) {
      await using seen = await visit(browser, url + operationLink(operation))
      await seen.page.getByRole('tab').first().waitFor()
      const summaries = requestExamples().map(({ summary }) => summary)
      expect((await pickersOf(seen.page)).filter((label) => summaries.includes(label))).toEqual([])
    }
  },
)

test.skipIf(!browser)(
  'the reference has no version in its title and no menu that sends the page elsewhere',
  async () => {
    if (!browser) return
    await using seen = await visit(browser, url + referencePage)
    await seen.page.getByRole('heading', { level: 1, name: 'Reference', exact: true }).waitFor()
    for (const operation of ['', ...[...calls, ...callbacks].map((each) => `#/${routeOf(each)}`)]) {
      await seen.page.goto(url + referencePage + operation)
      await settled(seen.page)
      expect(await seen.page.locator('main').textContent()).not.toMatch(
        /ChatGPT|Claude|for LLM|\(\d+\.\d+\.\d+\)|x-[a-z]+-/,
      )
    }
  },
)

/** What the pickers of examples show. */
function pickersOf(page: Page): Promise<string[]> {
  return page.locator('button[aria-label^="Example"]').filter({ visible: true }).allTextContents()
}

/** Where an element stands in the window, in pixels from its top. */
async function topOf(place: Locator): Promise<number> {
  return (await place.boundingBox())?.y ?? Number.NaN
}

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
