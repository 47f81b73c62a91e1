// Builds the site into `dist`, or into the folder that is named: `build.ts [folder]`.
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { startMock } from '@kaleyra-reactions/mock'
import { codePagesOf, type ErrorPage, mockSettings, readErrorPages } from './error-pages.ts'
import { errorList, referenceText, siteMap } from './machine-files.ts'
import { writeReference } from './reference.ts'
import { model, repository, siteUrl } from './site-document.ts'
import { startPage } from './start-page.ts'
import { fill } from './templates.ts'

const root = join(import.meta.dirname, '..')
const [folder = join(root, 'dist')] = process.argv.slice(2)
const bundles = join(root, 'node_modules/@kaleyra-reactions/spec/dist')
/** The path below which the site will lie. Only the page for addresses that do not exist needs it. */
const basePath = siteUrl ? new URL(siteUrl).pathname : (process.env['DOCS_BASE_PATH'] ?? '/')

await using mock = await startMock()
const pages = await readErrorPages(mock.url)
rmSync(folder, { recursive: true, force: true })

const { summary } = model
writePage('index.html', 'start.hbs', {
  root: '',
  heading: 'Kaleyra Reactions',
  pageTitle: `Kaleyra Reactions: ${summary}`,
  description: summary,
  ...startPage(pages),
})
writePage('errors/index.html', 'errors.hbs', {
  root: '../',
  heading: 'Errors',
  description: 'Every documented error: what it means, who acts, what to do.',
})
for (const [index, page] of pages.entries()) {
  writePage(`errors/${page.name}/index.html`, 'error.hbs', {
    ...page,
    mockSettings: mockSettings(),
    root: '../../',
    heading: `${page.name}: ${page.title}`,
    description: page.meaning,
    previous: pages[index - 1],
    next: pages[index + 1],
  })
}
for (const { code, cases } of codePagesOf(pages)) {
  writePage(`errors/${code}/index.html`, 'code-page.hbs', {
    code,
    cases,
    keyed: cases.some(({ key }) => key !== undefined),
    others: lookAlikes(code),
    root: '../../',
    heading: `Code ${code}`,
    description: `What the code ${code} means.`,
  })
}
writePage('404.html', 'not-found.hbs', {
  root: basePath,
  heading: 'Not found',
  description: 'There is no such page.',
})
writeReference(folder, pages)

write('errors.json', `${JSON.stringify(errorList(), null, 2)}\n`)
write('llms.txt', fill('llms.md.hbs', { model, pages, root: siteUrl ?? '' }))
write('reference.md', referenceText(pages))
for (const name of ['openapi.yaml', 'openapi.json', 'openapi.strict.yaml'])
  cpSync(join(bundles, name), join(folder, name))
cpSync(join(bundles, 'openapi.yaml'), join(folder, 'llms-full.txt'))
const siteMapLine = siteUrl === undefined ? '' : `Sitemap: ${siteUrl}sitemap.xml\n`
write('robots.txt', `User-agent: *\nAllow: /\n${siteMapLine}`)
if (siteUrl !== undefined) write('sitemap.xml', siteMap(siteUrl, pages))

/** The cases whose codes differ from a code by letters' case or a hyphen only. */
function lookAlikes(code: string): ErrorPage[] {
  const bare = (text = '') => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  return pages.filter((page) => page.code !== code && bare(page.code) === bare(code))
}

interface PageValues {
  root: string
  heading: string
  description: string
  pageTitle?: string
}

function writePage(file: string, template: string, values: PageValues & Record<string, unknown>): void {
  const pageTitle = `${values.heading} · Kaleyra Reactions`
  const url = siteUrl && siteUrl + file.replace(/(^|\/)index\.html$/, '$1')
  write(file, fill(template, { model, repository, pages, pageTitle, url, ...values }))
}

function write(file: string, text: string): void {
  const path = join(folder, file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
