// Fills the marked sections of README.md from the document and the list of faults. `--check` only compares.
import { join } from 'node:path'
import { fillSections, tableOf } from '@kaleyra-reactions/model/markdown'
import { modelOf } from '@kaleyra-reactions/model/model'
import document from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }
import { faults } from '../src/scenario.ts'

fillSections(join(import.meta.dirname, '../README.md'), {
  cases: () =>
    tableOf(
      ['message id', 'status', 'what it means'],
      modelOf(document).cases.map(({ name, status, title, meaning }) => [
        `\`wamid.${name}\``,
        status ?? 'accepted, then a callback',
        `${title}. ${meaning}`,
      ]),
    ),
  faults: () =>
    tableOf(
      ['message id', 'what goes wrong'],
      Object.entries(faults).map(([name, text]) => [`\`wamid.fault-${name}\``, text]),
    ),
})
