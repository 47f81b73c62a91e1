import { casesOf, errorCasesOf } from '@kaleyra-reactions/model/cases'
import { visit } from '@kaleyra-reactions/test-support/browser'
import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { messageOf } from '../src/case-marks.ts'
import { document, regions } from '../src/site-document.ts'
import { openSite } from './site.ts'

const { browser, url } = await openSite()
const errors = errorCasesOf(document)

/** What a reader wants to know, and how it is found from the first page. */
interface Task {
  task: string
  /** Goes there; each click counts. What is typed or pasted is no click. */
  go: (page: Page, click: (place: Locator) => Promise<void>) => Promise<void>
  /** The case that is selected then: the heading of its page, or the code that is shown. */
  arrived: (page: Page) => Promise<void>
}

const look = async (page: Page, text: string) => {
  await page.getByLabel('Look up an error').fill(text)
}
const isOnPage = async (page: Page, name: string) => {
  const title = errors.find((each) => each.name === name)?.title
  await page.getByRole('heading', { level: 1, name: `${name}: ${title}`, exact: true }).waitFor()
}
const isInView = async (place: Locator) => {
  await place.waitFor()
  await expect.poll(() => place.evaluate(isWithinWindow)).toBe(true)
}
const isWithinWindow = (element: Element) => {
  const { top, bottom } = element.getBoundingClientRect()
  return top < innerHeight && bottom > 0
}
const side = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'On this page' }).getByText(name)
const bodyOf = (name: string) => JSON.stringify(errors.find((each) => each.name === name)?.body, null, 2)

const tasks: Task[] = [
  {
    task: 'WA-401 with error.account',
    go: async (page, click) => {
      await look(page, 'WA-401')
      const found = page.getByRole('listitem').filter({ hasText: 'error.account' })
      await click(found.getByRole('link'))
    },
    arrived: (page) => isOnPage(page, 'WA-401-account'),
  },
  {
    task: 'the server of Singapore',
    go: (page, click) => click(side(page, 'Regions')),
    arrived: async (page) => {
      const domain = regions.find(({ place }) => place === 'Singapore')?.domain ?? ''
      await isInView(page.getByRole('row').filter({ hasText: 'Singapore' }).getByText(domain))
    },
  },
  {
    task: 'removing a reaction with the CLI',
    go: async (page, click) => {
      await click(side(page, 'Take one back'))
      await click(page.getByText('CLI, remove', { exact: true }))
    },
    arrived: async (page) => {
      const code = page.locator('.code[data-name="CLI, remove"]')
      await isInView(code)
      expect(await code.locator('code').textContent()).toMatch(/^kaleyra-reactions remove /)
    },
  },
  {
    task: 'a ref of more than 255 characters',
    go: (page, click) => click(side(page, 'The whole request')),
    arrived: async (page) => {
      const field = page.locator('tr[id="field-extra_info-ref"]')
      await field.scrollIntoViewIfNeeded()
      expect(await field.textContent()).toMatch(
        /At most 255 characters are kept[\s\S]*longer values are accepted/,
      )
    },
  },
  {
    task: 'a curl that works on the mock',
    go: (page, click) => click(page.getByText('curl', { exact: true })),
    arrived: async (page) => {
      const code = page.locator('.code[data-name="curl"]')
      await isInView(code)
      expect(await code.textContent()).toMatch(/curl --fail-with-body/)
      await page.locator('.code[data-name="Start the mock"]').waitFor()
    },
  },
  {
    task: 'how a failure after 202 is told',
    go: (page, click) => click(side(page, 'What becomes of it')),
    arrived: (page) => isInView(page.locator('.travel').getByText('A callback tells you')),
  },
  {
    task: 'when to repeat after WA500',
    go: async (page, click) => {
      await look(page, 'wa500')
      await click(page.getByRole('button', { name: 'Look up' }))
    },
    arrived: async (page) => {
      await isOnPage(page, 'WA500')
      await page.getByText('Minutes before each further attempt: 5, 10, 15.').waitFor()
    },
  },
  {
    task: 'who acts on E110',
    go: async (page) => {
      await look(page, 'E110')
      await page.keyboard.press('Enter')
    },
    arrived: async (page) => {
      await isOnPage(page, 'E110')
      await isInView(page.getByText('Who acts: The operations team of the customer').first())
    },
  },
  {
    task: 'a pasted body',
    go: async (page) => {
      await look(page, bodyOf('WA-401-version'))
      await page.keyboard.press('Enter')
    },
    arrived: (page) => isOnPage(page, 'WA-401-version'),
  },
  {
    task: 'the words of a message',
    go: async (page) => {
      await look(page, 'low balance')
      await page.keyboard.press('Enter')
    },
    arrived: (page) => isOnPage(page, 'E110'),
  },
]

