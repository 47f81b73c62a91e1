// Fills the marked regions of README.md from the document and the examples. `--check` only compares.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { errorCasesOf } from '@kaleyra-reactions/spec/cases'
import document from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }
import { fillRegions, tableOf } from '@kaleyra-reactions/spec/regions'

const folder = join(import.meta.dirname, '..')

fillRegions(join(folder, 'README.md'), {
  errors() {
    const answers = errorCasesOf(document).filter(({ channel }) => channel === 'answer')
    return tableOf(
      ['reason', 'status', 'code', 'meaning', 'who acts', 'what to do'],
      answers.map(({ name, status = '', code, meaning, error }) => [
        `\`${name}\``,
        status,
        `\`${code}\``,
        meaning,
        error.actor,
        error.action,
      ]),
    )
  },
  example: (name) => `\`\`\`ts\n${readFileSync(join(folder, 'examples', name), 'utf8').trim()}\n\`\`\``,
})
