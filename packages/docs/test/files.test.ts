import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { fieldsOf, type Type } from '@kaleyra-reactions/model/types'
import { HtmlValidate } from 'html-validate'
import { afterAll, expect, test } from 'vitest'
import { lookUpEntries } from '../src/look-up-entries.ts'
import { titleOf } from '../src/pages/errors.ts'
import { model, pathOf, sending, siteUrl } from '../src/site.ts'
import { dist, filesIn, ownPages, read } from './built-site.ts'

const scratch = mkdtempSync(join(tmpdir(), 'kaleyra-docs-'))
afterAll(() => rmSync(scratch, { recursive: true }))
const validator = new HtmlValidate({ extends: ['html-validate:recommended'], rules: { 'long-title': 'off' } })

test.each(model.errorCases)('$name has its page, and its entry in each list', (found) => {
  const path = pathOf(found)
  const page = read(`${path}index.md`)
  expect(page.split('\n')[0]).toMatch(/^# \S+: /)
  expect(page.split('\n')[0]).toContain(titleOf(found))
  const { meaning, error, body } = found
  for (const text of [meaning, error.action, error.retry.advice, ...(error.causes ?? [])])
    expect(page).toContain(text)
  expect(page).toContain(JSON.stringify(body, null, 2))
  for (const list of ['index.md', 'errors/index.md', 'llms.txt'])
    expect(read(list)).toContain(`${path}index.md`)
})

test('a code that several errors share has a page with all of them', () => {
  const codes = model.errorCases.map(({ code }) => code)
  const shared = codes.filter((code, index) => codes.indexOf(code) !== index)
  expect(shared.length).toBeGreaterThan(0)
  for (const code of shared)
    for (const found of model.errorCases.filter((each) => each.code === code && each.name !== code)) {
      expect(read(`errors/${code}/index.md`)).toContain(`${found.name}/index.md`)
      expect(read(`errors/${code}/index.md`)).toContain(`error.${found.key}`)
    }
})

/** The descriptions of all fields below a type. */
function descriptionsIn(type: Type): string[] {
  if (type.kind === 'list') return descriptionsIn(type.items)
  if (type.kind === 'map') return descriptionsIn(type.values)
  return fieldsOf(type).flatMap((field) => [field.description, ...descriptionsIn(field.type)])
}

test('every field, callback and situation of the document stands on a page', () => {
  const bare = (text: string) => text.trim().replaceAll(/\s+/g, ' ').replaceAll('\\', '')
  const pages = bare(
    filesIn()
      .filter((file) => file.endsWith('.md'))
      .map(read)
      .join('\n'),
  )
  const operations = [sending, ...model.callbacks]
  const texts = [
    ...sending.parameters.map(({ description }) => description),
    ...operations.map(({ description }) => description),
    ...operations.flatMap(({ body }) => (body === undefined ? [] : descriptionsIn(body.type))),
    ...model.situations.flatMap(({ statements }) => statements.map(({ text }) => text)),
    ...model.tags
      .filter(({ name }) => name === model.callbacks[0]?.tag)
      .map(({ description }) => description),
  ]
  expect(texts.filter((text) => !pages.includes(bare(text)))).toEqual([])
})

test.each(ownPages)('%s is valid HTML', async (page) => {
  const { results } = await validator.validateString(read(page))
  const messages = results.flatMap((result) =>
    result.messages.map(({ line, message }) => `${line}: ${message}`),
  )
  expect(messages).toEqual([])
})

test.each(ownPages)('%s is at most 30 kB, and has no script or style inside', (page) => {
  const html = read(page)
  expect(gzipSync(html).length).toBeLessThanOrEqual(30_000)
  expect(html).not.toMatch(/<script(?![^>]* src=")|<style| style="| on\w+="/)
})

test.each(filesIn().filter((file) => /\.(html|md)$|^llms.txt$/.test(file)))(
  'every link of %s resolves',
  (file) => {
    const isHtml = file.endsWith('.html')
    const text = isHtml
      ? read(file).replaceAll(/<script\b[^>]*>[\s\S]*?<\/script>/g, '')
      : read(file).replaceAll(/^(`{3,})[^`][\s\S]*?^\1$/gm, '')
    const links = isHtml
      ? /<(?:a|link|img|script)\b[^>]*(?:href|src)="(?<target>[^"]*)"/g
      : /\]\((?<target>[^)\s]+)\)/g
    const targets = [...text.matchAll(links)].map(({ groups }) => groups?.['target'] ?? '')
    if (isHtml) expect(targets.length).toBeGreaterThan(0)
    // Redoc writes its own routes as paths from the root.
    const own = targets.filter(
      (target) => !/^[a-z]+:/.test(target) && !(file.startsWith('reference/') && target.startsWith('/')),
    )
    for (const target of own) {
      const [path = '', fragment] = target.replace(/^\//, '').split('#')
      const place = path === '' ? file : join(target.startsWith('/') ? '.' : dirname(file), path)
      expect(existsSync(join(dist, place)), target).toBe(true)
      if (fragment && place.endsWith('.html')) expect(read(place), target).toContain(`id="${fragment}"`)
    }
  },
)

