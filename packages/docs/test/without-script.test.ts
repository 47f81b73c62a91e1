import { pathToFileURL } from 'node:url'
import { visit } from '@kaleyra-reactions/test-support/browser'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { messageOf } from '../src/case-marks.ts'
import { fieldsOf } from '../src/fields.ts'
import { operationLink } from '../src/reference-links.ts'
import { calls, model, regions, sending, sourcesIn } from '../src/site-document.ts'
import { dist, openSite } from './site.ts'

const { browser, url } = await openSite()
const errors = model.errorCases
const bodyFields = sending.body === undefined ? [] : fieldsOf(sending.body.type)

describe.skipIf(!browser)('without JavaScript', async () => {
  const seen = browser && (await visit(browser, url, { javaScriptEnabled: false }))

  test('the first page shows every field, region and message, and how to find an error', async () => {
    if (!seen) return
    await seen.page.goto(url)
    const text = await textOf(seen.page, 'main')
    for (const { path } of bodyFields) expect(text).toContain(path)
    for (const { code, domain } of regions) {
      expect(text).toContain(code)
      expect(text).toContain(domain)
    }
    for (const { name, body } of errors) {
      expect(text).toContain(name)
      expect(text).toContain(messageOf(body))
    }
    expect(await seen.page.locator('noscript').isVisible()).toBe(true)
    expect(await seen.page.getByRole('button').count()).toBe(0)
  })

  test('each way to send can be chosen', async () => {
    if (!seen) return
    await seen.page.goto(url)
    for (const { label, source } of sending.samples) {
      await seen.page.getByText(label, { exact: true }).click()
      const code = seen.page.locator(`.code[data-name="${label}"] code`)
      expect((await code.allTextContents()).join().trim()).toBe(source.trim())
    }
  })

  test('the page of the reference shows the request and the errors, and leads to the rest', async () => {
    if (!seen) return
    await seen.page.goto(`${url}reference/index.html`)
    const shown = (await seen.page.locator('main').filter({ visible: true }).allInnerTexts()).join()
    for (const { path } of bodyFields) expect(shown).toContain(path)
    for (const { body } of errors) expect(shown).toContain(messageOf(body))
    const link = seen.page.getByRole('link', { name: 'the whole reference as Markdown' })
    expect(await link.isVisible()).toBe(true)
    const response = await seen.page.request.get(
      new URL((await link.getAttribute('href')) ?? '', seen.page.url()).href,
    )
    expect(response.headers()['content-type']).toBe('text/markdown; charset=utf-8')
    const text = await response.text()
    for (const { operationId } of calls) expect(text).toContain(operationId)
    for (const { name } of errors) expect(text).toContain(`### ${name}: `)
  })

  test.each(errors)('the page of $name is whole', async ({ name, error, body, title }) => {
    if (!seen) return
    await seen.page.goto(`${url}errors/${name}/index.html`)
    const text = await textOf(seen.page, 'main')
    for (const fact of [error.action, error.actor, error.retry.advice, ...(error.causes ?? [])])
      expect(text).toContain(fact)
    for (const minutes of error.retry.delayMinutes ?? []) expect(text).toContain(String(minutes))
    for (const { what } of sourcesIn(error['x-source'])) expect(text).toContain(what)
    expect(await textOf(seen.page, 'h1')).toContain(title)
    expect(text).toContain(JSON.stringify(body, null, 2))
    expect(text).toContain(`wamid.${name}`)
    const order = await seen.page.locator('main h2').allInnerTexts()
    expect(order.map((heading) => heading.replace(/ #$/, ''))).toEqual([
      'What happened',
      'What to do now',
      'May it have been accepted or charged',
      'When to try again',
      'How to tell it from its neighbours',
      'How to see it',
      expect.stringMatching(/^The exact (response|callback)$/),
    ])
  })
})

test.skipIf(!browser)('from a file, offline, all pages work and lead to each other', async () => {
  if (!browser) return
  const [summary = ''] = calls.map((operation) => operation.title)
  await using seen = await visit(browser, `${pathToFileURL(dist)}/index.html`, { offline: true })
  await seen.page.getByLabel('Look up an error').fill('low balance')
  await seen.page.getByRole('link', { name: 'E110: ' }).click()
  await seen.page.getByRole('link', { name: 'See the reference' }).click()
  await seen.page.getByRole('button', { name: 'Example: 400 Low balance' }).waitFor()
  await seen.page.goto(`${pathToFileURL(dist)}/${operationLink(sending)}`)
  await seen.page.getByRole('heading', { name: summary }).waitFor()
  expect([...seen.complaints, ...seen.foreignRequests]).toEqual([])
})

async function textOf(page: Page, selector: string): Promise<string> {
  return (await page.locator(selector).allInnerTexts()).join()
}
