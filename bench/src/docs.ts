// Measures the docs site beside stock `redocly build-docs`, prints the table and writes results/docs.json.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { serveSite } from '../../packages/docs/src/server.ts'
import { type Browser, launchBrowser } from '../../packages/test-support/src/browser.ts'
import { categories, lighthouseScores } from './lighthouse.ts'
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

/** Lighthouse's slow 4G. */
const slow4g = {
  offline: false,
  latency: 150,
  downloadThroughput: (1.6 * 1024 * 1024 * 0.9) / 8,
  uploadThroughput: (750 * 1024 * 0.9) / 8,
}
const place = '#/reactions/sendreaction'
const site = join(docs, 'dist')
/** A page, and the text that a reader waits for: `ready` marks what Redoc shows only once it has rendered. */
const pages = [
  { name: 'first page', folder: site, file: 'index.html', readable: 'main h2', ready: 'main h2' },
  { name: 'error page', folder: site, file: 'errors/E110/index.html', readable: 'main h2', ready: 'main h2' },
  {
    name: 'reference',
    folder: site,
    file: `reference/index.html${place}`,
    readable: 'main tr',
    ready: '[role=tab]',
  },
  {
    name: 'stock, inlined',
    folder: generated,
    file: `stock-inline.html${place}`,
    readable: '[role=tab]',
    ready: '[role=tab]',
  },
  {
    name: 'stock',
    folder: generated,
    file: `stock.html${place}`,
    readable: '[role=tab]',
    ready: '[role=tab]',
  },
]

const browser = await launchBrowser()
if (browser === undefined) process.exit(0)
await using ours = await serveSite(join(docs, 'dist'))
await using stock = await serveSite(generated)
const rounds = await interleaved(pages, (page) => load(page, browser))
const rows = []
for (const [page, loads] of rounds) {
  const ready = median(loads.map((each) => each.ready))
  const slow = []
  // What is never ready on a quick machine would only be waited for.
  for (let round = 0; round < 3 && !Number.isNaN(ready); round += 1) {
    slow.push(await load(page, browser, true))
  }
  rows.push({
    name: page.name,
    ...weightOf(page),
    'paint, ms': median(loads.map(({ paint }) => paint)),
    'ready, ms': ready,
    'readable 6x': median(slow.map(({ readable }) => readable)),
    'ready 6x': median(slow.map(({ ready }) => ready)),
    'other hosts': Math.max(...loads.map(({ foreign }) => foreign)),
  })
}
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
const scores = await lighthouseScores(ours.url, [
  '',
  'errors/E110/index.html',
  `reference/index.html${place}`,
])
print(['Lighthouse, mobile', ...categories])
for (const { page, values } of scores) print([page, ...values.map(String)])
writeResults('docs', { rows, scores })

/** What a page weighs with the script that lies beside it. */
function weightOf({ folder, file }: (typeof pages)[number]): { 'raw, kB': number; 'gzip, kB': number } {
  const [path = ''] = file.split('#')
  const script = join(folder, dirname(path), 'redoc.js')
  const files = [join(folder, path), ...(existsSync(script) ? [script] : [])].map((name) =>
    readFileSync(name),
  )
  const sum = (sizes: number[]) => sizes.reduce((total, size) => total + size, 0) / 1000
  return {
    'raw, kB': sum(files.map((bytes) => bytes.length)),
    'gzip, kB': sum(files.map((bytes) => gzipSync(bytes, { level: 9 }).length)),
  }
}

/** One load in a fresh profile; `NaN` for what does not come in time. Slow is 6 times CPU and slow 4G, on a phone. */
async function load(
  { folder, file, readable, ready }: (typeof pages)[number],
  browser: Browser,
  isSlow = false,
): Promise<{ paint: number; readable: number; ready: number; foreign: number }> {
  const { url } = folder === generated ? stock : ours
  const context = await browser.newContext(isSlow ? { viewport: { width: 375, height: 812 } } : {})
  const page = await context.newPage()
  if (isSlow) {
    const session = await context.newCDPSession(page)
    await session.send('Network.enable')
    await session.send('Network.emulateNetworkConditions', slow4g)
    await session.send('Emulation.setCPUThrottlingRate', { rate: 6 })
  }
  const hosts = new Set<string>()
  page.on('request', (request) => hosts.add(new URL(request.url().replace(/^blob:/, '')).origin))
  await page.goto(`${url}/${file}`, { waitUntil: 'commit' })
  const timeout = isSlow ? 60_000 : 3000
  const timeOf = (selector: string) =>
    page
      .locator(selector)
      .filter({ visible: true })
      .first()
      .waitFor({ timeout })
      .then(
        () => page.evaluate(() => performance.now()),
        () => Number.NaN,
      )
  const [readableAt, readyAt] = [await timeOf(readable), await timeOf(ready)]
  await page.waitForLoadState('networkidle')
  const paint = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
  )
  await context.close()
  return { paint: paint ?? Number.NaN, readable: readableAt, ready: readyAt, foreign: hosts.size - 1 }
}
