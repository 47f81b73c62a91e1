import type { Field, Limits, Type } from './types.ts'

/** The values, limits and default of a field, one sentence each; `shown` marks each value and the default. */
export function factsOf(
  { type, default: fallback }: Field,
  shown: (value: string) => string = String,
): string[] {
  return [
    ...valueFactsOf(type, shown),
    ...limitFactsOf(type),
    ...(fallback === undefined ? [] : [`Default: ${shown(String(fallback))}.`]),
  ]
}

/** The allowed and known values of a type, in sentences; `shown` marks each of them. */
export function valueFactsOf(type: Type, shown: (value: string) => string = String): string[] {
  if (type.kind === 'list') return valueFactsOf(type.items, shown)
  if (type.kind !== 'string' && type.kind !== 'integer' && type.kind !== 'number') return []
  const values = (type.values ?? []).map((value) => shown(String(value)))
  const knownValues = (type.knownValues ?? []).map((value) => shown(value))
  return [
    ...(values.length === 1 ? [`Always ${values[0]}.`] : []),
    ...(values.length > 1 ? [`One of ${values.join(', ')}.`] : []),
    ...(knownValues.length > 0 ? [`Known values: ${knownValues.join(', ')}.`] : []),
  ]
}

/** The limits of a type, in sentences. */
function limitFactsOf(type: Type): string[] {
  if (type.kind === 'list') return [...limitSentences(type.limits), ...limitFactsOf(type.items)]
  if (type.kind === 'object' || type.kind === 'map' || type.kind === 'any') return []
  const { pattern, truncatedAt, limits } = type
  return [
    ...limitSentences(limits),
    ...(pattern === undefined ? [] : [`Pattern: \`${pattern}\`.`]),
    ...(truncatedAt === undefined ? [] : [`Kaleyra keeps at most ${truncatedAt} characters.`]),
  ]
}

const sentences: { [Name in keyof Limits]-?: (value: NonNullable<Limits[Name]>) => string } = {
  minLength: (value) => `At least ${value} characters.`,
  maxLength: (value) => `At most ${value} characters.`,
  minimum: (value) => `At least ${value}.`,
  exclusiveMinimum: (value) => `More than ${value}.`,
  maximum: (value) => `At most ${value}.`,
  exclusiveMaximum: (value) => `Less than ${value}.`,
  multipleOf: (value) => `A multiple of ${value}.`,
  minItems: (value) => `At least ${value} values.`,
  maxItems: (value) => `At most ${value} values.`,
  uniqueItems: (value) => (value ? 'Values must not repeat.' : 'Values may repeat.'),
  format: (value) => `Format: ${value}.`,
}

function limitSentences(limits: Limits): string[] {
  const { minimum, maximum, ...others } = limits
  if (minimum !== undefined && maximum !== undefined)
    return [`From ${minimum} to ${maximum}.`, ...limitSentences(others)]
  return Object.entries(sentences).flatMap(([name, sentence]) => {
    const value = Object.entries(limits).find(([limit]) => limit === name)?.[1]
    return value === undefined ? [] : sentence(value)
  })
}
