import { overflowOf, visit } from '@kaleyra-reactions/test-support/browser'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { fieldsOf, parameterFieldsOf } from '../src/fields.ts'
import { operationLink, referencePage } from '../src/reference-links.ts'
import { callbacks, calls, model } from '../src/site-document.ts'
import { openSite } from './site.ts'

const { browser, url } = await openSite()
/** The width of A4 in pixels of CSS, less margins of one or of two and a half centimetres. */
const sheets = [718, 605]
const [call = ''] = calls.map(operationLink)
const operations = [...calls, ...callbacks]
const samples = calls.flatMap((operation) => operation.samples.map(({ source }) => source))
const views = [
  { view: '', told: samples },
  ...model.errorCases.map(({ name, body }) => ({
    view: `errors/${name}/index.html`,
    told: [JSON.stringify(body)],
  })),
  ...[referencePage, call].map((view) => ({ view, told: [...samples, ...fieldNames(), ...bodies()] })),
]

describe.skipIf(!browser)('on paper', () => {
  test.each(views)(
    '/$view has all of its code, fields and bodies, uncut and black on white',
    async ({ view, told }) => {
      if (!browser) return
      await using seen = await visit(browser, url + view, { colorScheme: 'dark' })
      await seen.page.emulateMedia({ media: 'print' })
      const text = bare((await seen.page.locator('body').allInnerTexts()).join())
      expect(told.filter((each) => !text.includes(bare(each)))).toEqual([])
      for (const width of sheets) {
        await seen.page.setViewportSize({ width, height: 1000 })
        expect(await overflowOf(seen.page)).toBeLessThanOrEqual(0)
        expect(await cutCode(seen.page)).toEqual([])
      }
      for (const control of ['button', 'textbox', 'radio', 'tab'] as const) {
        expect(await seen.page.getByRole(control).filter({ visible: true }).count(), control).toBe(0)
      }
      const color = await seen.page
        .getByRole('heading')
        .first()
        .evaluate((element) => getComputedStyle(element).color)
      expect(color).toBe('rgb(26, 28, 33)')
    },
  )
})

/** Every field of every body and of the path. */
function fieldNames(): string[] {
  return operations.flatMap(({ parameters, body, responses }) => [
    ...parameterFieldsOf(parameters).map(({ path }) => path),
    ...[body, ...responses].flatMap((content) =>
      content === undefined ? [] : fieldsOf(content.type).map(({ path }) => path),
    ),
  ])
}

function bodies(): string[] {
  return model.cases.map(({ body }) => JSON.stringify(body))
}

/** A text without the spaces and the line ends that differ on paper. */
function bare(text: string): string {
  return text.replaceAll(/\s+/g, '')
}

/** The blocks of code that reach beyond their frame. */
function cutCode(page: Page): Promise<(string | null)[]> {
  return page
    .locator('pre')
    .evaluateAll((blocks) =>
      blocks.filter((block) => block.scrollWidth > block.clientWidth + 1).map((block) => block.textContent),
    )
}
