import { blocks, code, linksFrom, type Page } from '../page.ts'
import { model } from '../site.ts'
import { sourceLine } from '../sources.ts'

const link = linksFrom('nothing-fits/')

/** Advice where no case fits. */
export const nothingFitsPage: Page = {
  path: 'nothing-fits/',
  title: 'Other problems: 403, 404, 429, 502, timeouts, no callback · Kaleyra Reactions',
  description:
    'Advice where none of the errors fits: other statuses and codes, timeouts, a missing callback.',
  content: [
    '# Other problems',
    `Advice for problems that are not among [the errors](${link('errors/')}).`,
    ...model.situations.map(({ title, signs, statements }) =>
      blocks(
        `## ${title}`,
        signs.length > 0 ? `Logs show it as ${signs.map(code).join(', ')}.` : undefined,
        statements.map(({ text }) => `- ${text.trim().replaceAll(/\s+/g, ' ')}`).join('\n'),
        sourceLine(...statements.map(({ source }) => source)),
      ),
    ),
  ],
}
