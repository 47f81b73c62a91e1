import type { OpenapiDocument, Schema } from './document.ts'
import { escapePointer, hintFor, nearestHint, type Problem } from './problem.ts'
import { reservedMembers } from './reserved-names.ts'
import { limitNames, scalarKinds, schemaAt } from './types.ts'

/** Whether a schema describes what is sent to Kaleyra, or what Kaleyra sends. */
export type Direction = 'request' | 'response'

const common = ['$ref', 'type', 'title', 'description', 'example', 'examples', 'default', 'const', 'enum']

/** The keywords that have a meaning for a type, beside the common ones. */
const keywordsOf: Readonly<Record<string, readonly string[]>> = {
  string: ['format', 'pattern', 'minLength', 'maxLength'],
  integer: ['format', 'minimum', 'exclusiveMinimum', 'maximum', 'exclusiveMaximum', 'multipleOf'],
  number: ['format', 'minimum', 'exclusiveMinimum', 'maximum', 'exclusiveMaximum', 'multipleOf'],
  boolean: [],
  array: ['items', 'minItems', 'maxItems', 'uniqueItems'],
  object: ['properties', 'required', 'additionalProperties'],
}
const types = Object.keys(keywordsOf)
const keywords = new Set([...common, ...Object.values(keywordsOf).flat(), ...limitNames])

/** What to write instead of a keyword that is not understood. */
const remedies: Readonly<Record<string, string>> = {
  allOf: 'write all fields into one object',
  oneOf: 'write one object with optional fields, and say in their descriptions when each is there',
  anyOf: 'write one type; known values of an open list belong in x-extensible-enum',
  nullable: 'in OpenAPI 3.1 a type that takes null is [string, "null"]',
  deprecated: 'say it in the description',
  readOnly: 'leave the field out of what is sent',
  writeOnly: 'leave the field out of what is received',
}

/** What of a schema, and of the schemas inside, no product would understand. */
export function schemaProblemsOf(
  schema: Schema,
  pointer: string,
  direction: Direction,
  document: OpenapiDocument,
): Problem[] {
  return problemsOf(schema, pointer, [])

  /** `trail` holds the references that led here. */
  function problemsOf(node: Schema, place: string, trail: readonly string[]): Problem[] {
    const unknown = Object.keys(node).filter((name) => !keywords.has(name) && !name.startsWith('x-'))
    if (unknown.length > 0) return unknown.map((name) => notUnderstood(name, place))
    if (node.$ref !== undefined) return referenceProblems(node, node.$ref, place, trail)
    const words = [node.type ?? []].flat()
    const [word, ...more] = words.filter((each) => each !== 'null')
    if (more.length > 0)
      return [{ pointer: `${place}/type`, problem: `names several types; choose one of ${types.join(', ')}` }]
    if (words.includes('null') && direction === 'request')
      return [{ pointer: `${place}/type`, problem: 'takes null in what is sent; leave an empty field out' }]
    if (word === undefined) return untypedProblems(node, place)
    if (keywordsOf[word] === undefined)
      return [{ pointer: `${place}/type`, problem: `is ${word}; ${hintFor(word, types)}` }]
    return [
      ...misplacedKeywords(node, word, place),
      ...contradictions(node, direction, place),
      ...valueProblems(node, word, place),
      ...itemProblems(node, word, place, trail),
      ...fieldProblems(node, place, trail),
    ]
  }

  function referenceProblems(
    node: Schema,
    reference: string,
    place: string,
    trail: readonly string[],
  ): Problem[] {
    const beside = Object.keys(node).filter((name) => !referenceMembers.includes(name))
    if (beside.length > 0)
      return beside.map((name) => ({
        pointer: `${place}/${name}`,
        problem: 'stands beside $ref, where only description, example and x-source are understood; remove it',
      }))
    if (trail.includes(reference))
      return [{ pointer: `${place}/$ref`, problem: `contains itself: ${reference}; end it at some depth` }]
    const target = schemaAt(reference, document)
    if (target === undefined)
      return [{ pointer: `${place}/$ref`, problem: `leads nowhere: ${reference}; name a schema` }]
    return problemsOf(target, reference.slice(1), [...trail, reference])
  }

  function untypedProblems(node: Schema, place: string): Problem[] {
    if (direction === 'request')
      return [{ pointer: place, problem: `has no type; choose one of ${types.join(', ')}` }]
    return misplacedKeywords(node, undefined, place)
  }

  function itemProblems(
    { items, additionalProperties }: Schema,
    word: string,
    place: string,
    trail: readonly string[],
  ): Problem[] {
    if (word === 'array' && items === undefined)
      return [{ pointer: place, problem: 'is a list without items; say what it holds' }]
    const values = typeof additionalProperties === 'object' ? additionalProperties : undefined
    return [
      ...(items === undefined ? [] : problemsOf(items, `${place}/items`, trail)),
      ...(values === undefined ? [] : problemsOf(values, `${place}/additionalProperties`, trail)),
    ]
  }

  function fieldProblems(
    { properties = {}, required = [], additionalProperties }: Schema,
    place: string,
    trail: readonly string[],
  ): Problem[] {
    const names = Object.keys(properties)
    const problems = required
      .filter((name) => !names.includes(name))
      .map((name) => ({
        pointer: `${place}/required`,
        problem: `requires ${name}, which is no property; ${hintFor(name, names)}`,
      }))
    if (names.length > 0 && typeof additionalProperties === 'object')
      problems.push({
        pointer: `${place}/additionalProperties`,
        problem: 'describes further members beside properties; choose one of the two',
      })
    if (direction === 'request' && names.length > 0 && additionalProperties === true)
      problems.push({
        pointer: `${place}/additionalProperties`,
        problem: 'lets members be sent that no product could send; make it false',
      })
    return [
      ...problems,
      ...reservedFields(names, place),
      ...names.flatMap((name) => {
        const property = properties[name]
        return property === undefined
          ? []
          : problemsOf(property, `${place}/properties/${escapePointer(name)}`, trail)
      }),
    ]
  }
}

