import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Handlebars from 'handlebars'
import { Marked } from 'marked'

const folder = join(import.meta.dirname, '../templates')
// Markup in the document's text is text.
const marked = new Marked({ renderer: { html: ({ text }) => Handlebars.escapeExpression(text) } })
const helpers = {
  markdown: (text = '') => new Handlebars.SafeString(marked.parseInline(text, { async: false })),
  json: (value: unknown) => JSON.stringify(value, null, 2),
  same: (left: unknown, right: unknown) => left === right,
  concat: (...parts: unknown[]) => parts.slice(0, -1).join(''),
  /** Text for one line of a list or a table. */
  line: (text = '') => text.trim().replaceAll(/\s+/g, ' ').replaceAll('|', '\\|'),
  trim: (text = '') => text.trim(),
  upper: (text = '') => text.toUpperCase(),
  list: (values: readonly unknown[]) => values.join(', '),
}

/** The text of a file of the templates' folder. */
function readTemplate(name: string): string {
  return readFileSync(join(folder, name), 'utf8')
}

/** An image of the templates' folder as an address that needs no request. */
export function imageOf(name: string): string {
  return `data:image/svg+xml,${encodeURIComponent(readTemplate(name).trim())}`
}

const style = readTemplate('style.css')
const policy = `default-src 'none'; style-src '${hashOf(style)}'; img-src data:; base-uri 'none'; form-action 'none'`

/** Fills a template; those of Markdown are filled without escaping. */
export function fill(name: string, values: object): string {
  const partials = {
    layout: Handlebars.compile(readTemplate('layout.hbs'), { preventIndent: true }),
    explanation: Handlebars.compile(readTemplate('explanation.md.hbs'), { noEscape: true }),
    content: Handlebars.compile(readTemplate('content.md.hbs'), { noEscape: true }),
  }
  const settings = { noEscape: name.includes('.md.'), preventIndent: true }
  const template = Handlebars.compile(readTemplate(name), settings)
  return template({ ...values, favicon: imageOf('favicon.svg'), style, policy }, { helpers, partials })
}

/** The hash by which a Content-Security-Policy names an inline script or style. */
export function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}
