// Builds the site into `dist`, or into the folder that is named: `build.ts [folder]`.
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { startMock } from '@kaleyra-reactions/mock'
import { errorCasesOf } from '@kaleyra-reactions/model/cases'
import { readErrorPages, shownMock } from './error-pages.ts'
import { writeHome } from './home.ts'
import { callbacks, calls, document, siteUrl } from './site-document.ts'
import { fill } from './templates.ts'

const root = join(import.meta.dirname, '..')
const [folder = join(root, 'dist')] = process.argv.slice(2)
const bundles = join(root, 'node_modules/@kaleyra-reactions/spec/dist')

await using mock = await startMock()
const pages = await readErrorPages(mock.url)
rmSync(folder, { recursive: true, force: true })
writePage('errors/index.html', 'errors.hbs', { root: '../', heading: 'Error codes' })
for (const page of pages) {
  const values = { ...page, mock: shownMock, root: '../../', heading: `${page.name}: ${page.title}` }
  writePage(`errors/${page.name}/index.html`, 'error.hbs', values)
}
const base = new URL(siteUrl ?? 'http://localhost/').pathname
writePage('404.html', 'not-found.hbs', { root: base, heading: 'Not found' })
const entries = errorCasesOf(document).map(({ error, ...found }) => ({ ...found, ...error }))
write('errors.json', `${JSON.stringify(entries, null, 2)}\n`)
write('llms.txt', fill('llms.md.hbs', { document, pages, root: siteUrl ?? '' }))
write('reference.md', fill('reference.md.hbs', { document, pages, operations: [...calls, ...callbacks] }))
for (const name of ['openapi.yaml', 'openapi.json', 'openapi.strict.yaml'])
  cpSync(join(bundles, name), join(folder, name))
writeHome(folder, pages)

function writePage(file: string, template: string, values: { root: string; heading: string }): void {
  const pageTitle = `${values.heading} · ${document.info.title}`
  const url = siteUrl && siteUrl + file
  write(file, fill(template, { document, pages, pageTitle, url, ...values }))
}

function write(file: string, text: string): void {
  const path = join(folder, file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
