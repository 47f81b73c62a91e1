import { linksFrom, type Page } from '../page.ts'
import { model } from '../site.ts'
import { sourceInMarkdown } from '../sources.ts'

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
      .map((source) => `- ${sourceInMarkdown(source)}`)
      .join('\n'),
    `The document: [YAML](${link('openapi.yaml')}), [JSON](${link('openapi.json')}), [YAML for validators](${link('openapi.strict.yaml')}).`,
  ],
}