test('what the look-up finds exists', () => {
  const { cases, situations } = lookUpEntries()
  for (const { page } of [...cases, ...situations]) {
    const [path = '', fragment] = page.split('#')
    expect(read(path)).toContain(fragment === undefined ? '<h1>' : `id="${fragment}"`)
  }
})

test('the documents to download are the bundles', () => {
  const bundle = join(import.meta.dirname, '../node_modules/@kaleyra-reactions/spec/dist')
  for (const name of ['openapi.yaml', 'openapi.json', 'openapi.strict.yaml'])
    expect(read(name)).toBe(readFileSync(join(bundle, name), 'utf8'))
})

test('no file names a place of the machine that built it', () => {
  const root = join(import.meta.dirname, '../../..')
  expect(filesIn().filter((file) => read(file).includes(root))).toEqual([])
})

/** Builds the site with settings of the environment. */
async function built(name: string, settings: Record<string, string>): Promise<string> {
  const folder = join(scratch, name)
  const build = join(import.meta.dirname, '../src/build.ts')
  await promisify(execFile)(process.execPath, [build, folder], { env: { ...process.env, ...settings } })
  return folder
}

test('two builds are byte-identical, whatever path the site lies below', async () => {
  const folder = await built('below', { DOCS_BASE_PATH: '/below/' })
  expect(filesIn(folder)).toEqual(filesIn())
  for (const file of filesIn().filter((name) => name !== '404.html'))
    expect(readFileSync(join(folder, file), 'utf8') === read(file), file).toBe(true)
  if (siteUrl === undefined)
    expect(readFileSync(join(folder, '404.html'), 'utf8')).toContain('href="/below/errors/index.html"')
})

test('the address of the site is that of the environment, and all that names it follows', async () => {
  const folder = await built('addressed', { DOCS_URL: 'https://docs.example/site/' })
  const readBuilt = (file: string) => readFileSync(join(folder, file), 'utf8')
  for (const path of ['', 'errors/E110/', 'reference/'])
    expect(readBuilt(`${path}index.html`)).toContain(
      `<link rel="canonical" href="https://docs.example/site/${path}">`,
    )
  expect(readBuilt('sitemap.xml')).toContain('<loc>https://docs.example/site/errors/E110/</loc>')
  expect(readBuilt('llms.txt')).toContain('(https://docs.example/site/errors/E110/index.md)')
  expect(readBuilt('404.html')).toContain('href="/site/errors/index.html"')
  const isNamed = siteUrl !== undefined
  expect(read('index.html').includes('canonical')).toBe(isNamed)
  expect(filesIn().includes('sitemap.xml')).toBe(isNamed)
})
