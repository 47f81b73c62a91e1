import { blocks, code, linksFrom, type Page } from '../page.ts'
import { model } from '../site.ts'
import { sourceLine } from '../sources.ts'

const link = linksFrom('nothing-fits/')

/** What helps where no case fits. */
export const nothingFitsPage: Page = {
  path: 'nothing-fits/',
  title: 'When nothing of this fits: 403, 404, 429, 502, time-outs, no callback · Kaleyra Reactions',
  description:
    'What is known where no documented error fits: other statuses and codes, time-outs, a missing callback.',
  content: [
    '# When nothing of this fits',
    `These things happen, and none of [the documented errors](${link('errors/')}) describes them.`,
    ...model.situations.map(({ title, signs, statements }) =>
      blocks(
        `## ${title}`,
        signs.length > 0 ? `Seen as ${signs.map(code).join(', ')}.` : undefined,
        statements.map(({ text }) => `- ${text.trim().replaceAll(/\s+/g, ' ')}`).join('\n'),
        sourceLine(...statements.map(({ source }) => source)),
      ),
    ),
  ],
}
