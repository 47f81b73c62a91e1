// Measures the docs site beside stock `redocly build-docs`, prints the table and writes results/docs.json.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { serveSite } from '../../packages/docs/src/server.ts'
import { type Browser, launchBrowser } from '../../packages/test-support/src/browser.ts'
import { interleaved, median } from './processes.ts'
import { print, writeResults } from './results.ts'

const docs = join(import.meta.dirname, '../../packages/docs')
const generated = join(import.meta.dirname, '../generated')
const document = join(docs, 'dist/openapi.yaml')
const env = { ...process.env, REDOCLY_TELEMETRY: 'off' }
mkdirSync(generated, { recursive: true })
for (const [name, ...flags] of [['stock.html'], ['stock-inline.html', '--inlineBundle']]) {
  const words = ['build-docs', document, '--output', join(generated, name ?? ''), ...flags]
  execFileSync(join(docs, 'node_modules/.bin/redocly'), words, { cwd: generated, env, stdio: 'ignore' })
}

const operation = 'Send Reaction Messages'
const place = '#/reactions/sendreaction'
const pages = [
  { name: 'home', folder: join(docs, 'dist'), file: 'index.html', route: place, heading: operation },
  { name: 'stock, inlined', folder: generated, file: 'stock-inline.html', route: place, heading: operation },
  { name: 'stock', folder: generated, file: 'stock.html', route: place, heading: operation },
  {
    name: 'error page',
    folder: join(docs, 'dist'),
    file: 'errors/E110/index.html',
    route: '',
    heading: 'E110',
  },
]

const browser = await launchBrowser()
if (browser === undefined) process.exit(0)
await using ours = await serveSite(join(docs, 'dist'))
await using stock = await serveSite(generated)
const rounds = await interleaved(pages, (page) => load(page, browser))
const rows = [...rounds].map(([{ name, folder, file }, loads]) => {
  const bytes = readFileSync(join(folder, file))
  return {
    name,
    'raw, kB': bytes.length / 1000,
    'gzip, kB': gzipSync(bytes, { level: 9 }).length / 1000,
    'paint, ms': median(loads.map(({ paint }) => paint)),
    'visible, ms': median(loads.map(({ visible }) => visible)),
    'other hosts': Math.max(...loads.map(({ foreign }) => foreign)),
  }
})
await browser.close()

const [first = {}] = rows
const columns = Object.keys(first).slice(1)
print(['', ...columns])
for (const { name, ...row } of rows) {
  print([
    name,
    ...Object.values(row).map((value) => (Number.isNaN(value) ? '–' : value.toFixed(value < 10 ? 1 : 0))),
  ])
}
writeResults('docs', { rows })

/** One load in a fresh profile; `NaN` for what does not come within three seconds. */
async function load({ folder, file, route, heading }: (typeof pages)[number], browser: Browser) {
  const { url } = folder === generated ? stock : ours
  const context = await browser.newContext()
  const page = await context.newPage()
  const hosts = new Set<string>()
  page.on('request', (request) => hosts.add(new URL(request.url().replace(/^blob:/, '')).origin))
  await page.goto(`${url}/${file}${route}`, { waitUntil: 'commit' })
  const visible = await page
    .locator('main :is(h1, h2)', { hasText: new RegExp(`^${heading}`) })
    .last()
    .waitFor({ timeout: 3000 })
    .then(
      () => page.evaluate(() => performance.now()),
      () => Number.NaN,
    )
  await page.waitForLoadState('networkidle')
  const paint = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
  )
  await context.close()
  return { paint: paint ?? Number.NaN, visible, foreign: hosts.size - 1 }
}
