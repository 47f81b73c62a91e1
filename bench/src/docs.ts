// Weighs the pages of the docs site, has Lighthouse rate them, prints the table and writes results/docs.json.
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { serveFolder } from '../../packages/test-support/src/folder-server.ts'
import { categories, lighthouseScores } from './lighthouse.ts'
import { print, writeResults } from './results.ts'

const site = join(import.meta.dirname, '../../packages/docs/dist')
const pages = ['index.html', 'errors/E110/index.html', 'reference/index.html']

await using server = await serveFolder(site)
const scores = await lighthouseScores(server.url, pages)
const weights = pages.map((page) => ({ page, ...weightOf(page) }))
print(['', 'raw, kB', 'gzip, kB', ...categories])
for (const { page, raw, gzip } of weights) {
  const values = scores.find((each) => each.page === page)?.values ?? []
  print([page, raw.toFixed(0), gzip.toFixed(1), ...values.map(String)])
}
writeResults('docs', { weights, scores })

/** What a page weighs with the styles and scripts that it loads. */
function weightOf(page: string): { raw: number; gzip: number } {
  const html = readFileSync(join(site, page), 'utf8')
  const loaded = [...html.slice(0, 5000).matchAll(/ (?:src|href)="(?<file>[^":]+\.(?:js|css|svg))"/g)]
  const files = new Set([page, ...loaded.map(({ groups }) => join(dirname(page), groups?.['file'] ?? ''))])
  const bytes = [...files].map((file) => readFileSync(join(site, file)))
  const sum = (sizes: number[]) => sizes.reduce((total, size) => total + size, 0) / 1000
  return {
    raw: sum(bytes.map(({ length }) => length)),
    gzip: sum(bytes.map((each) => gzipSync(each).length)),
  }
}
