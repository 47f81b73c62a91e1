import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { examplesOf, operationsOf } from '@kaleyra-reactions/spec/cases'
import { calls, document, siteUrl } from './document.ts'
import type { ErrorPage } from './errors.ts'
import { fill, hashOf, imageOf } from './templates.ts'

const root = join(import.meta.dirname, '..')

/** Addresses in Redoc's script that no reader's browser is to call, and what stands there instead. */
const foreign: [string, string][] = [
  ['https://cdn.redoc.ly/redoc/logo-mini-full.svg', imageOf('attribution.svg')],
  ['https://cdn.redoc.ly/redoc/logo-mini.svg', imageOf('attribution.svg')],
  ['https://cdn.redocly.com/icons/fa/7.0.0', 'data:,'],
  ['https://cdn.redocly.com/icons/code/5.24.0', 'data:,'],
  ['https://otel.cloud.redocly.com/v1/traces', 'data:,'],
]

/** Settings of Redoc. Of the code samples it shows only those whose language stands in its list. */
const settings = {
  telemetry: 'off',
  openapi: {
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
  const source = join(folder, 'decorated.json')
  const config = join(folder, 'redocly.yaml')
  const output = join(folder, 'index.html')
  writeFileSync(source, JSON.stringify(decorated(pages)))
  writeFileSync(config, JSON.stringify(settings))
  const values = { description: document.info.summary, favicon: imageOf('favicon.svg'), url: siteUrl ?? '' }
  const options = Object.entries(values).map(([name, value]) => `--templateOptions.${name}=${value}`)
  const files = ['--template', 'templates/home.hbs', '--config', config, '--output', output]
  const words = ['build-docs', source, '--inlineBundle', ...files, ...options]
  const { status, stderr } = spawnSync('redocly', words, { cwd: root, encoding: 'utf8' })
  if (status !== 0) throw new Error(`redocly build-docs failed:\n${stderr}`)
  for (const file of [source, config]) rmSync(file)
  writeFileSync(output, secured(readFileSync(output, 'utf8')))
}

/** The document with what its readers need in Redoc: its extensions in words, and links to the error pages. */
function decorated(pages: readonly ErrorPage[]): typeof document {
  const { paths, webhooks, components } = document
  const told = JSON.parse(JSON.stringify({ paths, webhooks, components }), inWords)
  const copy: typeof document = { ...structuredClone(document), ...told }
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

/** A reviver that says in a description what its object has as `x-source`, `x-known-values` and the like. */
function inWords(_: string, value: unknown): unknown {
  const { description, ...rest }: Record<string, unknown> = Object(value)
  const facts = Object.entries(rest).flatMap(([key, fact]) => {
    const isShown = key.startsWith('x-') && (typeof fact !== 'object' || key === 'x-known-values')
    return isShown
      ? `${key.slice(2).replaceAll('-', ' ')}: ${[fact]
          .flat()
          .map((word) => `\`${word}\``)
          .join(', ')}`
      : []
  })
  const isPlain = typeof description !== 'string' || facts.length === 0
  return isPlain ? value : { ...rest, description: `${description}\n\n*${facts.join('; ')}*` }
}

/**
 * Redoc's page without a foreign address, with a policy that lets its own scripts run and nothing else.
 *
 * @throws when a foreign address is not where this version has it, or the page would load something.
 */
export function secured(html: string): string {
  const own = foreign.reduce(
    (text, [address, substitute]) => {
      const parts = text.split(address)
      if (parts.length !== 2) throw new Error(`${address} occurs ${parts.length - 1} times in Redoc's page`)
      return parts.join(substitute)
    },
    html.replaceAll(/(<a\b[^>]*href=")\//g, '$1#/'),
  )
  const scripts = [...own.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)]
  const markup = own.replaceAll(/(<script\b[^>]*>)[\s\S]*?<\/script>/g, '$1')
  const load = /<(?:script|link|img|iframe|source)\b[^>]*(?:src|href)="(?!data:)[^"]*"/.exec(markup)
  if (load !== null) throw new Error(`Redoc's page loads something: ${load[0]}`)
  const hashes = scripts.map(([, text = '']) => `'${hashOf(text)}'`).join(' ')
  const policy = `default-src 'none'; script-src ${hashes}; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'`
  return own.replace('{policy}', policy)
}