describe.skipIf(!browser)('from the first page at most two clicks lead to', () => {
  test.each(tasks)('$task', async ({ go, arrived }) => {
    if (!browser) return
    await using seen = await visit(browser, url)
    let clicks = 0
    await go(seen.page, async (place) => {
      clicks += 1
      await place.click()
    })
    await arrived(seen.page)
    expect(clicks).toBeLessThanOrEqual(2)
    expect(seen.complaints).toEqual([])
  })
})

describe.skipIf(!browser)('the look-up', () => {
  test('shows both cases of a code with what tells them apart, and opens neither by itself', async () => {
    if (!browser) return
    await using seen = await visit(browser, url)
    await look(seen.page, 'WA-401')
    await seen.page.keyboard.press('Enter')
    expect(await seen.page.getByRole('status').textContent()).toBe('2 cases share this code:')
    const shown = await seen.page.locator('ul.found').textContent()
    for (const { key, name } of errors.filter(({ code }) => code === 'WA-401')) {
      expect(shown).toContain(name)
      expect(shown).toContain(`error.${key}`)
    }
    expect(seen.page.url()).toBe(url)
  })

  test('leads from a success to its place in the reference', async () => {
    if (!browser) return
    await using seen = await visit(browser, url)
    const success = casesOf(document).find(({ error }) => error === undefined)
    await look(seen.page, JSON.stringify(success?.body))
    await seen.page.keyboard.press('Enter')
    await seen.page.getByRole('tab', { name: String(success?.status), selected: true }).waitFor()
  })

  test.each([
    [
      'closest cases, with the words that they share',
      'invalid api key',
      /Closest, and not an answer/,
      'RBC001',
    ],
    ['a case whose code is spelled otherwise', 'E-110', /No documented code is spelled like this/, 'E110'],
  ])('shows %s, and opens none by itself', async (_, text, summary, name) => {
    if (!browser) return
    await using seen = await visit(browser, url)
    await look(seen.page, text)
    await seen.page.keyboard.press('Enter')
    expect(await seen.page.getByRole('status').textContent()).toMatch(summary)
    expect(seen.page.url()).toBe(url)
    await seen.page.locator('.found').getByRole('link', { name }).click()
    await isOnPage(seen.page, name)
  })

  const [someError] = errors.filter(({ channel }) => channel === 'response')
  test.each([
    [
      'a body with a known code but another content',
      JSON.stringify({ code: someError?.code, error: { x: 'y' } }),
    ],
    ['a body that only mentions a code', JSON.stringify({ code: 'X1', message: `see ${someError?.code}` })],
    ['a log that quotes a message', `12:03 gateway: ${messageOf(someError?.body)} (17)`],
  ])('shows the case, yet does not take %s for it', async (_, text) => {
    if (!browser) return
    await using seen = await visit(browser, url)
    const { page } = seen
    await look(page, text)
    const found = page.locator('.found').getByRole('link')
    await expect.poll(() => found.count()).toBe(1)
    await page.getByRole('button', { name: 'Look up' }).click()
    expect(await page.getByRole('status').textContent()).toMatch(/contains the/)
    expect(page.url()).toBe(url)
    await found.click()
    await isOnPage(page, someError?.name ?? '')
  })

  test('does not say that different codes are one', async () => {
    if (!browser) return
    await using seen = await visit(browser, url)
    const names = [...new Set(errors.flatMap(({ code }) => code ?? []))]
    await look(seen.page, names.join(' '))
    expect(await seen.page.getByRole('status').textContent()).toBe(`${errors.length} cases have these codes:`)
  })

  test('on the page for an address that no browser can decode, the script runs to its end', async () => {
    if (!browser) return
    const page = await (await browser.newContext()).newPage()
    await page.goto(`${url}errors/%E0%A4%A`)
    await page.getByRole('button', { name: 'Dark theme' }).click()
    await page.context().close()
  })

  test('on the page for a wrong address begins with that address', async () => {
    if (!browser) return
    await using seen = await visit(browser, `${url}errors/wa401/`)
    await seen.page.getByRole('link', { name: 'WA401: ' }).click()
    await isOnPage(seen.page, 'WA401')
  })

  test('is there on every page that lists errors', async () => {
    if (!browser) return
    await using seen = await visit(browser, `${url}errors/index.html`)
    await look(seen.page, 'failed-131047')
    await seen.page.keyboard.press('Enter')
    await isOnPage(seen.page, 'failed-131047')
  })
})

test.skipIf(!browser)('a copy button copies the whole code of its block, and says so', async () => {
  if (!browser) return
  await using seen = await visit(browser, `${url}errors/E110/index.html`, {
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  const block = seen.page.locator('.code[data-name="The exact body"]')
  await block.getByRole('button', { name: 'Copy: The exact body' }).click()
  await block.getByRole('button', { name: 'Copied: The exact body' }).waitFor()
  expect(await seen.page.evaluate(() => navigator.clipboard.readText())).toBe(bodyOf('E110'))
})
