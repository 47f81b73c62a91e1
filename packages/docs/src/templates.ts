import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Handlebars from 'handlebars'
import { Marked } from 'marked'
import { parameterTable, schemaTable } from './tables.ts'

const folder = join(import.meta.dirname, '../templates')
// HTML in the document's text is shown as text.
const marked = new Marked({ renderer: { html: ({ text }) => Handlebars.escapeExpression(text) } })
Handlebars.registerHelper({
  markdown: (text = '') => new Handlebars.SafeString(marked.parseInline(text, { async: false })),
  json: (value: unknown) => JSON.stringify(value, null, 2),
  same: (left: unknown, right: unknown) => left === right,
  /** Text that has to stand on one line of a list or a table. */
  line: (text = '') => text.trim().replaceAll(/\s+/g, ' ').replaceAll('|', '\\|'),
  trim: (text = '') => text.trim(),
  upper: (text = '') => text.toUpperCase(),
  list: (values: readonly unknown[]) => values.join(', '),
  image: imageOf,
  schema: schemaTable,
  parameterTable,
})
for (const name of readdirSync(folder)) Handlebars.registerPartial(name, readTemplate(name))

const policy = policyOf(`style-src '${hashOf(readTemplate('style.css'))}'`)

/**
 * Fills a template. A template includes another one by the name of its file. In Markdown nothing is escaped.
 *
 * @param name the template's file; `.md.` in it marks Markdown.
 */
export function fill(name: string, values: object): string {
  const settings = { noEscape: name.includes('.md.'), preventIndent: true }
  return Handlebars.compile(readTemplate(name), settings)({ policy, ...values })
}

/** The text of a file of the templates' folder. */
function readTemplate(name: string): string {
  return readFileSync(join(folder, name), 'utf8')
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
