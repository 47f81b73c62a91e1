import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Provenance } from '@kaleyra-reactions/model/document'
import { callbacksOf, examplesOf, operationsOf } from '@kaleyra-reactions/model/operations'
import type { ErrorPage } from './error-pages.ts'
import { referenceText } from './machine-files.ts'
import { referencePage } from './reference-links.ts'
import { classicScriptOf } from './scripts.ts'
import { calls, document, model, repository, siteUrl, sourcesIn } from './site-document.ts'
import { startPage } from './start-page.ts'
import { fill, hashOf, imageOf, policyOf } from './templates.ts'

/** A text that Redoc wrote, and the text that takes its place. */
interface Substitution {
  found: string | RegExp
  substitute: string
}

/**
 * The changes to Redoc's script; each text has to occur in it exactly once. They remove every address that a reader's
 * browser would call, and a second `main` element, into which browser extensions would write.
 */
const scriptSubstitutions: Substitution[] = [
  { found: 'https://cdn.redoc.ly/redoc/logo-mini-full.svg', substitute: imageOf('attribution.svg') },
  { found: 'https://cdn.redoc.ly/redoc/logo-mini.svg', substitute: imageOf('attribution.svg') },
  { found: 'https://cdn.redocly.com/icons/fa/7.0.0', substitute: 'data:,' },
  { found: 'https://cdn.redocly.com/icons/code/5.24.0', substitute: 'data:,' },
  { found: 'https://otel.cloud.redocly.com/v1/traces', substitute: 'data:,' },
  { found: '.main.withConfig(', substitute: '.div.withConfig(' },
]

/** The changes to Redoc's page: its script comes from beside the page, as a classic one, which also loads from a file. */
const pageSubstitutions: Substitution[] = [
  { found: /<link rel="modulepreload"[^>]*>/g, substitute: '<script defer src="redoc.js"></script>' },
  { found: /import \{ hydrate \} from "[^"]*";/g, substitute: '' },
  { found: '<script type="module">', substitute: '<script>' },
  {
    found: 'hydrate(__redoc_definition, __redoc_options,',
    substitute: 'startRedoc(__redoc_definition, __redoc_options,',
  },
]

/** The settings of Redoc. It shows only the code samples whose language stands in its list. */
const settings = {
  telemetry: 'off',
  openapi: {
    schemasExpansionLevel: 'all',
    jsonSamplesExpandLevel: 'all',
    codeSamples: {
      languages: calls
        .flatMap(({ samples }) => samples)
        .map(({ lang, label }) => ({ lang, label }))
        .concat({ lang: 'payload', label: 'Payload' }),
    },
  },
}

/**
 * Writes the reference, rendered by Redoc, and Redoc's script beside it into a folder.
 *
 * @throws when Redoc fails, or does not write what the substitutions expect.
 */
export function writeReference(folder: string, pages: readonly ErrorPage[]): void {
  const values = {
    ...startPage(pages),
    pages,
    model,
    repository,
    policy: '{policy}',
    root: '../',
    view: 'reference',
    pageTitle: 'Reference · Kaleyra Reactions',
    description: model.summary,
    url: siteUrl && siteUrl + referencePage,
  }
  const inputs = {
    'decorated.json': JSON.stringify(decorated(pages)),
    'redocly.yaml': JSON.stringify(settings),
    'reference.hbs': fill('reference.hbs', values),
  }
  const scratch = mkdtempSync(join(tmpdir(), 'kaleyra-reference-'))
  try {
    for (const [name, text] of Object.entries(inputs)) writeFileSync(join(scratch, name), text)
    const words = 'build-docs decorated.json --template reference.hbs --output index.html'
    execFileSync('redocly', words.split(' '), { cwd: scratch, stdio: 'pipe' })
    const target = join(folder, dirname(referencePage))
    mkdirSync(target, { recursive: true })
    const page = secured(readFileSync(join(scratch, 'index.html'), 'utf8'))
    const printed = fill('printed.hbs', { text: referenceText(pages, '../') })
    writeFileSync(
      join(target, 'index.html'),
      page.replace('{printed}', () => printed),
    )
    writeFileSync(join(target, 'redoc.js'), classicScript())
  } finally {
    rmSync(scratch, { recursive: true })
  }
}

