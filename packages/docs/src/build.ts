// Builds the site: `build.ts [folder]`. The folder is replaced only when everything is right.
import { cpSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { startMock } from '@kaleyra-reactions/mock'
import { errorCasesOf } from '@kaleyra-reactions/spec/cases'
import { document, siteUrl } from './document.ts'
import { readErrorPages } from './errors.ts'
import { writeHome } from './home.ts'
import { referenceOf } from './reference.ts'
import { fill } from './templates.ts'

const root = join(import.meta.dirname, '..')
const [folder = join(root, 'dist')] = process.argv.slice(2)
const next = `${folder}.next`
const bundles = join(root, 'node_modules/@kaleyra-reactions/spec/dist')

const mock = await startMock()
try {
  rmSync(next, { recursive: true, force: true })
  const pages = await readErrorPages(mock.url)
  const site = { document, pages, siteUrl, readAt: document.externalDocs }
  write('errors/index.html', fill('errors.hbs', { ...site, root: '../', heading: 'Error codes' }))
  for (const page of pages) {
    const values = { ...site, ...page, root: '../../', heading: `${page.name}: ${page.title}` }
    write(`errors/${page.name}/index.html`, fill('error.hbs', values))
  }
  const base = new URL(siteUrl ?? 'http://localhost/').pathname
  write('404.html', fill('not-found.hbs', { ...site, root: base, heading: 'Not found' }))
  const entries = errorCasesOf(document).map(({ error, ...found }) => ({ ...found, ...error }))
  write('errors.json', `${JSON.stringify(entries, null, 2)}\n`)
  write('llms.txt', fill('llms.md.hbs', { ...site, root: siteUrl ?? '' }))
  write('reference.md', referenceOf(pages))
  for (const name of ['openapi.yaml', 'openapi.json']) cpSync(join(bundles, name), join(next, name))
  writeHome(next, pages)
  rmSync(folder, { recursive: true, force: true })
  renameSync(next, folder)
} catch (error) {
  rmSync(next, { recursive: true, force: true })
  console.error(`${error instanceof Error ? error.message : error}\nThe site is left as it was.`)
  process.exitCode = 1
} finally {
  await mock.close()
}

function write(file: string, text: string): void {
  const path = join(next, file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
