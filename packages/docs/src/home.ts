import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Provenance } from '@kaleyra-reactions/model/document'
import { callbacksOf, examplesOf, operationsOf } from '@kaleyra-reactions/model/operations'
import { describedSourcesOf } from '@kaleyra-reactions/model/sources'
import type { ErrorPage } from './error-pages.ts'
import { calls, document, siteUrl } from './site-document.ts'
import { fill, hashOf, imageOf, policyOf } from './templates.ts'

/** A text in Redoc's script, and the text that takes its place. */
interface Substitution {
  found: string
  substitute: string
}

/**
 * The changes to Redoc's script; each text has to occur in it exactly once. They remove every address that a reader's
 * browser would call, and a second `main` element, into which browser extensions would write.
 */
const substitutions: Substitution[] = [
  { found: 'https://cdn.redoc.ly/redoc/logo-mini-full.svg', substitute: imageOf('attribution.svg') },
  { found: 'https://cdn.redoc.ly/redoc/logo-mini.svg', substitute: imageOf('attribution.svg') },
  { found: 'https://cdn.redocly.com/icons/fa/7.0.0', substitute: 'data:,' },
  { found: 'https://cdn.redocly.com/icons/code/5.24.0', substitute: 'data:,' },
  { found: 'https://otel.cloud.redocly.com/v1/traces', substitute: 'data:,' },
  { found: '.main.withConfig(', substitute: '.div.withConfig(' },
]

/** The settings of Redoc. It shows only the code samples whose language stands in its list. */
const settings = {
  telemetry: 'off',
  openapi: {
    showExtensions: true,
    schemasExpansionLevel: 'all',
    jsonSamplesExpandLevel: 'all',
    downloadUrls: ['openapi.yaml', 'openapi.json'].map((url) => ({ title: url, url })),
    codeSamples: {
      languages: calls
        .flatMap((operation) => operation['x-codeSamples'] ?? [])
        .map(({ lang, label }) => ({ lang, label }))
        .concat({ lang: 'payload', label: 'Payload' }),
    },
  },
}

/**
 * Writes the reference, rendered by Redoc, as `index.html` into a folder.
 *
 * @throws when Redoc fails, or does not write what the substitutions expect.
 */
export function writeHome(folder: string, pages: readonly ErrorPage[]): void {
  const { title, summary: description } = document.info
  const inputs = {
    'decorated.json': JSON.stringify(decorated(pages)),
    'redocly.yaml': JSON.stringify(settings),
    'home.hbs': fill('home.hbs', { pageTitle: title, description, url: siteUrl, policy: '{policy}' }),
  }
  for (const [name, text] of Object.entries(inputs)) writeFileSync(join(folder, name), text)
  const words = 'build-docs decorated.json --inlineBundle --template home.hbs --output index.html'
  execFileSync('redocly', words.split(' '), { cwd: folder, stdio: 'pipe' })
  for (const name of Object.keys(inputs)) rmSync(join(folder, name))
  const output = join(folder, 'index.html')
  writeFileSync(output, secured(readFileSync(output, 'utf8')))
}

/** The document as Redoc gets it: with the sources of each error, and with links to the error pages. */
function decorated(pages: readonly ErrorPage[]): typeof document {
  const copy = structuredClone(document)
  copy.info.description +=
    fill('quick-start.md', {}) + fill('overview.md.hbs', { pages, sources: document['x-sources'] })
  const contents = [...operationsOf(copy), ...callbacksOf(copy)].flatMap(({ requestBody, responses }) => [
    requestBody,
    ...Object.values(responses),
  ])
  const examples = contents.flatMap((content) => examplesOf(content))
  for (const page of pages) {
    const places = examples.filter(({ name }) => name === page.name)
    if (places.length === 0) throw new Error(`${page.name} has no place in the reference`)
    for (const { example } of places) {
      example.description = `${example.description}\n\n${fill('explanation.md.hbs', page)}`
      delete example['x-error']
    }
  }
  return JSON.parse(JSON.stringify(copy), withSourceInWords)
}

/** A node of the document whose source stands in its description, where it would else be shown as data. */
function withSourceInWords(_: string, node: Told | null): unknown {
  if (node?.['x-source'] === undefined || typeof node.description !== 'string') return node
  const { 'x-source': source, description, ...rest } = node
  const sources = describedSourcesOf(source, document)
  return { ...rest, description: fill('sources.md.hbs', { description: description.trim(), sources }) }
}

/** What is read of any node. */
interface Told {
  description?: string
  'x-source'?: Provenance
}

const script = /(?<start><script\b[^>]*>)(?<text>[\s\S]*?)<\/script>/g

/**
 * Redoc's page with the substitutions made, and with a policy that lets its own scripts run and nothing else.
 *
 * @throws when a text to substitute does not occur exactly once, or when the page would load something.
 */
export function secured(html: string): string {
  const changed = substitutions.reduce(
    substituted,
    html.replaceAll(/(?<start><a\b[^>]*href=")\//g, '$<start>#/'),
  )
  const markup = changed.replaceAll(script, '$<start>')
  const load = /<(?:script|link|img|iframe|source)\b[^>]*(?:src|href)="(?!data:)[^"]*"/.exec(markup)
  if (load !== null) throw new Error(`Redoc's page loads something: ${load[0]}`)
  const hashes = [...changed.matchAll(script)].map(({ groups }) => `'${hashOf(groups?.['text'] ?? '')}'`)
  const policy = policyOf(`script-src ${hashes.join(' ')}; style-src 'unsafe-inline'; font-src data:`)
  return changed.replace('{policy}', policy)
}

function substituted(html: string, { found, substitute }: Substitution): string {
  const parts = html.split(found)
  if (parts.length !== 2) throw new Error(`${found} occurs ${parts.length - 1} times in Redoc's page`)
  return parts.join(substitute)
}
