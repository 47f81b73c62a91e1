// Writes the names of cases and callbacks of the document as types, and fills the marked sections of README.md from the
// document and the list of faults. `--check` only compares.
import { join } from 'node:path'
import { examplesIn, fillSections, tableOf, writeOrCompare } from '@kaleyra-reactions/model/markdown'
import { modelOf } from '@kaleyra-reactions/model/model'
import document from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }
import { faults } from '../src/suite/scenario.ts'

const { cases, callbacks, sending } = modelOf(document)
const callbackNames = callbacks.flatMap(({ body }) => body?.samples.map(({ name }) => name) ?? [])

writeOrCompare(
  join(import.meta.dirname, '../src/generated/case-names.ts'),
  `// Written by scripts/generate.ts from the document.

/** The name of a documented case: a response, or a callback that reports a failure. */
export type CaseName =${unionOf(cases.map(({ name }) => name))}

/** The name of a callback that the mock can send. */
export type CallbackName =${unionOf(callbackNames)}
`,
)

fillSections(join(import.meta.dirname, '../README.md'), {
  example: examplesIn(join(import.meta.dirname, '../examples')),
  cases: () =>
    tableOf(
      ['message id', 'response'],
      cases
        // A message id can ask only for these.
        .filter(({ channel, operationId }) => channel === 'callback' || operationId === sending.operationId)
        .map(({ name, status, title }) => [
          `\`wamid.${name}\``,
          status === undefined ? `accepted, then the callback: ${title}` : title,
        ]),
    ),
  faults: () =>
    tableOf(
      ['message id', 'what goes wrong'],
      Object.entries(faults).map(([name, text]) => [`\`wamid.fault-${name}\``, text]),
    ),
})

function unionOf(names: readonly string[]): string {
  return [...new Set(names)].map((name) => `\n  | '${name}'`).join('')
}