const referenceMembers = ['$ref', 'description', 'example', 'examples', 'x-source']

function notUnderstood(name: string, place: string): Problem {
  const remedy = remedies[name] ?? `remove it; ${nearestHint(name, [...keywords])}`
  return { pointer: `${place}/${escapePointer(name)}`, problem: `is not understood here: ${remedy}` }
}

/** Keywords that mean nothing for the type: JSON Schema ignores them without a word. */
function misplacedKeywords(node: Schema, word: string | undefined, place: string): Problem[] {
  const own = word === undefined ? [] : (keywordsOf[word] ?? [])
  return Object.keys(node).flatMap((name) => {
    if (common.includes(name) || own.includes(name) || name.startsWith('x-')) return []
    const reason = word === undefined ? 'without a type' : `for the type ${word}`
    return [{ pointer: `${place}/${name}`, problem: `has no meaning ${reason}; remove it` }]
  })
}

/** Names of which generated code and the tools make something else than a field. */
function reservedFields(names: readonly string[], place: string): Problem[] {
  return names
    .filter((name) => reservedMembers.includes(name))
    .map((name) => ({
      pointer: `${place}/properties/${escapePointer(name)}`,
      problem: 'is a name that JavaScript reads otherwise; rename it',
    }))
}

/** Keywords that have a meaning each, and none together or in this place. */
function contradictions(node: Schema, direction: Direction, place: string): Problem[] {
  const problems: Problem[] = []
  if (node['x-extensible-enum'] !== undefined && (node.enum ?? node.const) !== undefined)
    problems.push({
      pointer: `${place}/x-extensible-enum`,
      problem: 'stands beside enum or const, which allows no other value; keep one of the two',
    })
  if (node['x-id'] !== undefined && direction === 'request')
    problems.push({
      pointer: `${place}/x-id`,
      problem: 'stands on what is sent; it marks the id in a response, so remove it',
    })
  return problems
}

/** The allowed values have to be values of the type. */
function valueProblems({ const: constant, enum: values }: Schema, word: string, place: string): Problem[] {
  const isScalar = scalarKinds.some((kind) => kind === word)
  const isOfType = (value: unknown) =>
    word === 'integer' ? Number.isInteger(value) : typeof value === word && isScalar
  const wrong = (name: string, value: unknown) => ({
    pointer: `${place}/${name}`,
    problem: `holds ${JSON.stringify(value)}, which is no ${word}; values are listed for texts, numbers and switches`,
  })
  if (values !== undefined && values.length === 0)
    return [{ pointer: `${place}/enum`, problem: 'is empty; name the allowed values' }]
  return [
    ...(values ?? []).filter((value) => !isOfType(value)).map((value) => wrong('enum', value)),
    ...(constant === undefined || isOfType(constant) ? [] : [wrong('const', constant)]),
  ]
}
