import type { OpenapiDocument, Parameter } from './document.ts'
import { type Type, typeOf } from './types.ts'

/** A value for a parameter: its example, or else one that its type suggests; `undefined` if neither exists. */
export function sampleValueOf(parameter: Parameter, document: OpenapiDocument): unknown {
  const { example, schema = {} } = parameter
  const { example: own, examples = [], default: fallback } = schema
  return example ?? own ?? examples[0] ?? fallback ?? offerOf(typeOf(schema, document))
}

function offerOf(type: Type): unknown {
  if (type.kind === 'list') {
    const item = offerOf(type.items)
    return item === undefined ? undefined : [item]
  }
  if (type.kind === 'boolean') return true
  if (type.kind === 'object' || type.kind === 'map' || type.kind === 'any') return undefined
  const { values, knownValues, limits } = type
  return values?.[0] ?? knownValues?.[0] ?? limits.minimum
}
