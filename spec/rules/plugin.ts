import { addresses } from './addresses.ts'
import { caseMarks } from './case-marks.ts'
import { caseNames } from './case-names.ts'
import { errorFacts } from './error-facts.ts'
import { flags } from './flags.ts'
import { invalidRequest } from './invalid-request.ts'
import { knownExtensions } from './known-extensions.ts'
import { knownSources } from './known-sources.ts'
import { names } from './names.ts'
import { reaction } from './reaction.ts'
import { reactionSchemas } from './reaction-schemas.ts'
import type { NodeType, Rule } from './redocly.ts'
import { regions } from './regions.ts'
import { schemaValues } from './schema-values.ts'
import { extendedTypes } from './types.ts'
import { unknownValues } from './unknown-values.ts'

/** What Redocly takes of a plugin. */
interface Plugin {
  id: string
  rules: { oas3: Record<string, Rule> }
  typeExtension: { oas3(types: Readonly<Record<string, NodeType>>): Record<string, NodeType> }
}

/** Teaches Redocly the extensions of the document, and the rules that hold for it. */
const plugin = (): Plugin => ({
  id: 'kaleyra',
  rules: {
    oas3: {
      addresses,
      'case-marks': caseMarks,
      'case-names': caseNames,
      'error-facts': errorFacts,
      flags,
      'invalid-request': invalidRequest,
      'known-extensions': knownExtensions,
      'known-sources': knownSources,
      names,
      reaction,
      'reaction-schemas': reactionSchemas,
      regions,
      'schema-values': schemaValues,
      'unknown-values': unknownValues,
    },
  },
  typeExtension: { oas3: extendedTypes },
})

export default plugin
