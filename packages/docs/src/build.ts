// Builds the site into `dist`, or into the folder that is named: `build.ts [folder]`.
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { buildSync } from 'esbuild'
import { pageHtml } from './layout.ts'
import { lookUpEntries } from './look-up-entries.ts'
import { llmsText, siteMap } from './machine-files.ts'
import { markdownOf } from './markdown.ts'
import type { Page } from './page.ts'
import { aboutPage } from './pages/about.ts'
import { callbacksPage } from './pages/callbacks.ts'
import { clientsPage } from './pages/clients.ts'
import { errorPages, errorsPage } from './pages/errors.ts'
import { notFoundPage } from './pages/not-found.ts'
import { nothingFitsPage } from './pages/nothing-fits.ts'
import { requestPage } from './pages/request.ts'
import { startPage } from './pages/start.ts'
import { writeReference } from './reference.ts'
import { siteUrl } from './site.ts'

const root = join(import.meta.dirname, '..')
const [folder = join(root, 'dist')] = process.argv.slice(2)
const bundles = join(root, 'node_modules/@kaleyra-reactions/spec/dist')
const pages: Page[] = [
  startPage,
  requestPage,
  callbacksPage,
  errorsPage,
  ...errorPages,
  nothingFitsPage,
  aboutPage,
  clientsPage,
]

rmSync(folder, { recursive: true, force: true })
for (const page of pages) {
  write(`${page.path}index.html`, pageHtml(page))
  write(`${page.path}index.md`, markdownOf(page.content))
}
// Only this page has to know where the site lies on its host.
const base = siteUrl === undefined ? (process.env['DOCS_BASE_PATH'] ?? '/') : new URL(siteUrl).pathname
write('404.html', pageHtml(notFoundPage(base), base))
for (const name of ['openapi.yaml', 'openapi.json', 'openapi.strict.yaml'])
  cpSync(join(bundles, name), join(folder, name))
mkdirSync(join(folder, 'reference'))
writeReference(join(folder, 'reference/index.html'), join(bundles, 'openapi.json'))
cpSync(join(root, 'src/assets/favicon.svg'), join(folder, 'favicon.svg'))
buildSync({
  entryPoints: ['browser/site.ts', 'assets/site.css'].map((name) => join(root, 'src', name)),
  entryNames: '[name]',
  bundle: true,
  minify: true,
  format: 'iife',
  define: { entries: JSON.stringify(lookUpEntries()) },
  target: ['chrome123', 'firefox120', 'safari17.5'],
  outdir: folder,
})
write('llms.txt', llmsText(pages))
if (siteUrl !== undefined) write('sitemap.xml', siteMap(siteUrl, pages))

function write(file: string, text: string): void {
  const path = join(folder, file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
