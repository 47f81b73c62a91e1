import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { HtmlValidate } from 'html-validate'
import { afterAll, expect, test } from 'vitest'
import { siteMap } from '../src/machine-files.ts'
import { secured, withoutAddresses } from '../src/reference.ts'
import { serveSite } from '../src/server.ts'
import { callbacks, calls, document, model, repositoryOf, siteUrl } from '../src/site-document.ts'
import { basePath, dist, filesIn, ownPages, read } from './site.ts'

const scratch = mkdtempSync(join(tmpdir(), 'kaleyra-docs-'))
afterAll(() => rmSync(scratch, { recursive: true }))
const errors = model.errorCases

test('every error has its page and its entry in each list', () => {
  const { version, errors: listed }: { version: string; errors: { name: string; page: string }[] } =
    JSON.parse(read('errors.json'))
  expect(version).toBe(model.version)
  expect(listed.map(({ page }) => page.replace(siteUrl ?? '', ''))).toEqual(
    errors.map(({ name }) => `errors/${name}/index.html`),
  )
  expect(listed.map(({ name }) => name)).toEqual(errors.map(({ name }) => name))
  for (const { name } of listed) {
    expect(read(`errors/${name}/index.html`)).toContain(`<h1>${name}: `)
    for (const list of [
      'errors/index.html',
      'llms.txt',
      'reference.md',
      'index.html',
      'reference/index.html',
    ]) {
      expect(read(list)).toContain(`errors/${name}/index.html`.slice(list.startsWith('errors') ? 7 : 0))
    }
  }
})

test('the reference as Markdown says what the document says of each group, operation, response and object', () => {
  const operations = [...calls, ...callbacks]
  const responses = operations.flatMap((operation) => [...operation.responses, ...operation.answers])
  const objects = Object.values(document.components.schemas).filter(({ type }) => type === 'object')
  const reference = read('reference.md').replaceAll(/\s+/g, ' ')
  for (const { description = '' } of [...model.tags, ...operations, ...responses, ...objects])
    expect(reference).toContain(description.trim().replaceAll(/\s+/g, ' '))
})

test.each(ownPages)('%s is valid HTML', async (page) => {
  const validator = new HtmlValidate({
    extends: ['html-validate:recommended'],
    rules: { 'long-title': 'off' },
  })
  const { results } = await validator.validateString(read(page))
  expect(
    results.flatMap(({ messages }) => messages.map(({ line, message }) => `${line}: ${message}`)),
  ).toEqual([])
})

test.each(ownPages)(
  '%s takes at most 30 kB with everything, loads nothing and runs no script but ours',
  (page) => {
    const html = read(page).replaceAll('&#x27;', "'").replaceAll('&#x3D;', '=')
    expect(gzipSync(html).length).toBeLessThanOrEqual(30_000)
    expect(html).not.toMatch(
      /<script [^>]*src|<iframe|<img[^>]*src="(?!data:)|@import|<link rel="(?!icon|canonical)|url\(/,
    )
    expect(html).toMatch(
      /http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ('sha256-[^']+' ?)+; script-src ('sha256-[^']+' ?)+; connect-src 'self'; img-src data:;/,
    )
  },
)

test('a code that is no name of a case has a page with all its cases', () => {
  const codes = new Set(errors.flatMap(({ code }) => code ?? []))
  for (const { name } of errors) codes.delete(name)
  expect(codes.size).toBeGreaterThan(0)
  for (const code of codes) {
    const page = read(`errors/${code}/index.html`)
    for (const { name, code: other, key } of errors) {
      const isOne = other === code
      expect(page.includes(`<th scope="row"><a href="../../errors/${name}/index.html"`)).toBe(isOne)
      if (isOne && key !== undefined) expect(page).toContain(`<code>error.${key}</code>`)
    }
  }
})

test.each(filesIn().filter((file) => /\.(html|md)$|^llms.txt$/.test(file)))(
  'every link of %s resolves',
  (file) => {
    const markup = read(file).replaceAll(/<script\b[^>]*>[\s\S]*?<\/script>/g, '')
    const targets = [
      ...markup.matchAll(
        file.endsWith('html') ? /<a\b[^>]*href="(?<target>[^"]*)"/g : /\]\((?<target>[^)\s]+)\)/g,
      ),
    ].map(({ groups }) => groups?.['target'] ?? '')
    const own = targets
      .map((target) => target.replace(siteUrl ?? '/', '/').replace(basePath, '/'))
      .filter((to) => !/^https?:/.test(to))
    expect(targets.length).toBeGreaterThan(0)
    if (file !== '404.html') expect(targets.filter((target) => target.startsWith('/'))).toEqual([])
    for (const target of own) {
      const [path = '', fragment] = target.split('#')
      const place = path.startsWith('/')
        ? path.slice(1)
        : join(path === '' ? file : dirname(file), path === '' ? '' : path)
      const found = path === '' ? file : place
      expect(existsSync(join(dist, found)), target).toBe(true)
      if (fragment && !fragment.startsWith('/')) expect(read(found), target).toContain(`id="${fragment}"`)
    }
  },
)

