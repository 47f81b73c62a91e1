import { accessibilityFindings, overflowOf, settled, visit } from '@kaleyra-reactions/test-support/browser'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { operationLink, referencePage, routeOf } from '../src/reference-links.ts'
import { callbacks, calls } from '../src/site-document.ts'
import { openSite } from './site.ts'

const { browser, url } = await openSite()
const [call = ''] = calls.map(operationLink)
const [callback = ''] = callbacks.map(operationLink)
const views = ['', referencePage, call, callback, 'errors/index.html', 'errors/E110/index.html']
const otherViews = ['errors/failed-131009/index.html', 'errors/WA-401/index.html', 'not/there']
const headings = { light: 'rgb(26, 28, 33)', dark: 'rgb(251, 251, 252)' }

test.concurrent.for([
  { colorScheme: 'light', width: 1280, shown: [...views, ...otherViews] },
  { colorScheme: 'light', width: 768, shown: ['', call, 'errors/index.html'] },
  { colorScheme: 'light', width: 375, shown: views },
  { colorScheme: 'dark', width: 1280, shown: views },
  { colorScheme: 'dark', width: 375, shown: [...views, ...otherViews] },
  // At 400 % a window of 1280 pixels has room for 320.
  { colorScheme: 'dark', width: 320, shown: ['', 'errors/index.html', 'errors/WA-401-version/index.html'] },
] as const)(
  'in $colorScheme at $width px each page is accessible, fits, asks nobody else and complains of nothing',
  async ({ colorScheme, width, shown }, { expect, skip }) => {
    if (!browser) return skip()
    const options = { colorScheme, viewport: { width, height: 900 } }
    await using seen = await visit(browser, url + shown[0], options)
    for (const view of shown) {
      // The first view is open. The reference stays loaded from one of its views to the next.
      if (view !== shown[0]) await seen.page.goto(url + view)
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

describe.skipIf(!browser)('what opens in the reference is accessible:', () => {
  const opened: { what: string; width: number; open: (page: Page) => Promise<void> }[] = [
    {
      what: 'the search',
      width: 1280,
      open: (page) => page.getByRole('button', { name: 'Search Ctrl+K' }).first().click(),
    },
    {
      what: 'the details of the key',
      width: 1280,
      open: (page) => page.getByText('View security details').first().click(),
    },
    {
      what: 'the menu of code samples',
      width: 1280,
      open: (page) =>
        page.getByRole('button', { name: calls[0]?.samples[0]?.label ?? '', exact: true }).click(),
    },
    {
      what: 'the menu of servers',
      width: 1280,
      open: (page) =>
        page
          .getByRole('button', { name: calls[0]?.path ?? '' })
          .last()
          .click(),
    },
    {
      what: 'the picker of examples',
      width: 1280,
      open: async (page) => {
        await page.getByRole('tab', { name: '401' }).first().click()
        await page.getByRole('button', { name: 'Example: ' }).last().click()
      },
    },
    {
      what: 'the navigation on a phone',
      width: 375,
      open: (page) => page.getByRole('button', { name: 'Open navigation menu' }).click(),
    },
  ]
  test.each(opened)('$what', async ({ width, open }) => {
    if (!browser) return
    await using seen = await visit(browser, url + call, { viewport: { width, height: 900 } })
    await seen.page.getByRole('tab').first().waitFor()
    const before = await seen.page.locator('body').ariaSnapshot()
    await open(seen.page)
    await settled(seen.page)
    expect(await seen.page.locator('body').ariaSnapshot()).not.toBe(before)
    expect(await accessibilityFindings(seen.page)).toEqual([])
    expect(seen.complaints).toEqual([])
  })
})

test.skipIf(!browser).each(['', 'errors/E110/index.html', referencePage])(
  'on /%s the first Tab leads past the header, and what has the focus has a ring of two pixels',
  async (view) => {
    if (!browser) return
    await using seen = await visit(browser, url + view)
    await seen.page.keyboard.press('Tab')
    const focused = seen.page.locator(':focus')
    expect(await focused.textContent()).toBe('Skip to the content')
    for (let index = 0; index < 8; index += 1) {
      await seen.page.keyboard.press('Tab')
      const ring = await focused.evaluate((element) => {
        const style = getComputedStyle(element)
        const label = element.matches('.tabs input') ? element.nextElementSibling : element
        return label === null ? style.outline : getComputedStyle(label).outline
      })
      expect(ring, await focused.innerHTML()).toMatch(/solid 2px$/)
    }
  },
)

test.skipIf(!browser)(
  'the toggle of the theme says its state, holds on every page, and Redoc follows',
  async () => {
    if (!browser) return
    await using seen = await visit(browser, url, { colorScheme: 'light' })
    const toggle = seen.page.getByRole('button', { name: 'Dark theme' })
    expect(await toggle.getAttribute('aria-pressed')).toBe('false')
    await toggle.click()
    expect(await toggle.getAttribute('aria-pressed')).toBe('true')
    for (const view of ['errors/index.html', call]) {
      await seen.page.goto(url + view)
      await settled(seen.page)
      expect(
        await seen.page.getByRole('button', { name: 'Dark theme' }).first().getAttribute('aria-pressed'),
      ).toBe('true')
      const color = await seen.page
        .locator('main :is(h1, h2)')
        .first()
        .evaluate((element) => getComputedStyle(element).color)
      expect(color).toBe(headings.dark)
    }
  },
)

test.skipIf(!browser)('with forced colours the chosen language can be told from the others', async () => {
  if (!browser) return
  await using seen = await visit(browser, url, { forcedColors: 'active' })
  const borders = await seen.page
    .locator('.tabs')
    .first()
    .locator('label')
    .evaluateAll((labels) => labels.map((label) => getComputedStyle(label).borderBottomColor))
  const page = await seen.page.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor)
  expect(borders.map((color) => color !== page)).toEqual(borders.map((_, index) => index === 0))
  expect(await accessibilityFindings(seen.page)).toEqual([])
})

test.skipIf(!browser)('with forced colours the reference underlines the chosen status', async () => {
  if (!browser) return
  await using seen = await visit(browser, url + call, { forcedColors: 'active' })
  const tabs = seen.page.getByRole('tab')
  await tabs.first().waitFor()
  const marks = await tabs.evaluateAll((all) =>
    all.map((tab) => ({
      isChosen: tab.ariaSelected === 'true',
      isUnderlined: getComputedStyle(tab).textDecorationLine === 'underline',
    })),
  )
  expect(marks.map(({ isUnderlined }) => isUnderlined)).toEqual(marks.map(({ isChosen }) => isChosen))
})

test.skipIf(!browser)('the header of the reference covers nothing that has the focus', async () => {
  if (!browser) return
  await using seen = await visit(browser, url + call)
  const controls = seen.page.getByTestId('right-panel').locator('button')
  await controls.first().waitFor()
  const covered = await controls.evaluateAll((all) =>
    all.filter((control) => {
      // The end of the operation is in view, where the column of samples has come to its stop.
      scrollTo(0, 800)
      if (!(control instanceof HTMLElement)) return true
      control.focus()
      const header = document.querySelector('header.site')?.getBoundingClientRect().bottom ?? 0
      const { bottom, top } = control.getBoundingClientRect()
      return bottom > 0 && top < header
    }),
  )
  expect(covered).toEqual([])
})

test.skipIf(!browser).each(['light', 'dark'] as const)(
  'on a phone the name and the toggle of the theme stand in one row in %s',
  async (colorScheme) => {
    if (!browser) return
    await using seen = await visit(browser, url, { colorScheme, viewport: { width: 360, height: 800 } })
    const name = await seen.page.getByRole('banner').getByRole('link').first().boundingBox()
    const toggle = await seen.page.getByRole('button', { name: 'Dark theme' }).boundingBox()
    expect(toggle?.y).toBeLessThan((name?.y ?? 0) + (name?.height ?? 0))
  },
)

test.skipIf(!browser)('every view of the reference has a title of its own', async () => {
  if (!browser) return
  await using seen = await visit(browser, url + referencePage)
  const titles = new Set([await seen.page.title()])
  const operations = [...calls, ...callbacks]
  for (const operation of operations) {
    await seen.page.goto(`${url}${referencePage}#/${routeOf(operation)}`)
    await expect.poll(() => seen.page.title()).toContain(operation.title)
    titles.add(await seen.page.title())
  }
  expect(titles.size).toBe(operations.length + 1)
})
