import { linksFrom, type Page } from '../page.ts'
import { model } from '../site.ts'

const link = linksFrom('about/')

/** What the document says of the API and of itself. */
export const aboutPage: Page = {
  path: 'about/',
  title: 'About the API: prerequisites, limits, sources · Kaleyra Reactions',
  description: 'What an account needs, what is not documented, and where every statement comes from.',
  content: [
    '# About the API',
    model.description,
    '## Sources',
    Object.values(model.sources)
      .map(
        ({ title, url, read }) => `- ${url ? `[${title}](${url})` : title}${read ? `, read on ${read}` : ''}`,
      )
      .join('\n'),
    `The document: [YAML](${link('openapi.yaml')}), [JSON](${link('openapi.json')}), [YAML for validators](${link('openapi.strict.yaml')}).`,
  ],
}
