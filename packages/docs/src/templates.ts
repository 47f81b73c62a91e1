import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DescribedSource } from '@kaleyra-reactions/model/sources'
import Handlebars from 'handlebars'
import { Marked } from 'marked'
import { parameterTable, typeTable } from './fields.ts'
import { pageScript, referenceScript, themeScript } from './scripts.ts'
import { sourcesIn } from './site-document.ts'

const folder = join(import.meta.dirname, '../templates')
// HTML in the document's text is shown as text.
const marked = new Marked({ renderer: { html: ({ text }) => Handlebars.escapeExpression(text) } })
Handlebars.registerHelper({
  /** Markdown of one paragraph. */
  markdown: (text = '') => new Handlebars.SafeString(marked.parseInline(text, { async: false })),
  /** Markdown of several paragraphs and lists. */
  blocks: (text = '') => new Handlebars.SafeString(marked.parse(text, { async: false })),
  json: (value: unknown) => JSON.stringify(value, null, 2),
  same: (left: unknown, right: unknown) => left === right,
  several: (values: readonly unknown[]) => values.length > 1,
  first: (values: readonly unknown[]) => values[0],
  rest: (values: readonly unknown[]) => values.slice(1),
  /** Text that has to stand on one line of a list or a table. */
  line: (text = '') => text.trim().replaceAll(/\s+/g, ' ').replaceAll('|', '\\|'),
  /** A text as a part of the address of a place on the page. */
  anchor: (text = '') => text.replaceAll(/[^A-Za-z0-9_-]+/g, '-'),
  trim: (text = '') => text.trim(),
  upper: (text = '') => text.toUpperCase(),
  list: (values: readonly unknown[]) => values.join(', '),
  merged: (...lists: unknown[]) => mergedSources(lists),
  image: imageOf,
  typeTable,
  sourcesIn,
  parameterTable,
})
for (const name of readdirSync(folder)) Handlebars.registerPartial(name, readTemplate(name))

const styles = ['frame.css', 'style.css'].map((name) => `'${hashOf(readTemplate(name))}'`)
const scripts = [themeScript, pageScript].map((text) => `'${hashOf(text)}'`)
// Checkers that run in the page read robots.txt and llms.txt, so the site itself can be asked.
const policy = policyOf(`style-src ${styles.join(' ')}; script-src ${scripts.join(' ')}; connect-src 'self'`)

/**
 * Fills a template. A template includes another one by the name of its file. In Markdown nothing is escaped.
 *
 * @param name the template's file; `.md.` in it marks Markdown.
 */
export function fill(name: string, values: object): string {
  const settings = { noEscape: name.includes('.md.'), preventIndent: true }
  const shared = { policy, themeScript, referenceScript, script: pageScript }
  return Handlebars.compile(readTemplate(name), settings)({ ...shared, ...values })
}

/** The text of a file of the templates' folder. */
function readTemplate(name: string): string {
  return readFileSync(join(folder, name), 'utf8')
}

/** The sources of several statements, each once. Handlebars adds its own options behind the arguments. */
function mergedSources(lists: readonly unknown[]): DescribedSource[] {
  const sources: DescribedSource[] = lists.filter(Array.isArray).flat()
  return sources.filter(
    ({ what, url }, index) =>
      sources.findIndex((other) => other.what === what && other.url === url) === index,
  )
}

/** An image of the templates' folder as a `data:` address, which needs no request. */
export function imageOf(name: string): string {
  return `data:image/svg+xml,${encodeURIComponent(readTemplate(name).trim())}`
}

/** A Content-Security-Policy that allows images in `data:` addresses and the named sources, and nothing else. */
export function policyOf(allowed: string): string {
  return `default-src 'none'; ${allowed}; img-src data:; base-uri 'none'; form-action 'none'`
}

/** The hash by which a Content-Security-Policy names an inline script or style. */
export function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}
