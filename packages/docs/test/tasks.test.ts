import { visit } from '@kaleyra-reactions/test-support/browser'
import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { model, regions } from '../src/site.ts'
import { openSite } from './built-site.ts'

const { browser, url } = await openSite()

/** What a reader wants to know, and how it is found from the first page. What is typed or pasted is no click. */
interface Task {
  task: string
  go: (page: Page, click: (place: Locator) => Promise<void>) => Promise<void>
  /** What the reader sees then. */
  seen: (page: Page) => Locator
}

const look = async (page: Page, text: string) => {
  await page.getByLabel('Look up an error').fill(text)
}
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name })
const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).first()
const found = (page: Page, name: string) => page.locator('.found').getByRole('link', { name })
const bodyOf = (name: string) =>
  JSON.stringify(model.errorCases.find((each) => each.name === name)?.body, null, 2)

const tasks: Task[] = [
  {
    task: 'WA-401: which of the two',
    go: async (page, click) => {
      await look(page, 'WA-401')
      await click(found(page, 'WA-401-version'))
    },
    seen: (page) => heading(page, /^WA-401-version: /),
  },
  {
    task: 'WA401 is another code',
    go: async (page) => {
      await look(page, 'WA401')
      await page.keyboard.press('Enter')
    },
    seen: (page) => heading(page, 'Not to be confused with'),
  },
  {
    task: 'the words "low balance"',
    go: async (page, click) => {
      await look(page, 'low balance')
      await click(found(page, 'E110'))
    },
    seen: (page) => heading(page, /^E110: /),
  },
  {
    task: '202, and nothing comes',
    go: (page, click) => click(link(page, 'Other problems')),
    seen: (page) => heading(page, /no callback/).first(),
  },
  {
    task: '131047 in a log',
    go: async (page) => {
      await look(page, '(#131047) Re-engagement message')
      await page.keyboard.press('Enter')
    },
    seen: (page) => page.getByText('Wait until the user writes again'),
  },
  {
    task: 'taking a reaction back',
    go: (page, click) => click(link(page, 'the same request with an empty emoji')),
    seen: (page) => page.getByText('removeReaction').first(),
  },
  {
    task: 'the server of a region',
    go: (page, click) => click(link(page, 'Regions')),
    seen: (page) => page.getByText(regions.at(-1)?.domain ?? 'a domain').first(),
  },
  {
    task: 'the limit of a field',
    go: (page, click) => click(link(page, 'Request')),
    seen: (page) =>
      page.getByRole('row').filter({ hasText: 'extra_info.ref ' }).getByText('255 characters').first(),
  },
  {
    task: 'trying without an account',
    go: (page, click) => click(link(page, 'Without an account')),
    seen: (page) => page.getByText('The mock runs on your machine'),
  },
  {
    task: 'where the id of the message comes from',
    go: (page, click) => click(link(page, 'its callback')),
    seen: (page) => page.getByText('is the id to react to'),
  },
  {
    task: 'who vouches for a callback',
    go: (page, click) => click(link(page, 'Callbacks')),
    seen: (page) => page.getByText('Kaleyra documents no signature'),
  },
  {
    task: 'the limits of the rate',
    go: async (page, click) => {
      await look(page, '429')
      await click(page.locator('.found').getByRole('link').first())
    },
    seen: (page) => heading(page, /429/),
  },
  {
    task: 'the document itself',
    go: (page, click) => click(link(page, 'OpenAPI document')),
    seen: (page) => page.getByText('openapi: 3.1.0'),
  },
]

describe.skipIf(!browser)('from the first page one click at most leads to', () => {
  test.each(tasks)('$task', async ({ go, seen }) => {
    if (!browser) return
    await using opened = await visit(browser, url)
    let clicks = 0
    await go(opened.page, async (place) => {
      clicks += 1
      await place.click()
    })
    await seen(opened.page).waitFor()
    expect(clicks).toBeLessThanOrEqual(1)
    expect(opened.complaints).toEqual([])
  })
})

describe.skipIf(!browser)('Enter in the look-up', () => {
  test.each([
    ['a code', 'e110', /errors\/E110\//],
    ['a shared code', 'WA-401', /errors\/WA-401\//],
    ['a whole body', bodyOf('WA-401-version'), /errors\/WA-401-version\//],
    ['a whole message', 'Incorrect SID or API key.', /errors\/RBC001\//],
    ['an accepted call', 'WA202', /callbacks\//],
  ])('opens the page of %s', async (_, text, address) => {
    if (!browser) return
    await using seen = await visit(browser, url)
    await look(seen.page, text)
    await seen.page.keyboard.press('Enter')
    await seen.page.waitForURL(address)
  })

  test.each([
    ['words', 'the user has blocked us', 'No exact match. These contain some of the words:'],
    ['a slip of spelling', 'wa4O1', 'No code is spelled like this. Did you mean one of these?'],
    ['a code that is not described', 'E111', 'Not described here: E111.'],
    ['a status', '401', 'Documented with this HTTP status:'],
    [
      'a line that mentions a code',
      'we got 131047 on Monday',
      'The text contains the code or the message of:',
    ],
  ])('only lists what may be meant by %s', async (_, text, summary) => {
    if (!browser) return
    await using seen = await visit(browser, url)
    await look(seen.page, text)
    await seen.page.keyboard.press('Enter')
    expect(await seen.page.locator('.found p').textContent()).toBe(summary)
    expect(await seen.page.locator('.found').getByRole('link').count()).toBeGreaterThan(0)
    expect(seen.page.url()).toBe(url)
  })
})
