import { pathToFileURL } from 'node:url'
import { errorCasesOf } from '@kaleyra-reactions/model/cases'
import { describedSourcesOf } from '@kaleyra-reactions/model/sources'
import { launchBrowser, visit } from '@kaleyra-reactions/test-support/browser'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { routeOf } from '../src/error-pages.ts'
import { serveSite } from '../src/server.ts'
import { calls, document } from '../src/site-document.ts'
import { dist } from './site.ts'

const browser = await launchBrowser()
const site = await serveSite(dist)
afterAll(async () => {
  await browser?.close()
  await site[Symbol.asyncDispose]()
})

describe.skipIf(!browser)('without JavaScript', async () => {
  const seen = browser && (await visit(browser, `${site.url}/`, { javaScriptEnabled: false }))

  test('the home page leads to the whole reference as Markdown', async () => {
    if (!seen) return
    const link = seen.page.getByRole('link', { name: 'the whole reference as Markdown' })
    expect(await link.isVisible()).toBe(true)
    const response = await seen.page.request.get(`${site.url}/${await link.getAttribute('href')}`)
    const text = await response.text()
    for (const { operationId } of calls) expect(text).toContain(operationId)
    for (const { name } of errorCasesOf(document)) expect(text).toContain(`### ${name}: `)
  })

  test.each(errorCasesOf(document))('the page of $name is whole', async ({ name, error, body, title }) => {
    if (!seen) return
    await seen.page.goto(`${site.url}/errors/${name}/index.html`)
    const text = await textOf(seen.page, 'main')
    const facts = await textOf(seen.page, 'main dl')
    for (const fact of [error.action, error.actor, error.retry.advice, error.kind])
      expect(facts).toContain(fact)
    for (const minutes of error.retry.delayMinutes ?? []) expect(facts).toContain(String(minutes))
    for (const { of, what } of describedSourcesOf(error['x-source'], document)) {
      expect(facts).toContain(of)
      expect(facts).toContain(what)
    }
    expect(facts).toContain(document.externalDocs.description)
    expect(await textOf(seen.page, 'main h1')).toContain(title)
    for (const cause of error.causes ?? []) expect(await textOf(seen.page, 'main > ul')).toContain(cause)
    expect(text).toContain(JSON.stringify(body, null, 2))
    expect(text).toContain(`wamid.${name}`)
  })
})

test.skipIf(!browser)(
  'from a file, offline, the reference and the error pages work and lead to each other',
  async () => {
    if (!browser) return
    const [route] = calls.map(routeOf)
    const [summary = ''] = calls.map((operation) => operation.summary)
    const start = `${pathToFileURL(dist)}/index.html#/${route}`
    await using seen = await visit(browser, start, { offline: true })
    await seen.page.getByRole('heading', { name: summary }).waitFor()
    await seen.page.goto(`${pathToFileURL(dist)}/errors/index.html`)
    await seen.page.getByRole('link', { name: 'E110' }).first().click()
    await seen.page.getByRole('link', { name: 'see the reference' }).click()
    await seen.page.getByRole('heading', { name: summary }).waitFor()
    expect([...seen.complaints, ...seen.foreignRequests]).toEqual([])
  },
)

async function textOf(page: Page, selector: string): Promise<string> {
  return (await page.locator(selector).allInnerTexts()).join()
}