/** The document as Redoc gets it: what it would show as data is in words, and each error links to its page. */
function decorated(pages: readonly ErrorPage[]): object {
  const copy = structuredClone(document)
  const overview = fill('overview.md.hbs', { pages, sources: model.sources, root: '../' })
  // Redoc writes the version behind the title. The footer of our pages names it.
  copy.info = {
    ...copy.info,
    title: 'Reference',
    version: '',
    description: `${model.description}\n${overview}`,
  }
  for (const operation of operationsOf(copy)) {
    // The code samples do not follow the picker of examples, so there is none: removals have samples of their own.
    const content = operation.requestBody?.content?.['application/json']
    const [first] = examplesOf(operation.requestBody)
    if (content && first) content.examples = { [first.name]: first.example }
  }
  const contents = [...operationsOf(copy), ...callbacksOf(copy)].flatMap(({ requestBody, responses }) => [
    requestBody,
    ...Object.values(responses),
  ])
  const examples = contents.flatMap((content) => examplesOf(content))
  for (const page of pages) {
    const places = examples.filter(({ name }) => name === page.name)
    if (places.length === 0) throw new Error(`${page.name} has no place in the reference`)
    for (const { example } of places) {
      example.description = `${example.description}\n\n${fill('explanation.md.hbs', { ...page, root: '../' })}`
      delete example['x-error']
    }
  }
  return JSON.parse(JSON.stringify(copy), withExtensionsInWords)
}

/** What is read of any node. */
interface Told {
  description?: string
  'x-source'?: Provenance
  'x-extensible-enum'?: string[]
}

/** A node of the document whose extensions stand in its description, since Redoc does not show them. */
function withExtensionsInWords(_: string, node: Told | null): unknown {
  const { 'x-source': source, 'x-extensible-enum': known, description = '' } = node ?? {}
  if (node === null || (source === undefined && known === undefined)) return node
  const sources = sourcesIn(source)
  return { ...node, description: fill('sources.md.hbs', { description: description.trim(), known, sources }) }
}

const script = /(?<start><script\b[^>]*>)(?<text>[\s\S]*?)<\/script>/g

/**
 * Redoc's page with the substitutions made, and with a policy that lets its own scripts run and nothing else.
 *
 * @throws when a text to substitute does not occur exactly once, or when the page would load something.
 */
export function secured(html: string): string {
  const linked = html.replaceAll(/(?<start><a\b[^>]*href=")\//g, '$<start>#/')
  const changed = pageSubstitutions.reduce(substituted, linked)
  const markup = changed.replaceAll(script, '$<start>')
  const load =
    /<(?:script|link|img|iframe|source)\b(?![^>]*rel="canonical")[^>]*(?:src|href)="(?!data:|redoc\.js")[^"]*"/.exec(
      markup,
    )
  if (load !== null) throw new Error(`Redoc's page loads something: ${load[0]}`)
  const texts = [...changed.matchAll(script)].flatMap(({ groups }) => groups?.['text'] || [])
  const hashes = texts.map((text) => `'${hashOf(text)}'`)
  const policy = policyOf(`script-src 'self' ${hashes.join(' ')}; style-src 'unsafe-inline'; font-src data:`)
  return changed.replace('{policy}', policy)
}

/** Redoc's script with the substitutions made, as a classic script that defines `Redoc`. */
function classicScript(): string {
  const cli = createRequire(import.meta.url).resolve('@redocly/cli/package.json')
  const module = classicScriptOf(join(dirname(cli), 'lib/chunks/redoc.standalone.js'), 'Redoc')
  return withoutAddresses(module)
}

/**
 * Redoc's script with the substitutions made.
 *
 * @throws when a text to substitute does not occur exactly once.
 */
export function withoutAddresses(code: string): string {
  return scriptSubstitutions.reduce(substituted, code)
}

function substituted(text: string, { found, substitute }: Substitution): string {
  const parts = text.split(found)
  if (parts.length !== 2) throw new Error(`${found} occurs ${parts.length - 1} times in what Redoc wrote`)
  return parts.join(substitute)
}
