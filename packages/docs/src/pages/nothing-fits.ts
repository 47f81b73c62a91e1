import { blocks, code, linksFrom, type Page } from '../page.ts'
import { model } from '../site.ts'
import { sourceLine } from '../sources.ts'

const link = linksFrom('nothing-fits/')

/** Advice where no case fits. */
export const nothingFitsPage: Page = {
  path: 'nothing-fits/',
  title: 'Other problems: 403, 404, 429, 502, time-outs, no callback · Kaleyra Reactions',
  description:
    'Advice where no documented error fits: other statuses and codes, time-outs, a missing callback.',
  content: [
    '# Other problems',
    `Advice for problems that no [documented error](${link('errors/')}) describes.`,
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
