import type { OpenapiDocument, Provenance, Schema } from './document.ts'

/** A string, a number or a boolean. */
export type Scalar = string | number | boolean

const scalarKinds = ['string', 'integer', 'number', 'boolean'] as const

/** The properties of a type of any kind. */
interface TypeFacts {
  description: string | undefined
  /** Whether `null` is allowed in place of a value. */
  isNullable: boolean
  source: Provenance | undefined
}

/** The type of a string, a number or a boolean. */
export interface ScalarType extends TypeFacts {
  kind: (typeof scalarKinds)[number]
  /** All allowed values; `undefined` if there is no such list. */
  values: readonly Scalar[] | undefined
  /** The documented values, if others are allowed too. */
  knownValues: readonly string[] | undefined
  /** An ECMAScript regular expression for the flag `u`. */
  pattern: string | undefined
  /** How many characters of a longer text Kaleyra keeps. */
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
}

/** An object with members of any name and one type. */
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
  /** The name on the wire. */
  name: string
  isRequired: boolean
  description: string
  type: Type
  /** Sample values, the first of which is shown. */
  examples: readonly unknown[]
  /** The value in place of a missing one. */
  default: unknown
  /** Whether the field contains the id of an accepted call. */
  isId: boolean
  source: Provenance | undefined
}

const limitNames = [
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

/** The limits of a value by their keyword of JSON Schema. */
export type Limits = { [Name in (typeof limitNames)[number]]?: Scalar | undefined }

/**
 * Reads the type that a schema describes. A part becomes the type `any` if it contains itself or uses keywords that this
 * function does not read.
 */
export function typeOf(schema: Schema, document: OpenapiDocument): Type {
  const name = schema.$ref?.split('/').at(-1)
  if (name === undefined) return typeOfSchema(schema, document)
  const { [name]: target = {}, ...others } = document.components.schemas
  // Inside itself, a schema has no type.
  const inside = { ...document, components: { ...document.components, schemas: { ...others, [name]: {} } } }
  const type = typeOf(target, inside)
  const { description = type.description, 'x-source': source = type.source } = schema
  return { ...type, description, source }
}

/** The fields of an object type; none for other types. */
export function fieldsOf(type: Type): Field[] {
  return type.kind === 'object' ? type.fields : []
}

function typeOfSchema(schema: Schema, document: OpenapiDocument): Type {
  const { description, 'x-source': source } = schema
  const words = [schema.type ?? []].flat()
  const isNullable = words.includes('null')
  const word = words.find((each) => each !== 'null')
  const facts = { description: description?.trim(), isNullable, source }
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
    return { ...facts, kind: 'object', fields }
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
