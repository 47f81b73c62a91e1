import type { OpenapiDocument, Provenance, Schema } from './document.ts'

/** A value that JSON writes without brackets. */
export type Scalar = string | number | boolean

/** The types of such values, in the words of JSON Schema. */
export const scalarKinds = ['string', 'integer', 'number', 'boolean'] as const

/** What holds for a type of every kind. */
interface TypeFacts {
  /** The name of the schema; `undefined` where a field describes its type itself. */
  name: string | undefined
  description: string | undefined
  /** Whether `null` stands for a missing value. */
  isNullable: boolean
  source: Provenance | undefined
}

/** A text, a number or a switch. */
export interface ScalarType extends TypeFacts {
  kind: (typeof scalarKinds)[number]
  /** All allowed values; `undefined` where others are allowed. */
  values: readonly Scalar[] | undefined
  /** Values that are known, beside which others are allowed. */
  knownValues: readonly string[] | undefined
  /** A regular expression of ECMAScript, to be read with the flag `u`. */
  pattern: string | undefined
  /** Kaleyra keeps that many characters of a longer text. */
  truncatedAt: number | undefined
  /** The other keywords that limit a value, as JSON Schema names them. */
  limits: Limits
}

/** A list. */
export interface ListType extends TypeFacts {
  kind: 'list'
  items: Type
  limits: Limits
}

/** An object with fields. */
export interface ObjectType extends TypeFacts {
  kind: 'object'
  fields: Field[]
  /** Whether members that are not described are allowed. */
  isOpen: boolean
}

/** An object whose members have any name, and all the same type. */
export interface MapType extends TypeFacts {
  kind: 'map'
  values: Type
}

/** Anything. */
export interface AnyType extends TypeFacts {
  kind: 'any'
}

/** The type of a value on the wire. */
export type Type = ScalarType | ListType | ObjectType | MapType | AnyType

/** A member of an object. */
export interface Field {
  /** As it is written on the wire. */
  name: string
  isRequired: boolean
  description: string
  type: Type
  /** Sample values, the first of which is shown. */
  examples: readonly unknown[]
  /** The value that stands for a missing one. */
  default: unknown
  /** Whether the field holds the id of what was accepted. */
  isId: boolean
  source: Provenance | undefined
}

/** The keywords that limit a value, in the words of JSON Schema. */
export const limitNames = [
  'minLength',
  'maxLength',
  'minimum',
  'exclusiveMinimum',
  'maximum',
  'exclusiveMaximum',
  'multipleOf',
  'minItems',
  'maxItems',
  'uniqueItems',
  'format',
] as const

/** The limits of a value by their keyword. */
export type Limits = { [Name in (typeof limitNames)[number]]?: Scalar | undefined }

/**
 * Reads the type that a schema describes. Where the schema says it in another way than by plain fields, or contains
 * itself, that part can be anything.
 */
export function typeOf(schema: Schema, document: OpenapiDocument): Type {
  const name = schema.$ref?.split('/').at(-1)
  if (name === undefined) return typeOfSchema(schema, document)
  const { [name]: target = {}, ...others } = document.components.schemas
  // Inside of itself a schema is one without a type.
  const inside = { ...document, components: { ...document.components, schemas: { ...others, [name]: {} } } }
  const type = typeOf(target, inside)
  const { description = type.description, 'x-source': source = type.source } = schema
  return { ...type, name: type.name ?? name, description, source }
}

/** The fields of an object, or of nothing else. */
export function fieldsOf(type: Type): Field[] {
  return type.kind === 'object' ? type.fields : []
}

function typeOfSchema(schema: Schema, document: OpenapiDocument): Type {
  const { description, 'x-source': source } = schema
  const words = [schema.type ?? []].flat()
  const isNullable = words.includes('null')
  const word = words.find((each) => each !== 'null')
  const facts = { name: undefined, description: description?.trim(), isNullable, source }
  if (word === 'array')
    return { ...facts, kind: 'list', items: typeOf(schema.items ?? {}, document), limits: limitsOf(schema) }
  if (word === 'object') return objectTypeOf(schema, facts, document)
  const kind = scalarKinds.find((each) => each === word)
  return kind === undefined ? { ...facts, kind: 'any' } : scalarTypeOf(schema, kind, facts)
}

function objectTypeOf(schema: Schema, facts: TypeFacts, document: OpenapiDocument): Type {
  const { properties, required = [], additionalProperties } = schema
  if (properties !== undefined) {
    const fields = Object.entries(properties).map(([name, property]) =>
      fieldOf(name, property, required.includes(name), document),
    )
    return { ...facts, kind: 'object', fields, isOpen: additionalProperties !== false }
  }
  const values = typeof additionalProperties === 'object' ? additionalProperties : {}
  return { ...facts, kind: 'map', values: typeOf(values, document) }
}

function fieldOf(name: string, property: Schema, isRequired: boolean, document: OpenapiDocument): Field {
  const type = typeOf(property, document)
  const target = property.$ref === undefined ? {} : (schemaAt(property.$ref, document) ?? {})
  return {
    name,
    isRequired,
    description: type.description ?? '',
    type,
    examples: examplesOf(property) ?? examplesOf(target) ?? [],
    default: property.default ?? target.default,
    isId: property['x-id'] === true,
    source: type.source,
  }
}

function examplesOf({ example, examples }: Schema): readonly unknown[] | undefined {
  return example === undefined ? examples : [example]
}

function scalarTypeOf(schema: Schema, kind: ScalarType['kind'], facts: TypeFacts): ScalarType {
  const { const: constant, enum: values, pattern } = schema
  return {
    ...facts,
    kind,
    values: (constant === undefined ? values : [constant])?.filter(isScalar),
    knownValues: schema['x-extensible-enum'],
    pattern,
    truncatedAt: schema['x-truncated-at'],
    limits: limitsOf(schema),
  }
}

function limitsOf(schema: Schema): Limits {
  return Object.fromEntries(
    limitNames.flatMap((name) => (schema[name] === undefined ? [] : [[name, schema[name]]])),
  )
}

/** The schema that a reference names. */
function schemaAt(reference: string, { components }: OpenapiDocument): Schema | undefined {
  const name = reference.split('/').at(-1)
  return name === undefined ? undefined : components.schemas[name]
}

function isScalar(value: unknown): value is Scalar {
  return ['string', 'number', 'boolean'].includes(typeof value)
}