test('the documents to download are the bundles', () => {
  const bundle = join(import.meta.dirname, '../node_modules/@kaleyra-reactions/spec/dist')
  for (const name of ['openapi.yaml', 'openapi.json', 'openapi.strict.yaml'])
    expect(read(name)).toBe(readFileSync(join(bundle, name), 'utf8'))
  expect(read('llms-full.txt')).toBe(read('openapi.yaml'))
})

test('no file names a place of the machine that built it', () => {
  const root = join(import.meta.dirname, '../../..')
  expect(filesIn().filter((file) => read(file).includes(root))).toEqual([])
})

test('two builds are byte-identical, whatever path the site lies below', async () => {
  const folder = join(scratch, 'site')
  const build = join(import.meta.dirname, '../src/build.ts')
  const env = { ...process.env, DOCS_BASE_PATH: '/below/' }
  await promisify(execFile)(process.execPath, [build, folder], { env })
  expect(filesIn(folder)).toEqual(filesIn())
  for (const file of filesIn()) {
    if (file !== '404.html') expect(readFileSync(join(folder, file), 'utf8') === read(file), file).toBe(true)
  }
  // The page for addresses that do not exist is the only one that needs to know where the site lies.
  if (siteUrl === undefined)
    expect(readFileSync(join(folder, '404.html'), 'utf8')).toContain('href="/below/errors/index.html"')
})

test.each([
  ['its script is no module', 'type="module"', 'type="text"', /type="module"> occurs 0 times/],
  ['an image is loaded', '<body>', '<body><img src="https://example.com/a.png">', /loads something: <img/],
  [
    'a script is loaded',
    '<body>',
    '<body><script src="https://example.com/a.js"></script>',
    /loads something: <script/,
  ],
])('the build fails loudly where %s in what Redoc writes', async (_, before, after, message) => {
  expect(() => secured(redocPage.replace(before, after))).toThrow(message)
  expect(secured(redocPage)).not.toMatch(/cdn|type="module"/)
})

test("the build fails loudly where an address is gone from Redoc's script", () => {
  const script = `['https://cdn.redoc.ly/redoc/logo-mini-full.svg', 'https://cdn.redoc.ly/redoc/logo-mini.svg',
    'https://cdn.redocly.com/icons/fa/7.0.0', 'https://cdn.redocly.com/icons/code/5.24.0',
    'https://otel.cloud.redocly.com/v1/traces'].main.withConfig()`
  expect(withoutAddresses(script)).not.toMatch(/otel|cdn/)
  const other = script.replace('otel.cloud', 'otel.other')
  expect(() => withoutAddresses(other)).toThrow(/otel\.cloud\S+ occurs 0 times/)
})

const redocPage = `<html><head><link rel="modulepreload" href="https://cdn.redocly.com/a.js"></head><body><a href="/x">x</a>
  <script type="module">import { hydrate } from "https://cdn.redocly.com/a.js";
  hydrate(__redoc_definition, __redoc_options, 1)</script></body></html>`

test("until the document names the site's address, nothing prints a link to it", () => {
  expect(read('reference/index.html').includes('og:url')).toBe(siteUrl !== undefined)
  expect(filesIn().includes('sitemap.xml')).toBe(siteUrl !== undefined)
  expect(siteMap('https://docs.example/site/', [{ name: 'E1' }])).toContain(
    '<loc>https://docs.example/site/errors/E1/</loc>',
  )
  expect(ownPages.some((page) => read(page).includes('og:url'))).toBe(siteUrl !== undefined)
  expect(/\]\(https?:[^)]*errors\//.test(read('llms.txt'))).toBe(siteUrl !== undefined)
})

test('once the manifest of the client names a repository, the pages link to it and to its issues', () => {
  const home = 'https://git.example/owner/name'
  expect(repositoryOf({})).toBeUndefined()
  expect(repositoryOf({ repository: { type: 'git', url: `git+${home}.git` } })).toEqual({
    home,
    issues: `${home}/issues`,
  })
  expect(repositoryOf({ repository: home, bugs: { url: 'https://bugs.example' } })).toEqual({
    home,
    issues: 'https://bugs.example',
  })
})

test('texts are served as UTF-8', async () => {
  await using site = await serveSite(dist)
  for (const file of [
    'reference.md',
    'llms.txt',
    'openapi.yaml',
    'errors.json',
    'index.html',
    'errors/E110/',
  ]) {
    const response = await fetch(`${site.url}/${file}`)
    expect(response.headers.get('content-type'), file).toMatch(/charset=utf-8$/i)
  }
})

test('a page that is not there gets status 404 and the page for that, from any depth', async () => {
  await using site = await serveSite(dist)
  const response = await fetch(`${site.url}/some/where`)
  expect(response.status).toBe(404)
  expect(await response.text()).toBe(read('404.html'))
  expect(read('404.html')).toContain(`href="${basePath}errors/index.html"`)
  expect((await fetch(`${site.url}/errors/E110/`)).status).toBe(200)
})
