import { Ajv2020 } from 'ajv/dist/2020.js'
import type { OpenapiDocument } from './document.ts'
import { member } from './member.ts'
import { examplesOf, operationsOf } from './operations.ts'
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
    if (!isNode(child) || key.startsWith('example')) return []
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

/** The `example` and `examples` of a schema (a list), a parameter or a media type (named, each with a value). */
function samplesOf(node: object, pointer: string): PlacedSample[] {
  const { example, examples }: { example?: unknown; examples?: unknown } = node
  const samples = example === undefined ? [] : [{ place: `${pointer}/example`, value: example }]
  if (!isNode(examples)) return samples
  const isList = Array.isArray(examples)
  const named = Object.entries(examples).map(([name, entry]) => {
    const place = `${pointer}/examples/${escapePointer(name)}`
    return isList ? { place, value: entry } : { place: `${place}/value`, value: member(entry, 'value') }
  })
  return [...samples, ...named]
}

/** A case name stands for one status and one body in the whole document. */
function sharedNames(document: OpenapiDocument): Problem[] {
  const first = new Map<string, string>()
  return operationsOf(document).flatMap(({ path, method, responses }) =>
    Object.entries(responses).flatMap(([status, response]) =>
      examplesOf(response).flatMap(({ name, example }): Problem[] => {
        const meaning = JSON.stringify({ status, value: example.value })
        const known = first.get(name) ?? meaning
        first.set(name, known)
        if (known === meaning) return []
        const place = `/paths/${escapePointer(path)}/${method}/responses/${status}/content/application~1json/examples`
        return [
          {
            pointer: `${place}/${escapePointer(name)}`,
            problem: 'is the name of another case, too; choose another',
          },
        ]
      }),
    ),
  )
}

function isNode(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
