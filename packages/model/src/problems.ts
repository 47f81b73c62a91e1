import { Ajv2020 } from 'ajv/dist/2020.js'
import { placedExamplesOf } from './case-problems.ts'
import type { Example, OpenapiDocument } from './document.ts'
import { member } from './member.ts'
import { callbacksOf, examplesOf, operationsOf } from './operations.ts'
import { escapePointer, type Problem } from './problem.ts'

/**
 * What makes a document useless as a source: a schema that does not compile (Prism then stops validating without a word),
 * an example that contradicts its schema, one name for two different cases.
 */
export function problemsOf(document: OpenapiDocument): Problem[] {
  const ajv = compilerOf(document)
  const problems = schemasIn(document, '').flatMap(({ pointer, samples }) => {
    try {
      const validate = ajv.compile({ $ref: `document#${encodeURI(pointer)}` })
      return samples.flatMap(({ place, value }) => {
        validate(value)
        return (validate.errors ?? []).map(({ instancePath, message }) => ({
          pointer: place + instancePath,
          problem: `contradicts its schema: ${message}`,
        }))
      })
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      return [{ pointer, problem: `does not compile: ${reason}` }]
    }
  })
  return [...problems, ...sharedNames(document)]
}

/** Checks values against the schema at a JSON pointer of the document; gives what is wrong, each with its place. */
export function validatorAt(document: OpenapiDocument, pointer: string): (value: unknown) => string[] {
  const validate = compilerOf(document).compile({ $ref: `document#${encodeURI(pointer)}` })
  return (value) => {
    validate(value)
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
  }
}

function compilerOf(document: OpenapiDocument): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false })
  return ajv.addSchema({ $id: 'document', ...document }, 'document')
}

/** A schema and the examples that it has to accept. */
interface PlacedSchema {
  pointer: string
  samples: PlacedSample[]
}

/** An example with its JSON pointer. */
interface PlacedSample {
  place: string
  value: unknown
}

const schemaMaps = new Set(['schemas', 'properties'])
const schemaLists = new Set(['oneOf', 'anyOf', 'allOf'])
const schemaMembers = new Set(['schema', 'items', 'additionalProperties', 'not'])

/** Every schema below a node, the schemas inside schemas included. */
function schemasIn(node: object, pointer: string): PlacedSchema[] {
  return Object.entries(node).flatMap(([key, child]): PlacedSchema[] => {
    if (!isNode(child) || key.startsWith('example') || key === 'default') return []
    const place = `${pointer}/${escapePointer(key)}`
    if (schemaMaps.has(key) || schemaLists.has(key)) {
      return Object.entries(child).flatMap(([name, schema]) =>
        isNode(schema) ? schemaAt(schema, `${place}/${escapePointer(name)}`) : [],
      )
    }
    if (!schemaMembers.has(key)) return schemasIn(child, place)
    // The example of a list or a map is none of its items.
    return schemaAt(child, place, key === 'schema' ? samplesOf(node, pointer) : [])
  })
}

/** A schema with the schemas inside; `outer` are the examples that stand beside it, in its parameter or media type. */
function schemaAt(schema: object, pointer: string, outer: PlacedSample[] = []): PlacedSchema[] {
  const samples = [...samplesOf(schema, pointer), ...outer]
  return [{ pointer, samples }, ...schemasIn(schema, pointer)]
}

/** The default, `example` and `examples` of a schema (a list), a parameter or a media type (named, each with a value). */
function samplesOf(node: object, pointer: string): PlacedSample[] {
  const { examples }: { examples?: unknown } = node
  const samples = ['default', 'example'].flatMap((name) => {
    const value = member(node, name)
    return value === undefined ? [] : [{ place: `${pointer}/${name}`, value }]
  })
  if (!isNode(examples)) return samples
  const isList = Array.isArray(examples)
  const named = Object.entries(examples).map(([name, entry]) => {
    const place = `${pointer}/examples/${escapePointer(name)}`
    return isList ? { place, value: entry } : { place: `${place}/value`, value: member(entry, 'value') }
  })
  return [...samples, ...named]
}

/**
 * A name stands for one case in the whole document: for one status and one body, and for one description of an error.
 * Where several operations share a case, every product shows the first.
 */
function sharedNames(document: OpenapiDocument): Problem[] {
  const first = new Map<string, { body: string; entry: string }>()
  return [...placedResponses(document), ...placedFailures(document)].flatMap(
    ({ name, example, status, pointer }): Problem[] => {
      const body = JSON.stringify({ status, value: example.value })
      const entry = JSON.stringify(example)
      const known = first.get(name)
      if (known === undefined) first.set(name, { body, entry })
      if (known === undefined || known.entry === entry) return []
      if (known.body !== body)
        return [{ pointer, problem: 'is the name of another case, too; choose another' }]
      const problem =
        'is described otherwise where the name stands first; describe the case once, and refer to it'
      return [{ pointer, problem }]
    },
  )
}

/** A named example of a response or a callback, and where it stands. */
interface PlacedCase {
  name: string
  example: Example
  pointer: string
  /** `undefined` for a callback. */
  status: number | undefined
}

/** The named responses of all operations. */
function placedResponses(document: OpenapiDocument): PlacedCase[] {
  return operationsOf(document).flatMap((operation) => placedExamplesOf(operation))
}

/** The callbacks that report an error. */
function placedFailures(document: OpenapiDocument): PlacedCase[] {
  return callbacksOf(document).flatMap(({ path, method, requestBody }) => {
    const place = `/webhooks/${escapePointer(path)}/${method}/requestBody/content/application~1json/examples`
    return examplesOf(requestBody)
      .filter(({ example }) => example['x-error'] !== undefined)
      .map(({ name, example }) => ({
        name,
        example,
        pointer: `${place}/${escapePointer(name)}`,
        status: undefined,
      }))
  })
}

function isNode(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
