import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { examplesOf, operationsOf } from '@kaleyra-reactions/spec/cases'
import { calls, document, siteUrl } from './document.ts'
import type { ErrorPage } from './errors.ts'
import { fill, hashOf, imageOf, policyOf } from './templates.ts'

/**
 * What stands once in Redoc's script, and what is to stand there instead: no address that a reader's browser would
 * call, and no second `main` in the page, which extensions would be shown in.
 */
const changes: [string, string][] = [
  ['https://cdn.redoc.ly/redoc/logo-mini-full.svg', imageOf('attribution.svg')],
  ['https://cdn.redoc.ly/redoc/logo-mini.svg', imageOf('attribution.svg')],
  ['https://cdn.redocly.com/icons/fa/7.0.0', 'data:,'],
  ['https://cdn.redocly.com/icons/code/5.24.0', 'data:,'],
  ['https://otel.cloud.redocly.com/v1/traces', 'data:,'],
  ['.main.withConfig(', '.div.withConfig('],
]

/** Settings of Redoc. Of the code samples it shows only those whose language stands in its list. */
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
 * @throws when Redoc fails, or its output is not of the form that the changes expect.
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

/** The document with what its readers need in Redoc: what is known of each error, and links to the error pages. */
function decorated(pages: readonly ErrorPage[]): typeof document {
  const copy = structuredClone(document)
  copy.info.description += fill('overview.md.hbs', { pages, sources: document['x-sources'] })
  const callbacks = operationsOf({ ...copy, paths: copy.webhooks ?? {} })
  const examples = new Map(callbacks.flatMap(({ requestBody }) => examplesOf(requestBody)))
  for (const page of pages) {
    const shown = copy.components.schemas[page.name] ?? examples.get(page.name)
    if (shown === undefined) throw new Error(`${page.name} has no place in the reference`)
    const explanation = fill('explanation.md.hbs', page)
    shown.description = `${shown.description ?? ''}\n\n${explanation}`
    delete shown['x-error']
  }
  return copy
}

/**
 * Redoc's page with the changes, and with a policy that lets its own scripts run and nothing else.
 *
 * @throws when what is to be changed is not where this version has it, or the page would load something.
 */
export function secured(html: string): string {
  const own = changes.reduce(
    (text, [place, substitute]) => {
      const parts = text.split(place)
      if (parts.length !== 2) throw new Error(`${place} occurs ${parts.length - 1} times in Redoc's page`)
      return parts.join(substitute)
    },
    html.replaceAll(/(<a\b[^>]*href=")\//g, '$1#/'),
  )
  const scripts = [...own.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)]
  const markup = own.replaceAll(/(<script\b[^>]*>)[\s\S]*?<\/script>/g, '$1')
  const load = /<(?:script|link|img|iframe|source)\b[^>]*(?:src|href)="(?!data:)[^"]*"/.exec(markup)
  if (load !== null) throw new Error(`Redoc's page loads something: ${load[0]}`)
  const hashes = scripts.map(([, text = '']) => `'${hashOf(text)}'`).join(' ')
  return own.replace('{policy}', policyOf(`script-src ${hashes}; style-src 'unsafe-inline'; font-src data:`))
}
