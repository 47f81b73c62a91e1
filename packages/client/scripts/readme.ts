// Fills the marked sections of README.md from the document and the examples. `--check` only compares.
import { join } from 'node:path'
import { examplesIn, fillSections, tableOf } from '@kaleyra-reactions/model/markdown'
import { modelOf } from '@kaleyra-reactions/model/model'
import document from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }

const folder = join(import.meta.dirname, '..')

fillSections(join(folder, 'README.md'), {
  errors() {
    const responses = modelOf(document).errorCases.filter(({ channel }) => channel === 'response')
    return tableOf(
      ['reason', 'status', 'code', 'meaning', 'who acts', 'what to do'],
      responses.map(({ name, status = '', code, meaning, error }) => [
        `\`${name}\``,
        status,
        `\`${code}\``,
        meaning,
        error.actor,
        error.action,
      ]),
    )
  },
  example: examplesIn(join(folder, 'examples')),
})
