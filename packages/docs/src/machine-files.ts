import type { Page } from './page.ts'
import { model, siteUrl } from './site.ts'

/** The content of `llms.txt`: every page as Markdown, the document, and what there is beside it. */
export function llmsText(pages: readonly Page[]): string {
  const root = siteUrl ?? ''
  const lines = pages.map(
    ({ path, title, description }) => `- [${title}](${root}${path}index.md): ${oneLine(description)}`,
  )
  return `# ${model.title}

> ${model.summary} Unofficial: not made or endorsed by Kaleyra.

This project has a typed client for JavaScript and TypeScript (\`@kaleyra-reactions/client\`), a command line tool
(\`@kaleyra-reactions/cli\`, command \`kaleyra-reactions\`) and a mock for tests (\`@kaleyra-reactions/mock\`).

## Pages

${lines.join('\n')}

## Document

- [OpenAPI, YAML](${root}openapi.yaml): the source of this site
- [OpenAPI, JSON](${root}openapi.json)
- [OpenAPI for validators](${root}openapi.strict.yaml): each response must match exactly one documented case
`
}

/** The content of `sitemap.xml`. */
export function siteMap(address: string, pages: readonly Page[]): string {
  const places = [...pages.map(({ path }) => path), 'reference/']
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${places.map((path) => `<url><loc>${address}${path}</loc></url>`).join('\n')}
</urlset>
`
}

function oneLine(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ')
}
