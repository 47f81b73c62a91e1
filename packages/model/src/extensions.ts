import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js'
import { caseProblemsOf } from './case-problems.ts'
import type { CatalogueEntry, Example, OpenapiDocument } from './document.ts'
import { member, memberNames, textMember } from './member.ts'
import { idProblemsOf, nameProblemsOf, unknownProblemsOf } from './name-problems.ts'
import type { Problem } from './problem.ts'
import { escapePointer, hintFor } from './problem.ts'
import { serverProblemsOf } from './server-problems.ts'
import { sourcesOf } from './sources.ts'

/**
 * The mistakes in the extensions of a document: members that begin with `x-` and are unknown or malformed by the schema
 * of the extensions; words that `x-sources` does not have; regions that share a name; errors without their `x-error`.
 */
export function extensionProblemsOf(document: OpenapiDocument, schema: object): Problem[] {
  const validate = new Ajv2020({ allErrors: true, verbose: true }).compile(schema)
  const nodes = extendedNodesIn(document, '')
  const malformed = nodes.flatMap(({ pointer, extensions }) => {
    validate(extensions)
    return summarized(validate.errors ?? []).map((error) => problemOf(error, pointer))
  })
  // What follows reads the extensions by their types.
  if (malformed.length > 0) return malformed
  const words = memberNames(document['x-sources'])
  return [
    ...nodes.flatMap((node) => placeProblemsOf(node)),
    ...nodes.flatMap(({ pointer, extensions }) => unknownSources(extensions, pointer, words)),
    ...serverProblemsOf(document),
    ...caseProblemsOf(document),
    ...nameProblemsOf(document),
    ...unknownProblemsOf(document),
    ...idProblemsOf(document),
  ]
}

/** Where an extension has a meaning. Elsewhere nothing would read it. */
interface Place {
  where: string
  isRight(pointer: string, node: object): boolean
}

const onText: Place = {
  where: 'on a schema of type string',
  isRight: (_, node) => member(node, 'type') === 'string',
}
const places: Readonly<Record<string, Place>> = {
  'x-sources': { where: 'at the top of the document', isRight: (pointer) => pointer === '' },
  'x-situations': { where: 'at the top of the document', isRight: (pointer) => pointer === '' },
  'x-docs-url': { where: 'in info', isRight: (pointer) => pointer === '/info' },
  'x-region': { where: 'on a server', isRight: (pointer) => /^\/servers\/\d+$/.test(pointer) },
  'x-error': { where: 'on a named example', isRight: (pointer) => /\/examples\/[^/]+$/.test(pointer) },
  'x-truncated-at': onText,
  'x-id': onText,
  'x-extensible-enum': onText,
}

function placeProblemsOf({ pointer, node, extensions }: ExtendedNode): Problem[] {
  return Object.keys(extensions).flatMap((name) => {
    const place = places[name]
    if (place === undefined || place.isRight(pointer, node)) return []
    return [{ pointer: `${pointer}/${name}`, problem: `has no meaning here; it belongs ${place.where}` }]
  })
}

/** An object with the extensions that it has. */
interface ExtendedNode {
  pointer: string
  node: object
  extensions: Record<string, unknown>
}

/** Every object that has extensions. The values of examples and defaults are data: an `x-` in them is none. */
function extendedNodesIn(node: object, pointer: string): ExtendedNode[] {
  const entries = Object.entries(node)
  const own = entries.filter(([name]) => name.startsWith('x-'))
  const inner = entries.flatMap(([name, child]): ExtendedNode[] => {
    const isData =
      ['value', 'example', 'default', 'enum', 'const'].includes(name) && !pointer.endsWith('/properties')
    if (isData || name.startsWith('x-') || typeof child !== 'object' || child === null) return []
    return extendedNodesIn(child, `${pointer}/${escapePointer(name)}`)
  })
  return own.length > 0 ? [{ pointer, node, extensions: Object.fromEntries(own) }, ...inner] : inner
}

/** The errors without those that only repeat each other: of the branches of an `anyOf` the deepest tell what was meant. */
function summarized(errors: readonly ErrorObject[]): ErrorObject[] {
  const plain = errors.filter(
    ({ keyword, schemaPath }) => keyword !== 'anyOf' && !schemaPath.includes('/anyOf/'),
  )
  const places = errors.filter(({ keyword }) => keyword === 'anyOf').map(({ instancePath }) => instancePath)
  const outermost = places.filter((place) => !places.some((other) => place.startsWith(`${other}/`)))
  const branches = [...new Set(outermost)].flatMap((place) => {
    const inside = errors.filter(
      ({ keyword, instancePath }) => keyword !== 'anyOf' && instancePath.startsWith(place),
    )
    const depth = Math.max(...inside.map(({ instancePath }) => depthOf(instancePath)))
    const deepest = inside.filter(({ instancePath }) => depthOf(instancePath) === depth).slice(0, 1)
    if (depth > depthOf(place)) return deepest
    const message =
      'is no source; it takes a word of x-sources, or such words, each with a list of statements'
    return deepest.map((error) => ({ ...error, keyword: 'form', message }))
  })
  return [...plain, ...branches]
}

function depthOf(instancePath: string): number {
  return instancePath.split('/').length
}

function problemOf(error: ErrorObject, pointer: string): Problem {
  const { instancePath, keyword, message = 'is malformed', params, parentSchema } = error
  const place = pointer + instancePath
  if (keyword === 'additionalProperties') {
    const name = String(params['additionalProperty'])
    const known = memberNames(parentSchema?.['properties'])
    return { pointer: `${place}/${escapePointer(name)}`, problem: `is unknown; ${hintFor(name, known)}` }
  }
  if (keyword === 'required') {
    const name = String(params['missingProperty'])
    const description = textMember(member(parentSchema?.['properties'], name), 'description')
    return { pointer: place, problem: `has no ${name}; add it${description ? `: ${description}` : ''}` }
  }
  if (keyword === 'enum') {
    const allowed: string[] = params['allowedValues']
    return {
      pointer: place,
      problem: `is ${JSON.stringify(error.data)}; ${hintFor(String(error.data), allowed)}`,
    }
  }
  return { pointer: place, problem: message }
}

function unknownSources(
  { 'x-source': source, 'x-error': error }: { 'x-source'?: Example['x-source']; 'x-error'?: CatalogueEntry },
  pointer: string,
  words: readonly string[],
): Problem[] {
  const told = [
    ...sourcesOf(source, {}).map((found) => ({ ...found, place: `${pointer}/x-source` })),
    ...sourcesOf(error?.['x-source'], {}).map((found) => ({
      ...found,
      place: `${pointer}/x-error/x-source`,
    })),
  ]
  return told.flatMap(({ source: word, place }) =>
    words.includes(word)
      ? []
      : [{ pointer: place, problem: `names the source ${word}; ${hintFor(word, words)}` }],
  )
}
