import { Ajv2020 } from 'ajv/dist/2020.js'
import { casesOf, type OpenapiDocument } from './cases.ts'

/**
 * What makes a document useless as a source: schemas that do not compile (Prism then stops validating without a word),
 * examples that contradict their schema, one name for two different answers. Each problem starts with its JSON pointer.
 */
export function problemsOf(document: OpenapiDocument): string[] {
  const ajv = compilerOf(document)
  const problems = schemasIn(document, '').flatMap(({ pointer, samples }) => {
    try {
      const validate = ajv.compile({ $ref: `document#${encodeURI(pointer)}` })
      return samples.flatMap(([place, sample]) => {
        validate(sample)
        return (validate.errors ?? []).map(
          ({ instancePath, message }) => `${place}${instancePath} contradicts its schema: ${message}`,
        )
      })
    } catch (error) {
      return [`${pointer} does not compile: ${error instanceof Error ? error.message : error}`]
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

interface SchemaPlace {
  pointer: string
  /** The examples the schema has to accept, each with its place. */
  samples: [string, unknown][]
}

const schemaMaps = new Set(['schemas', 'properties'])
const schemaLists = new Set(['oneOf', 'anyOf', 'allOf'])
const schemaMembers = new Set(['schema', 'items', 'additionalProperties', 'not'])

/** Every schema below a node, the schemas inside schemas included. */
function schemasIn(node: object, pointer: string): SchemaPlace[] {
  return Object.entries(node).flatMap(([key, child]): SchemaPlace[] => {
    if (typeof child !== 'object' || child === null || key.startsWith('example')) return []
    const place = `${pointer}/${escapePointer(key)}`
    if (schemaMaps.has(key) || schemaLists.has(key)) {
      return Object.entries(child).flatMap(([name, schema]) =>
        schemaAt(Object(schema), `${place}/${escapePointer(name)}`),
      )
    }
    if (!schemaMembers.has(key)) return schemasIn(child, place)
    const [self, ...inner] = schemaAt(child, place)
    return self ? [{ ...self, samples: [...self.samples, ...samplesOf(node, pointer)] }, ...inner] : inner
  })
}

function schemaAt(schema: object, pointer: string): SchemaPlace[] {
  return [{ pointer, samples: samplesOf(schema, pointer) }, ...schemasIn(schema, pointer)]
}

/** The `example` and `examples` of a schema (a list), a parameter or a media type (named, each with a value). */
function samplesOf(node: object, pointer: string): [string, unknown][] {
  const { example, examples }: { example?: unknown; examples?: unknown } = node
  const single: [string, unknown][] = example === undefined ? [] : [[`${pointer}/example`, example]]
  const several = Object.entries(Object(examples)).map(([name, entry]): [string, unknown] => {
    const place = `${pointer}/examples/${escapePointer(name)}`
    return Array.isArray(examples) ? [place, entry] : [`${place}/value`, Object(entry).value]
  })
  return [...single, ...several]
}

/** A case name stands for one status and one body in the whole document. */
function sharedNames(document: OpenapiDocument): string[] {
  const first = new Map<string, string>()
  return casesOf(document).flatMap(({ name, operationId, status, body }) => {
    const meaning = JSON.stringify([status, body])
    const known = first.get(name) ?? meaning
    first.set(name, known)
    return known === meaning
      ? []
      : [`/paths: the example name ${name} (operation ${operationId}, status ${status}) is already taken`]
  })
}

function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}
