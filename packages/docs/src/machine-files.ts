import type { ErrorPage } from './error-pages.ts'
import { referencePage } from './reference-links.ts'
import { callbacks, calls, model, siteUrl } from './site-document.ts'
import { fill } from './templates.ts'

/**
 * The whole reference in Markdown.
 *
 * @param root the relative path from the place of the text to the root of the site.
 */
export function referenceText(pages: readonly ErrorPage[], root = ''): string {
  return fill('reference.md.hbs', { model, pages, root, operations: [...calls, ...callbacks] })
}

/** The content of `errors.json`: every error with the address of its page, which is relative until the site has one. */
export function errorList(): object {
  return {
    version: model.version,
    document: `${siteUrl ?? ''}openapi.json`,
    errors: model.errorCases.map(({ error, ...found }) => ({
      ...found,
      ...error,
      page: `${siteUrl ?? ''}errors/${found.name}/index.html`,
    })),
  }
}

/** The content of `sitemap.xml`. */
export function siteMap(address: string, pages: readonly { name: string }[]): string {
  const files = [
    '',
    'errors/',
    referencePage.replace('index.html', ''),
    ...pages.map(({ name }) => `errors/${name}/`),
  ]
  const entries = files.map((file) => `<url><loc>${address}${file}</loc></url>`)
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${entries.join('\n')}
</urlset>
`
}
